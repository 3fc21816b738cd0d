/** What the catalogue calls the fields of a kind: the names of columns that some format knows. */
import { formats } from '../formats/registry.generated.js';
import type { Format } from '../normalise/format.js';
import { type AnySource, fieldsOf, foldName } from '../normalise/header.js';
import type { Kind } from '../normalise/kinds.js';
import { fieldsOfKind } from './transform-names.js';

/** A name of a column, and who knows it. */
interface KnownName {
  /** Folded. */
  readonly name: string;
  readonly format: string;
  readonly as: AnySource['as'];
}

/** Last parts of paths stand for the paths. */
const lastPart = (alias: string) => foldName(alias.split('.').at(-1) ?? alias);

const namesIn = (format: Format, field: string): KnownName[] =>
  fieldsOf(format).flatMap(([name, { aliases = [], as }]) =>
    name === field ? aliases.map((alias) => ({ name: lastPart(alias), format: format.id, as })) : [],
  );

/** Generic formats first: their lists are in the order in which names are most telling. */
const catalogue: readonly Format[] = [...formats].toSorted((one: Format, other: Format) => rankOf(one) - rankOf(other));
function rankOf({ generic, layout, frame }: Format): number {
  return (generic ? 0 : 2) + (layout === 'unconfirmed' && frame.by === 'header' ? 0 : 1);
}

export function namesOfField(kind: Kind, field: string): readonly KnownName[] {
  const known = catalogue.filter((format) => format.kind === kind).flatMap((format) => namesIn(format, field));
  return [...known, { name: foldName(field), format: 'the fields of the program', as: 'text' }];
}

const KINDS_OF_DRAFTS: readonly Kind[] = ['request', 'capture', 'membership', 'device'];

let all: ReadonlySet<string> | null = null;

/** Of the kinds that are drafted, folded. */
export function knownNames(): ReadonlySet<string> {
  all ??= new Set(
    KINDS_OF_DRAFTS.flatMap((kind) =>
      fieldsOfKind(kind).flatMap(([field]) => namesOfField(kind, field).map(({ name }) => name)),
    ),
  );
  return all;
}
