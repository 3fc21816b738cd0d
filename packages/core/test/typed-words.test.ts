/** What people type about an event goes away from whoever holds an office and may be meant in it, also where it is rejected. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { csvText } from './support/csv-text.js';
import {
  ACCEPTANCE_HEADER,
  CONCERN_HEADER,
  type DecidedSchool,
  decidedSchool,
  listText,
  OUTCOME_HEADER,
} from './support/decided-school.js';
import { ROSTER_HEADER } from './support/kept-school.js';
import { removeFolder, temporaryFolder } from './support/workspace.js';

/** The safeguarding lead of the small school is Brenka Dolvane. */
const LEADERS = csvText([
  ROSTER_HEADER,
  ['S3', 'Jorvek', 'Pellandry-Voss', 'head1', 'Staff', 'Headteacher', '', '', '01/09/2020', ''],
]);

/** A note, and who may read it. */
const NOTES = [
  ['says that Mrs Dolvane saw it', 'chair'],
  ['Miss DOLVANE’s own laptop', 'chair'],
  ['the DSL was told', 'chair'],
  ['our Safeguarding Lead did nothing', 'chair'],
  ['the deputy was there', 'chair'],
  ['Mr Pellandry-Voss rang home', 'dsl'],
  ['Mr Voss rang home', 'dsl'],
  ['the head rang home', 'dsl'],
  ['threw a chair', 'dsl'],
  ['heads down, all quiet', 'dsl'],
  ['the DSL, the head teacher and the chair met', 'chair'],
] as const;

let folder = '';
let school: DecidedSchool;
let open: { dsl: readonly string[]; headteacher: readonly string[]; chair: readonly string[] };

beforeAll(async () => {
  folder = await temporaryFolder('typed-words');
  school = await decidedSchool(folder);
  await school.importList('leaders.csv', LEADERS);
  const notes = NOTES.map(([note]) => `c1,no further action,,,,18/03/2026,DSL,"${note}"`);
  const rejected = [
    'c5,Detention,,,,18/03/2026,Chair of governors,rejected of the lead',
    'c1,Detention,,,,18/03/2026,DSL,rejected of a pupil',
    'c1,Detention,,,,18/03/2026,DSL,rejected and the DSL knew',
    'c99,sanction,,,,18/03/2026,DSL,rejected of nobody knows whom',
  ];
  await school.importList('outcomes.csv', listText(OUTCOME_HEADER, ...notes, ...rejected));
  await school.importList(
    'concerns.csv',
    listText(
      CONCERN_HEADER,
      '17/03/2026,misuse,,,,,report on nobody knows whom,,',
      '17/03/2026,over-blocking,,,,,report on the filter,,',
      '17/03/2026,mischief,Staff,,,,rejected of one of the staff,,',
      '17/03/2026,mischief,,lead1,,,rejected report of the lead,,',
      '17/03/2026,mischief,Pupil,pupil3,,,rejected report of a pupil,,',
      '17/03/2026,misuse,Wizard,,,,rejected report of nobody knows whom,,',
    ),
  );
  await school.importList(
    'acceptance.csv',
    listText(
      ACCEPTANCE_HEADER,
      'no-agreement,P3,,17/09/2025,parent',
      'no-agreement,S2,,18/09/2025,self',
      'ks2,P99,,19/09/2025,parent',
    ),
  );
  open = {
    dsl: await school.textsOpenTo('dsl'),
    headteacher: await school.textsOpenTo('headteacher'),
    chair: await school.textsOpenTo('chair-of-governors'),
  };
});
afterAll(async () => {
  school.store.close();
  await removeFolder(folder);
});

const readersOf = (words: string) =>
  (['dsl', 'headteacher', 'chair'] as const).filter((reader) => open[reader].some((text) => text.includes(words)));

it.each(NOTES)('"%s" is read by the %s', (note, reader) => {
  expect(readersOf(note)).toEqual([reader]);
});

it('a report of misuse by nobody in particular is kept from those who may be meant', () => {
  expect(readersOf('report on nobody knows whom')).toEqual(['chair']);
  expect(readersOf('report on the filter')).toEqual(['dsl']);
});

it('rejected lines go to those who may read about the event or the person, and in doubt to the chair', () => {
  expect(readersOf('rejected of the lead')).toEqual(['chair']);
  expect(readersOf('rejected of a pupil')).toEqual(['dsl']);
  expect(readersOf('rejected and the DSL knew')).toEqual(['chair']);
  expect(readersOf('rejected of nobody knows whom')).toEqual(['chair']);
  expect(readersOf('rejected of one of the staff')).toEqual(['chair']);
  expect(readersOf('rejected report of the lead')).toEqual(['chair']);
  expect(readersOf('rejected report of a pupil')).toEqual(['dsl']);
  expect(readersOf('rejected report of nobody knows whom')).toEqual(['chair']);
  expect(readersOf('no-agreement,P3')).toEqual(['dsl']);
  expect(readersOf('no-agreement,S2')).toEqual(['chair']);
  expect(readersOf('ks2,P99')).toEqual(['chair']);
});
