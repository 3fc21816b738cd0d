/** `fmreview around`: what the same account did in the filter's log before and after a capture. Always with a key. */
import { type Around, type AroundRow, aroundCapture, type ExitCode } from '@fmreview/core';
import { z } from 'zod';
import type { Context } from '../context.js';
import { countText, jsonText } from '../display-text.js';
import { textTable } from '../text-table.js';
import { unlockShape, withUnlocked } from '../unlock-options.js';

const inputShape = z.object({
  capture: z.string(),
  minutes: z.number().int().positive().default(60),
  workspace: z.string().optional(),
  json: z.boolean().default(false),
  ...unlockShape,
});

const UNLOCK = { command: 'around', office: null } as const;

export async function run(input: unknown, context: Context): Promise<ExitCode> {
  const given = inputShape.parse(input);
  await withUnlocked(given, context, UNLOCK, async (opened) => {
    const around = await aroundCapture(opened, given.capture, given.minutes);
    if (given.json) await context.output.data(jsonText(around, 2));
    else await writeAround(around, context);
  });
  return 0;
}

const ABSENT: Readonly<Record<Exclude<Around['log'], 'told'>, string>> = {
  'no-account': 'The capture names no account, so nothing in the filter’s log can be laid beside it.',
  'no-log-that-day': 'There is no web-filter log of that day at all: this says nothing of what was asked for.',
  'no-log-in-that-time': 'The web-filter log has no line of anybody in that time.',
  'nothing-of-this-account': 'The web-filter log has lines of that time, but none of this account.',
};

/** Short, because the page is narrow: `12 pages, 14 parts, 1 of a program (2 blocked)`. */
function lineWords(row: AroundRow): string {
  if (row.kind === 'capture') return '';
  const count = (number: number, one: string, more: string) =>
    number === 0 ? [] : [`${countText(number)} ${number === 1 ? one : more}`];
  const counts = [
    ...count(row.pages, 'page', 'pages'),
    ...count(row.parts, 'part', 'parts'),
    ...count(row.background, 'of a program', 'of programs'),
  ];
  return `${counts.join(', ')}${row.blocked === 0 ? '' : ` (${countText(row.blocked)} blocked)`}`;
}

const day = ({ timeLocal }: AroundRow) => timeLocal.slice(0, 10);
const clock = ({ timeLocal }: AroundRow) => timeLocal.slice(11);

const cells = (row: AroundRow): string[] =>
  row.kind === 'capture'
    ? [clock(row), '>>> the capture', '', row.session, '']
    : [
        clock(row),
        row.site || 'no site in the log',
        row.kind === 'page' ? row.action : '',
        row.session,
        lineWords(row),
      ];

async function writeAround({ rows, log, closedRequests, minutes }: Around, { output }: Context): Promise<void> {
  const days = [...new Set(rows.map(day))];
  await output.data(`${days.join(' and ')}, ${countText(minutes)} minutes either side`);
  const columns = [
    { heading: 'Time' },
    { heading: 'Site', cut: 'start' as const },
    { heading: 'Filter' },
    { heading: 'Session' },
    { heading: 'Pages and parts of pages', cut: 'end' as const },
  ];
  await output.data(textTable(columns, rows.map(cells), output));
  if (log !== 'told') output.words(ABSENT[log]);
  if (closedRequests > 0)
    output.words(`Not shown: ${countText(closedRequests)} requests that are sealed to other readers.`);
}
