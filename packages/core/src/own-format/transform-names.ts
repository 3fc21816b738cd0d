/** What a mapping may write behind `as`: a named transform, or how a format of the catalogue reads one of its fields. */
import { formats } from '../formats/registry.generated.js';
import { type AnySource, fieldsOf } from '../normalise/header.js';
import { KINDS, type Kind, type SqlType } from '../normalise/kinds.js';
import { TRANSFORMS, type TransformName } from '../normalise/transforms.js';

export const isTransform = (name: string): name is TransformName => Object.hasOwn(TRANSFORMS, name);

/** `olfeo.time`: as that format reads that field. */
function borrowed(name: string): AnySource['as'] | null {
  const dot = name.lastIndexOf('.');
  const format = formats.find(({ id }) => id === name.slice(0, dot));
  const source = format === undefined ? undefined : new Map(fieldsOf(format)).get(name.slice(dot + 1));
  return source?.as ?? null;
}

/** @returns null for a name that nothing has */
export const transformOf = (name: string): AnySource['as'] | null => (isTransform(name) ? name : borrowed(name));

export const typeOfTransform = (as: AnySource['as']): SqlType =>
  typeof as === 'string' ? TRANSFORMS[as].type : as.type;

/** The fields of a kind, whatever kind it is. */
export const fieldsOfKind = (kind: Kind): [string, { type: SqlType; demand: 'required' | 'strict' | 'lenient' }][] =>
  Object.entries<{ type: SqlType; demand: 'required' | 'strict' | 'lenient' }>(KINDS[kind]);

/** Fields whose texts are of one sort wherever they stand. */
const USUAL: Readonly<Record<string, TransformName>> = {
  ...{ user: 'account', role: 'role', duty: 'duty', year: 'year-group', outcome: 'outcome', decidedBy: 'office' },
  ...{ email: 'mail', personId: 'person-number' },
  ...{ phrase: 'verbatim', windowTitle: 'verbatim', notes: 'verbatim', whatHappened: 'verbatim' },
  ...{ reported: 'report-kind', answer: 'answer', signedBy: 'signer', step: 'step' },
  ...{ minuteOfDay: 'time-of-day', checkedBy: 'checker', test: 'test', tested: 'verbatim', deviceKind: 'device-kind' },
  ...{ userGroup: 'user-group', connection: 'connection', expected: 'result', actual: 'result', owner: 'checker' },
  ...{ list: 'list', decision: 'list-decision', group: 'user-group' },
};
const USUAL_OF_TYPE: Readonly<Record<SqlType, TransformName>> = {
  VARCHAR: 'text',
  TIMESTAMP: 'time',
  DATE: 'date',
  BIGINT: 'whole-number',
  UTINYINT: 'one-to-five',
  BOOLEAN: 'yes-or-no',
};

export const usualTransform = (field: string, type: SqlType): TransformName => USUAL[field] ?? USUAL_OF_TYPE[type];
