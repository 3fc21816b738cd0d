/** A mapping that reads a file as a format of the catalogue does: what a school then changes is its own. */
import { existsSync } from 'node:fs';
import { categoryTable } from '../map/categories.js';
import { type AnySource, fieldsOf } from '../normalise/header.js';
import type { Fit } from '../read/detect-format.js';
import type { DraftedField } from './draft-format.js';
import type { MappedField, Mapping, OwnFrame } from './mapping-schema.js';
import { fieldsOfKind } from './transform-names.js';

/** What a header has is all that such a mapping can name. */
function frameOf({ format: { frame }, delimiter }: Fit): OwnFrame {
  if (frame.by === 'header') {
    const own = ([',', ';', '\t', '|', ' '] as const).filter((each) => each === delimiter);
    return { ...frame, delimiters: own };
  }
  if (frame.by === 'spaces') {
    const { held, ...rest } = frame;
    return { ...rest, ...(held === undefined ? {} : { held: { text: held.text, at: [...held.at] } }) };
  }
  if (frame.by !== 'columns') return frame;
  const { others, ...rest } = frame;
  return {
    ...rest,
    ...(others === undefined ? {} : { others: others.map(({ at, values }) => ({ at, values: [...values] })) }),
  };
}

/** A way to read that is no named transform is borrowed from the format. */
const nameOf = (id: string, field: string, as: AnySource['as']) => (typeof as === 'string' ? as : `${id}.${field}`);

function sourceOf(fit: Fit, field: string, source: AnySource): MappedField | null {
  const { format, layout, header } = fit;
  const as = nameOf(format.id, field, source.as);
  const always = source.always === undefined ? {} : { always: source.always };
  if (format.frame.by !== 'header') {
    const { at, aliases, with: others } = source;
    const further =
      others === undefined ? {} : { with: others.map((each) => (typeof each === 'number' ? each : [...each])) };
    return {
      ...(at === undefined ? {} : { at }),
      ...(aliases === undefined ? {} : { aliases: [...aliases] }),
      ...always,
      ...further,
      as,
    };
  }
  const place = layout.get(field);
  if (place === undefined) return null;
  const names = (columns: readonly number[]) => columns.map((column) => header[column] ?? '');
  const aliases = place.main.length === 0 ? {} : { aliases: names(place.main) };
  // A further column that the file does not have keeps its place in the order that the transform expects.
  const others = place.others.map((columns, index) => {
    const declared = source.with?.[index];
    return columns.length > 0 || typeof declared !== 'object' ? names(columns) : [...declared];
  });
  return { ...aliases, ...always, ...(others.length === 0 ? {} : { with: others }), as };
}

function recognition({ format: { recognise, kind } }: Fit): Pick<Mapping, 'recognise'> {
  if (!('header' in recognise)) return {};
  const required = fieldsOfKind(kind).flatMap(([name, { demand }]) => (demand === 'required' ? [name] : []));
  const isUsual =
    required.length === recognise.header.length &&
    required.every((name) => recognise.header.some((each) => each === name));
  return isUsual ? {} : { recognise: { header: [...recognise.header] } };
}

function table({ format }: Fit): Pick<Mapping, 'categories'> {
  const name = categoryTable(format);
  return existsSync(new URL(`../../taxonomy/categories/${name}.yaml`, import.meta.url)) ? { categories: name } : {};
}

export function knownMapping(fit: Fit): {
  readonly mapping: Omit<Mapping, 'fields'>;
  readonly fields: DraftedField[];
  readonly frameReason: string;
} {
  const { format } = fit;
  const { kind, title, product, clock, dateOrder, syslogTime, otherLogs, actions } = format;
  const fields = fieldsOf(format).flatMap(([name, source]): DraftedField[] => {
    const mapped = sourceOf(fit, name, source);
    return mapped === null ? [] : [{ name, source: mapped, sureness: null, reason: '' }];
  });
  const mapping = {
    ...{ kind, title: `${title}, corrected by the school`, product, frame: frameOf(fit), clock },
    ...(dateOrder === undefined ? {} : { dateOrder }),
    ...(syslogTime === undefined ? {} : { syslogTime }),
    ...(otherLogs === undefined ? {} : { otherLogs: { unless: [...otherLogs.unless], when: [...otherLogs.when] } }),
    ...(actions === undefined ? {} : { actions: { ...actions } }),
    ...recognition(fit),
    ...table(fit),
  };
  return { mapping, fields, frameReason: `as ${format.id} reads them` };
}
