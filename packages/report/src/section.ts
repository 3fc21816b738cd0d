/**
 * A section of the report is one file: its title, the editions that it stands in, how it is built, and examples.
 * The examples are its tests.
 */
import type { Edition, EditionName } from '@fmreview/core/edition';
import type { Block } from './blocks.js';

type EditionOf<Name extends EditionName> = Extract<Edition, { edition: Name }>;

/** The few parts of an edition that an example is about; all else is empty. */
type Excerpt<Name extends EditionName> = Name extends EditionName
  ? { readonly edition: Name } & Partial<Omit<EditionOf<Name>, 'edition' | 'tables'>> & SomeTables<EditionOf<Name>>
  : never;
type SomeTables<One> = One extends { readonly tables: infer Tables } ? { readonly tables?: Partial<Tables> } : unknown;

export interface Example<Name extends EditionName> {
  readonly name: string;
  readonly given: Excerpt<Name>;
  readonly kinds: readonly Block['kind'][];
  /** Each must stand somewhere in the blocks. */
  readonly words: readonly string[];
}

interface Declaration<Name extends EditionName> {
  /** The name of the file. */
  readonly id: string;
  readonly title: string;
  readonly editions: readonly [Name, ...Name[]];
  /** Place in the report, small numbers first. */
  readonly order: number;
  /** Wide tables lie on pages of their own. */
  readonly layout?: 'portrait' | 'landscape';
  /** In these editions it begins a page of its own, or in all. */
  readonly startsPage?: boolean | readonly Name[];
  /** A section without blocks is left out. */
  readonly build: (edition: EditionOf<Name>) => readonly Block[];
  readonly examples: readonly [Example<Name>, ...Example<Name>[]];
}

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly editions: readonly EditionName[];
  readonly order: number;
  readonly layout: 'portrait' | 'landscape';
  readonly startsPage: (edition: Edition) => boolean;
  readonly build: (edition: Edition) => readonly Block[];
  readonly examples: readonly Example<EditionName>[];
}

function isFor<Name extends EditionName>(edition: Edition, names: readonly Name[]): edition is EditionOf<Name> {
  return names.some((name) => name === edition.edition);
}

export function defineSection<const Name extends EditionName>(declaration: Declaration<Name>): Section {
  const { editions, build, layout = 'portrait', startsPage = false } = declaration;
  return {
    ...declaration,
    layout,
    startsPage: (edition) => (typeof startsPage === 'boolean' ? startsPage : isFor(edition, startsPage)),
    build: (edition) => (isFor(edition, editions) ? build(edition) : []),
  };
}
