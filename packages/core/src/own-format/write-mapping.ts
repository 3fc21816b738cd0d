/** Writes a draft as a mapping with its reasons. Names of columns may stand in it; what stands in the columns never does. */
import { CONTENT_WORDS } from './content-kinds.js';
import type { DraftedField, FormatDraft, UnusedColumn } from './draft-format.js';
import { type MappedField, TO_DECIDE } from './mapping-schema.js';

const PLAIN = /^[A-Za-z][\w-]*(?: [\w-]+)*$/;
const MEANS_SOMETHING_ELSE = /^(?:true|false|null|yes|no|on|off|y|n|check)$/i;

const scalar = (value: unknown): string =>
  typeof value === 'string' && PLAIN.test(value) && !MEANS_SOMETHING_ELSE.test(value) ? value : JSON.stringify(value);

/** In one line, with braces and brackets. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return scalar(value);
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{ ${entries.map(([key, each]) => `${scalar(key)}: ${flow(each)}`).join(', ')} }`;
}

const printable = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ');

/** The usual order, whatever order the parts were found in. */
const sourceText = ({ at, aliases, always, with: others, as }: MappedField) =>
  flow({ at, aliases, always, with: others, as });

function fieldLines({ name, source, sureness, reason }: DraftedField): string[] {
  if (source === null) return [`  ${name}: ${TO_DECIDE} # ${reason}`];
  const comment = sureness === null ? [] : [`  # ${sureness}: ${printable(reason)}`];
  return [...comment, `  ${name}: ${sourceText(source)}`];
}

const unusedLine = ({ place, name, content }: UnusedColumn) =>
  `#   ${name === null ? `column ${place}` : `column ${place}, ${JSON.stringify(printable(name))}`}: ${CONTENT_WORDS[content]}`;

function headLines({ known }: FormatDraft): string[] {
  const about =
    known === null
      ? ['# A draft. Each guess says why it was made. Correct what is wrong, and decide on every line with CHECK.']
      : [`# The format ${known} of the program reads such a file already: this says the same, for you to change.`];
  return [
    ...about,
    '# Then look at it with: fmreview format check <this file> <the export>',
    '# and use it with: fmreview import <the export> --as <this file>',
  ];
}

export function mappingText(draft: FormatDraft): string {
  const { mapping, frameReason, isKindClear, fields, unused } = draft;
  const { dateOrder, syslogTime, recognise, otherLogs, categories, actions } = mapping;
  const optional = (name: string, value: unknown) => (value === undefined ? [] : [`${name}: ${flow(value)}`]);
  const isTimed = mapping.kind === 'request' || mapping.kind === 'capture';
  const clockRemark = draft.known === null && isTimed ? ' # or utc: what times without a zone are' : '';
  const lines = [
    ...headLines(draft),
    `kind: ${mapping.kind}${isKindClear ? '' : ` # a guess, ${TO_DECIDE}: request, capture or membership`}`,
    `title: ${scalar(mapping.title)}`,
    `product: ${scalar(mapping.product)}`,
    ...(frameReason === null ? ['# No way was found in which the lines come apart.'] : [`# ${printable(frameReason)}`]),
    `frame: ${mapping.frame === null ? TO_DECIDE : flow(mapping.frame)}`,
    `clock: ${mapping.clock}${clockRemark}`,
    ...optional('dateOrder', dateOrder),
    ...optional('syslogTime', syslogTime),
    ...optional('recognise', recognise),
    ...optional('otherLogs', otherLogs),
    ...optional('categories', categories),
    ...optional('actions', actions),
    ...(fields.length === 0
      ? ['fields: {} # the codes say what stands where']
      : ['fields:', ...fields.flatMap(fieldLines)]),
    ...(unused.length === 0 ? [] : ['', '# Not used:', ...unused.map(unusedLine)]),
  ];
  return `${lines.join('\n')}\n`;
}
