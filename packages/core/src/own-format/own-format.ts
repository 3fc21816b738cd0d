/** A format that is made when it is asked for: from a mapping, or from a `logformat`. */
import type { Example, Format, FormatOf } from '../normalise/format.js';
import type { AnySource } from '../normalise/header.js';
import type { Kind } from '../normalise/kinds.js';
import { compileLogformat } from './compile-logformat.js';
import type { MappedField, Mapping, OwnFrame } from './mapping-schema.js';
import { fieldsOfKind, transformOf, typeOfTransform, usualTransform } from './transform-names.js';

/** The examples of a mapping are the school's own files. */
const NO_EXAMPLE: Example = { what: 'none', file: '', rows: [] };

/** The tables that serve where no product is known. */
const USUAL_TABLES: { readonly [K in Kind]?: string } = { request: 'web-filter-csv', capture: 'captures-csv' };

interface Declared extends Omit<FormatOf<Kind>, 'fields' | 'recognise' | 'kind'> {
  readonly kind: Kind;
  readonly recognise:
    | { readonly line: RegExp }
    | { readonly header: readonly string[]; readonly names?: readonly string[] };
  readonly fields: Readonly<Record<string, AnySource>>;
}

/** Every field is one of its kind, and is read by what gives its type. */
function isFormat(declared: Declared): declared is Declared & Format {
  const types = new Map(fieldsOfKind(declared.kind).map(([name, { type }]) => [name, type]));
  return Object.entries(declared.fields).every(([name, { as }]) => typeOfTransform(as) === types.get(name));
}

/** @throws only when its faults were not looked for */
function formatOf(declared: Declared): Format {
  if (!isFormat(declared)) throw new Error('a mapping with faults was used');
  return declared;
}

function sourcesOf(kind: Kind, fields: Readonly<Record<string, MappedField>>, placeOf: (place: number) => number) {
  const types = new Map(fieldsOfKind(kind).map(([name, { type }]) => [name, type]));
  return Object.fromEntries(
    Object.entries(fields).map(([name, { at, aliases, always, with: others, as }]): [string, AnySource] => {
      const usual = usualTransform(name, types.get(name) ?? 'VARCHAR');
      const source = {
        ...(at === undefined ? {} : { at: placeOf(at) }),
        ...(aliases === undefined ? {} : { aliases }),
        ...(always === undefined ? {} : { always }),
        ...(others === undefined
          ? {}
          : { with: others.map((each) => (typeof each === 'number' ? placeOf(each) : each)) }),
        as: as === undefined ? usual : (transformOf(as) ?? usual),
      };
      return [name, source];
    }),
  );
}

function frameOf(frame: Exclude<OwnFrame, { by: 'logformat' }>): FormatOf<Kind>['frame'] {
  switch (frame.by) {
    case 'header': {
      const { mark, guarded, others, ...rest } = frame;
      return {
        ...rest,
        ...(mark === undefined ? {} : { mark }),
        ...(guarded === undefined ? {} : { guarded }),
        ...(others === undefined ? {} : { others }),
      };
    }
    case 'columns': {
      const { quotes, others, ...rest } = frame;
      return { ...rest, ...(quotes === undefined ? {} : { quotes }), ...(others === undefined ? {} : { others }) };
    }
    case 'spaces': {
      const { odd, held, ...rest } = frame;
      return { ...rest, ...(odd === undefined ? {} : { odd }), ...(held === undefined ? {} : { held }) };
    }
    case 'pairs': {
      const { bare, ...rest } = frame;
      return { ...rest, ...(bare === undefined ? {} : { bare }) };
    }
    default:
      return frame;
  }
}

/** A header that lacks what no record is whole without is not the one that is meant. */
function recognition({ recognise, kind, frame, fields }: Mapping): Declared['recognise'] {
  if (recognise !== undefined && 'line' in recognise) return { line: new RegExp(recognise.line) };
  const required = fieldsOfKind(kind).flatMap(([name, { demand }]) =>
    demand === 'required' && fields[name]?.always === undefined ? [name] : [],
  );
  const header = recognise?.header ?? (frame.by === 'header' ? required : []);
  return { header, ...(recognise?.names === undefined ? {} : { names: recognise.names }) };
}

/** @param mapping without faults */
export function formatOfMapping(mapping: Mapping, id: string): Format {
  const { kind, title, product, frame, dateOrder, syslogTime, otherLogs, actions, fields } = mapping;
  const compiled = frame.by === 'logformat' ? compileLogformat(frame.logformat) : null;
  const own = sourcesOf(kind, fields, (place) => compiled?.groups[place - 1] ?? place);
  const categories = mapping.categories ?? USUAL_TABLES[kind];
  return formatOf({
    ...{ id, kind, title, product, layout: 'unconfirmed', source: 'A mapping of the school’s own.' },
    frame: frame.by === 'logformat' ? { by: 'pattern', pattern: compiled?.pattern ?? '' } : frameOf(frame),
    clock: compiled?.clock ?? mapping.clock,
    ...(dateOrder === undefined ? {} : { dateOrder }),
    ...(syslogTime === undefined ? {} : { syslogTime }),
    recognise: compiled === null ? recognition(mapping) : { line: new RegExp(compiled.pattern) },
    ...(otherLogs === undefined ? {} : { otherLogs }),
    ...(categories === undefined ? {} : { categories }),
    actions: { ...(compiled?.resultActions ?? {}), ...(actions ?? {}) },
    fields: { ...(compiled?.fields ?? {}), ...own },
    examples: [NO_EXAMPLE],
  });
}
