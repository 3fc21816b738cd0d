/** Faults between the fields of a mapping: names that lead nowhere, places beyond the frame, texts of the wrong sort. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { foldName } from '../normalise/header.js';
import { KINDS, type Kind } from '../normalise/kinds.js';
import { TRANSFORMS } from '../normalise/transforms.js';
import type { FieldFault, FieldPath } from '../read/yaml-file.js';
import { type CompiledLogformat, compileLogformat } from './compile-logformat.js';
import { expressionFault, frameFaults, hasPlaces, placeCount } from './frame-faults.js';
import { type Field, fault, mappingOutline, type Outline } from './mapping-outline.js';
import { TO_DECIDE } from './mapping-schema.js';
import { fieldsOfKind, transformOf, typeOfTransform } from './transform-names.js';

const TABLES = new URL('../../taxonomy/categories/', import.meta.url);

const isKind = (kind: string): kind is Kind => Object.hasOwn(KINDS, kind);

function placeFaults(
  path: FieldPath,
  { at, aliases, always, with: others }: Field,
  by: string,
  most: number | null,
): FieldFault[] {
  const faults: FieldFault[] = [];
  const beyond = (where: FieldPath, place: number) => {
    if (most !== null && place > most) faults.push(fault(where, `the frame has only ${most} places`));
  };
  if (at === null && aliases.length === 0 && always === '')
    faults.push(fault(path, `it is not said where it stands: write ${hasPlaces(by) ? 'at' : 'aliases'}`));
  if (hasPlaces(by) && aliases.length > 0)
    faults.push(fault([...path, 'aliases'], 'this frame has no names: write at, with a place'));
  if (by !== '' && !hasPlaces(by) && at !== null)
    faults.push(fault([...path, 'at'], 'this frame goes by names: write aliases'));
  if (at !== null && hasPlaces(by)) beyond([...path, 'at'], at);
  for (const [index, other] of others.entries()) {
    const where = [...path, 'with', index];
    if (typeof other === 'number' && hasPlaces(by)) beyond(where, other);
    else if (by !== '' && (typeof other === 'number') !== hasPlaces(by))
      faults.push(fault(where, hasPlaces(by) ? 'write a place' : 'write a list of names'));
  }
  return faults;
}

function transformFaults(path: FieldPath, as: string, type: string): FieldFault[] {
  if (as === '') return [];
  const found = transformOf(as);
  const where = [...path, 'as'];
  if (found === null)
    return [fault(where, `there is no such way to read; choose one of: ${Object.keys(TRANSFORMS).join(', ')}`)];
  if (typeOfTransform(found) === type) return [];
  const fitting = Object.entries(TRANSFORMS).flatMap(([name, transform]) => (transform.type === type ? [name] : []));
  return [fault(where, `it gives something else than this field takes; choose one of: ${fitting.join(', ')}`)];
}

/** In a header no column serves two fields; in other frames one key may. */
function repeatedAliases({ fields, frame }: Outline): FieldFault[] {
  const seen = new Set<string>();
  return Object.entries(fields).flatMap(([name, source]) =>
    (source?.aliases ?? []).flatMap((alias, index) => {
      const key = frame.by === 'header' ? foldName(alias) : `${name} ${alias}`;
      if (alias === '' || !seen.has(key)) {
        seen.add(key);
        return [];
      }
      return [fault(['fields', name, 'aliases', index], 'this name is there twice')];
    }),
  );
}

function fieldFaults(mapping: Outline, compiled: CompiledLogformat | null): FieldFault[] {
  const { kind, frame, fields, recognise } = mapping;
  if (!isKind(kind)) return [];
  const known = new Map(fieldsOfKind(kind));
  const most = placeCount(mapping, compiled);
  const choices = [...known.keys()].join(', ');
  const faults = Object.entries(fields).flatMap(([name, source]) => {
    const type = known.get(name)?.type;
    if (type === undefined) return [fault(['fields', name], `a ${kind} has no such field; it has: ${choices}`)];
    if (source === null) return [];
    const path = ['fields', name];
    return [...placeFaults(path, source, frame.by, most), ...transformFaults(path, source.as, type)];
  });
  const lost = recognise.header.flatMap((name, index) =>
    known.has(name) ? [] : [fault(['recognise', 'header', index], `a ${kind} has no such field`)],
  );
  const missing = [...known].flatMap(([name, { demand }]) => {
    if (demand !== 'required' || name in fields || compiled?.fields[name] !== undefined) return [];
    return [fault(['fields', name], `is missing, and no ${kind} is whole without it`)];
  });
  return [...faults, ...lost, ...missing];
}

const tableExists = (name: string) =>
  /^[a-z0-9-]+$/.test(name) && existsSync(fileURLToPath(new URL(`${name}.yaml`, TABLES)));

export function mappingFaults(raw: unknown): FieldFault[] {
  const mapping = mappingOutline.parse(raw);
  const { categories, recognise, frame } = mapping;
  const compiled = frame.by === 'logformat' && frame.logformat !== '' ? compileLogformat(frame.logformat) : null;
  const line = recognise.line === '' ? null : expressionFault(recognise.line);
  const table =
    categories === '' || categories === TO_DECIDE || tableExists(categories)
      ? []
      : [fault(['categories'], 'there is no table of categories of that name')];
  return [
    ...frameFaults(mapping, compiled),
    ...(line === null ? [] : [fault(['recognise', 'line'], line)]),
    ...table,
    ...fieldFaults(mapping, compiled),
    ...repeatedAliases(mapping),
  ];
}
