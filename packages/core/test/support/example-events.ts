/** The example events as files that a school would import, and as what the documents make of them. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { csvText } from './csv-text.js';
import { PACKS } from './policy-documents.js';

const COLUMNS = ['Person ID', 'Username', 'Role', 'Duty', 'Year', 'Class', 'Shared account'];

/** One of each, after the account; nobody known is on no list. */
const PEOPLE = {
  reception: ['Pupil', '', 'R', 'RA', ''],
  ks1: ['Pupil', '', '2', '2A', ''],
  ks2: ['Pupil', '', '5', '5A', ''],
  class: ['Pupil', '', '4', '4A', 'Yes'],
  staff: ['Staff', '', '', '', ''],
  mailbox: ['Staff', '', '', '', 'Yes'],
  headteacher: ['Staff', 'Headteacher', '', '', ''],
  dsl: ['Staff', 'DSL', '', '', ''],
  deputy: ['Staff', 'Deputy DSL', '', '', ''],
  governor: ['Governor', '', '', '', ''],
  chair: ['Governor', 'Chair of governors', '', '', ''],
  visitor: ['Visitor', '', '', '', ''],
  parent: ['Parent', '', '', '', ''],
} as const;

/** As the lists must lead to them: role, duty, key stage, and whether several share the account. */
export const KNOWN_AS = {
  reception: 'pupil eyfs',
  ks1: 'pupil ks1',
  ks2: 'pupil ks2',
  class: 'pupil ks2 shared',
  staff: 'staff',
  mailbox: 'staff shared',
  headteacher: 'staff headteacher',
  dsl: 'staff dsl',
  deputy: 'staff deputy-dsl',
  governor: 'governor',
  chair: 'governor chair-of-governors',
  visitor: 'visitor',
  parent: 'parent',
  nobody: 'unattributed',
} as const;

/** A Tuesday in term and the Saturday after it. */
const TIMES = {
  'before-school': '03/03/2026 08:00:00',
  lesson: '03/03/2026 10:00:00',
  break: '03/03/2026 12:30:00',
  'after-school': '03/03/2026 16:00:00',
  evening: '03/03/2026 19:00:00',
  night: '03/03/2026 23:00:00',
  weekend: '07/03/2026 10:00:00',
} as const;
export const PERIOD = { from: '2026-03-01', to: '2026-03-31' } as const;
export const LISTED_ON = '2026-03-01';

const names = <Name extends string>(record: Readonly<Record<Name, unknown>>) =>
  z.string().refine((name): name is Name => name in record, 'is not one of those that are known');

const what = z.strictObject({
  who: names(KNOWN_AS),
  from: z.enum(['capture', 'blocked', 'allowed']),
  category: z.string(),
  session: names(TIMES),
  topic: z.string(),
});
const everySchool = z.string().transform((words) => new Map(PACKS.map((id) => [id, words] as const)));
const eachSchool = z
  .strictObject(Object.fromEntries(PACKS.map((id) => [id, z.string()])))
  .transform((schools) => new Map(PACKS.map((id) => [id, schools[id] ?? ''] as const)));
const example = z
  .strictObject({ id: z.string(), what, schools: z.union([everySchool, eachSchool]) })
  .transform(({ what: event, ...rest }) => ({ ...rest, ...event }));
export type ExampleEvent = z.infer<typeof example>;

const source = fileURLToPath(new URL('example-events.yaml', import.meta.url));
export const EXAMPLES: readonly ExampleEvent[] = z.array(example).parse(parse(readFileSync(source, 'utf8')));

export const CAPTURES = EXAMPLES.filter(({ from }) => from === 'capture');
export const REQUESTS = EXAMPLES.filter(({ from }) => from !== 'capture');

/** By the names of the files: the list of people, the captures and the requests, in the order of the examples. */
export const exampleFiles = (): Readonly<Record<string, string>> => ({
  'people.csv': csvText([COLUMNS, ...Object.entries(PEOPLE).map(([who, row]) => [`P-${who}`, who, ...row])]),
  'captures.csv': csvText([
    ['Capture ID', 'Created', 'Username', 'Library category', 'Phrase', 'Severity'],
    ...CAPTURES.map(({ id, who, category, session }) => [id, TIMES[session], who, category, 'made up', '3']),
  ]),
  'requests.csv': csvText([
    ['Date', 'User', 'URL', 'Category', 'Action'],
    ...REQUESTS.map(({ id, who, category, session, from }) => [
      ...[TIMES[session], who, `https://${id}.example/`, category, from === 'blocked' ? 'Blocked' : 'Allowed'],
    ]),
  ]),
});
