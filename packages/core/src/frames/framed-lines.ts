/** A format's frame over lines, whichever way they are read. */
import { FRAME_FAULT, type Framed, IGNORED, quoted } from '../normalise/statement.js';
import { SUMMARIES } from '../read/beside-records.js';
import type { Fit } from '../read/detect-format.js';
import { SYSLOG_HEADER, SYSLOG_PRIORITY, SYSLOG_TIME } from '../read/syslog.js';
import { delimitedLines } from './delimited.js';
import { jsonLines } from './json-lines.js';
import type { LineFrame } from './line-frame.js';
import { otherRow } from './other-rows.js';
import { cefLines, FIRST, pairedLines } from './paired.js';
import { patternedLines } from './patterned.js';
import { spacedLines } from './spaced.js';

function lineFrame({ format: { frame }, header, delimiter, quotedKeys }: Fit): LineFrame {
  switch (frame.by) {
    case 'header':
      return delimitedLines({ delimiter, least: header.length, most: header.length, quotes: 'some' });
    case 'columns':
      return delimitedLines({ quotes: 'some', ...frame });
    case 'spaces':
      return spacedLines(frame);
    case 'pairs':
      return pairedLines({ between: frame.between, bare: frame.bare ?? 'word', keys: header, quotedKeys });
    case 'cef':
      return cefLines(header, quotedKeys);
    case 'json':
    case 'objects':
      return jsonLines(header);
    case 'pattern':
      return patternedLines(frame.pattern);
  }
}

/** Keys are found wherever they stand: only what is glued to the first one must go. */
function withoutHeader(by: Fit['format']['frame']['by'], keys: readonly string[]): string {
  if (by === 'columns' || by === 'header' || by === 'cef') return 'line';
  const header = by === 'pairs' && !keys.includes(FIRST) ? SYSLOG_PRIORITY : SYSLOG_HEADER;
  return `regexp_replace(line, ${quoted(header)}, '')`;
}

/** The part of a line that the frame looks at. */
function textOf({ format: { frame }, header, isWrapped }: Fit): string {
  const bare = isWrapped ? withoutHeader(frame.by, header) : 'line';
  if (frame.by === 'json' && isWrapped) return `regexp_extract(line, '[{].*', 0)`;
  if (frame.by === 'header' && frame.guarded) return `regexp_replace(line, '(^|,)''([-"@+=])', '\\1\\2', 'g')`;
  // So that the first key has the separator before it as well.
  if (frame.by === 'pairs') return `${frame.between === '\t' ? 'chr(9)' : quoted(frame.between)} || ${bare}`;
  return bare;
}

/** The header again, or another one; and comments. */
function marked({ format: { frame }, header, delimiter }: Fit): string[] {
  if (frame.by !== 'header' || frame.mark === undefined) return [];
  const names = `regexp_replace(trim(text[${frame.mark.length + 1}:], ' \t'), ' +', ' ', 'g')`;
  const isOther = `starts_with(text, ${quoted(frame.mark)}) AND ${names} <> ${quoted(header.join(delimiter))}`;
  return [`WHEN ${isOther} THEN ${FRAME_FAULT.anotherHeader}`, `WHEN starts_with(text, '#') THEN ${IGNORED.other}`];
}

function passedOver(fit: Fit): string[] {
  const { otherLogs } = fit.format;
  const holds = (texts: readonly string[]) => texts.map((text) => `contains(text, ${quoted(text)})`).join(' OR ');
  return [
    `WHEN trim(text) = '' THEN ${IGNORED.blank}`,
    ...marked(fit),
    ...(otherLogs === undefined
      ? []
      : [`WHEN NOT (${holds(otherLogs.unless)}) AND (${holds(otherLogs.when)}) THEN ${IGNORED.other}`]),
  ];
}

/** Lines of other logs whose columns say so. */
function otherLines({ format: { frame } }: Fit): string[] {
  if (frame.by !== 'columns') return [];
  return (frame.others ?? []).map(
    ({ at, values }) => `WHEN f[${at}] IN (${values.map(quoted).join(', ')}) THEN ${IGNORED.other}`,
  );
}

/** Summaries and further preambles are looked for only among lines that do not come apart. */
function isBesideRecords({ format: { frame }, header, delimiter, preamble }: Fit): string {
  if (frame.by !== 'header') return '';
  const bare = `trim(replace(replace(text, '"', ''), ${quoted(delimiter)}, ' '))`;
  const isSaidBy = (label: string) =>
    label.endsWith(':') ? `starts_with(${bare}, ${quoted(label)})` : `${bare} = ${quoted(label)}`;
  const again = preamble.map((label) => ` OR ${isSaidBy(label)}`).join('');
  const isBeside = `(regexp_matches(lower(text), ${quoted(SUMMARIES)})${again})`;
  return `WHEN len(f) <> ${header.length} AND ${isBeside} THEN ${IGNORED.other}`;
}

/** @param source SQL for the lines, as a column `line` without line ends */
export function framedLines(fit: Fit, source: string): Framed {
  const { fields, faults, column } = lineFrame(fit);
  const blank = fit.format.frame.by === 'pairs' ? `WHEN trim(line) = '' THEN ${IGNORED.blank}` : '';
  return {
    from: `(SELECT *${fields === null ? '' : `, ${fields} AS f`} FROM (SELECT line, ${textOf(fit)} AS text FROM ${source}))`,
    frameFault: `CASE ${[blank, ...passedOver(fit), isBesideRecords(fit), ...otherLines(fit), ...faults, ...otherRow(fit, column)].join(' ')} ELSE 0 END`,
    column,
    headerText: (index) => (fit.format.frame.by === 'header' ? (fit.header[index] ?? null) : null),
    syslogTime: fit.isWrapped ? `regexp_extract(line, ${quoted(SYSLOG_TIME)}, 1)` : null,
  };
}
