/**
 * Decisions, reports and signatures in a review: the ladder counts what people decided and never captures, matters of support
 * stand apart, and nobody is told that something was decided about them.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChairAnnex, DslEdition, Figure, GovernorsEdition, StaffAnnex, Table } from '../src/edition/index.js';
import { editFigures, editNames, readWorkspaceConfiguration, reviewPeriod, unlock } from '../src/index.js';
import { csvText } from './support/csv-text.js';
import {
  ACCEPTANCE_HEADER,
  CONCERN_HEADER,
  type DecidedSchool,
  decidedSchool,
  listText,
  OUTCOME_HEADER,
} from './support/decided-school.js';
import { captureFile, keptSchool, rosterFile } from './support/kept-school.js';
import { removeFolder, temporaryFolder } from './support/workspace.js';

const PERIOD = { from: '2026-03-02', to: '2026-03-27' };

const moreRoster = csvText([
  ['Person ID', 'First name', 'Last name', 'Username', 'Role', 'Duty', 'Year', 'Class', 'Shared account'],
  ['C1', 'Class', 'Dolvane', 'class-4', 'Pupil', '', 'Year 4', '4-Dolvane', 'Yes'],
  ['S3', 'Jorvek', 'Pellandry', 'head1', 'Staff', 'Headteacher', '', '', ''],
]);
const devices = csvText([
  ['Device', 'Location', 'IP address', 'Shared', 'Role'],
  ['staffroom-1', 'Staff room', '10.0.0.9', 'Yes', 'Staff'],
]);
/** Without an account, on a machine that all of the staff use: the safeguarding lead too. */
const machineCaptures = csvText([
  ['Capture ID', 'Created', 'Username', 'Station', 'Source', 'Library category', 'Phrase', 'Severity'],
  ['m1', '19/03/2026 10:00:00', '', 'staffroom-1', 'Keyboard', 'Bullying', 'in the staff room', '4'],
]);
const moreCaptures = csvText([
  ['Capture ID', 'Created', 'Username', 'Source', 'Library category', 'Phrase', 'Severity'],
  ['d1', '17/03/2026 10:00:00', 'class-4', 'Keyboard', 'Bullying', 'of a class', '4'],
  ['d2', '17/03/2026 10:00:00', 'Tavrin9 Oskelby9', 'Keyboard', 'Bullying', 'by name', '4'],
  ['d3', '17/03/2026 10:00:00', 'pupil6', 'Keyboard', 'Bullying', 'was nothing', '4'],
  ['d4', '25/03/2026 10:00:00', 'pupil6', 'Keyboard', 'Bullying', 'again', '4'],
  ['d5', '17/03/2026 10:00:00', 'head1', 'Keyboard', 'Bullying', 'of the head', '4'],
]);
const outcomes = listText(
  OUTCOME_HEADER,
  // Two of one pupil on purpose, one of them before the period.
  'c7,sanction,yes,yes,1,11/02/2026,Headteacher,',
  'c1,parent contacted,yes,yes,2,18/03/2026,DSL,',
  'c4,support given,yes,,,18/03/2026,Deputy DSL,',
  // Of the DSL, of a teacher, of the headteacher.
  'c5,disciplinary,yes,yes,,19/03/2026,Chair of governors,',
  'c6,referral,yes,no,,19/03/2026,Headteacher,',
  'd5,disciplinary,yes,yes,,20/03/2026,Chair of governors,',
  'd3,false positive,,,,19/03/2026,DSL,',
);
const concerns = listText(
  CONCERN_HEADER,
  '16/03/2026,accidental access,Pupil,pupil2,,,hid the window,,',
  '17/03/2026,over-blocking,Staff,teacher1,sums.example.org,,,allowed,18/03/2026',
  '17/03/2026,misuse,Staff,lead1,,,left logged on,,',
  '17/03/2026,misuse,Staff,,,,a grown-up left it open,,',
);
/** Ten pupils of the lists have not left; one of them signs after the period. */
const signatures = listText(
  ACCEPTANCE_HEADER,
  ...[2, 3, 4, 5, 6, 7, 8, 9].map((pupil) => `ks2,P${pupil},,08/09/2025,parent`),
  'ks2,P10,,05/04/2026,parent',
  'staff-code,S1,,01/09/2025,self',
);

let folder = '';
let school: DecidedSchool;
let dsl: DslEdition;
let staffAnnex: StaffAnnex;
let chairAnnex: ChairAnnex;
let governors: GovernorsEdition;

beforeAll(async () => {
  folder = await temporaryFolder('review-decisions');
  school = await decidedSchool(folder);
  await school.importList('roster-2.csv', moreRoster);
  await school.importList('devices.csv', devices);
  await school.importList('captures-2.csv', moreCaptures);
  await school.importList('captures-3.csv', machineCaptures);
  await school.importList('outcomes.csv', outcomes);
  await school.importList('concerns.csv', concerns);
  await school.importList('acceptance.csv', signatures);
  const { store, secrets } = school;
  const configuration = readWorkspaceConfiguration(store.workspace);
  const review = await reviewPeriod(store, configuration, PERIOD);
  for (const [name, office] of [
    ['dsl', 'dsl'],
    ['staff-annex', 'headteacher'],
    ['chair-annex', 'chair-of-governors'],
  ] as const) {
    const unlocked = await unlock(store, [secrets[office]]);
    const edition = await editNames(unlocked, configuration, review, name);
    await unlocked.close();
    if (edition.edition === 'dsl') dsl = edition;
    if (edition.edition === 'staff-annex') staffAnnex = edition;
    if (edition.edition === 'chair-annex') chairAnnex = edition;
  }
  const [figures] = (await editFigures(store, configuration, review, ['governors'])).editions;
  if (figures?.edition === 'governors') governors = figures;
});
afterAll(async () => {
  school?.store.close();
  await removeFolder(folder);
});

const captureOf = (phrase: string) => [...dsl.conduct, ...dsl.support].find((each) => each.phrase === phrase);
const valueIn = (figure: Figure) => (figure.kind === 'count' ? figure.value : figure.kind);
/** Row → column → value, zeros left out. */
const cellsOf = ({ rows, columns }: Table) =>
  Object.fromEntries(
    rows.map(({ id, figures }) => [
      id,
      Object.fromEntries(
        figures.flatMap((figure, place) => {
          const value = valueIn(figure);
          return value === 0 ? [] : [[columns[place]?.id ?? '', value]];
        }),
      ),
    ]),
  );

describe('the step that is suggested', () => {
  it('comes after the incidents on purpose that a person decided on, those before the period with them', () => {
    expect(captureOf('three')).toMatchObject({
      suggestedStep: 'Step 3',
      stepWhy: 'Incidents on purpose that a person decided on before: 2.',
    });
    expect(dsl.people.find(({ account }) => account === 'pupil2')).toMatchObject({ suggestedStep: 'Step 3' });
  });

  it('is the first, however many captures there are, where nobody decided on an incident', () => {
    expect(captureOf('again')).toMatchObject({
      suggestedStep: 'Step 1',
      stepWhy: 'Incidents on purpose that a person decided on before: 0.',
    });
  });

  it('is none for a class’s account, for a sign of need, and for what is decided', () => {
    expect(captureOf('of a class')).toMatchObject({
      suggestedStep: null,
      stepWhy: 'Several people may be meant: nobody can say who it was.',
    });
    expect(dsl.people.find(({ account }) => account === 'pupil3')).toMatchObject({
      suggestedStep: null,
      stepWhy: 'A sign that somebody may need help: support, and no step.',
    });
    expect(captureOf('one')).toMatchObject({ suggestedStep: null, stepWhy: 'A person decided.' });
  });
});

describe('captures to look at', () => {
  it('show what was decided about their episode, and those that are decided come last', () => {
    const decision = { outcome: 'Parent contacted', stepTaken: 2, decidedOn: '2026-03-18', decidedBy: 'DSL' };
    expect(captureOf('one')?.decision).toEqual(decision);
    // Of the same episode, though the decision names the other capture.
    expect(captureOf('two')?.decision).toEqual(decision);
    expect(captureOf('four')?.decision).toMatchObject({ outcome: 'Support given', decidedBy: 'deputy DSL' });
    expect(dsl.conduct.map((each) => each.decision === null)).toEqual([true, true, true, true, false, false, false]);
  });

  it('of a machine that all of the staff use are the headteacher’s, as the policy has it for a shared account', () => {
    expect(captureOf('in the staff room')).toBeUndefined();
    const [capture] = staffAnnex.captures.filter(({ phrase }) => phrase === 'in the staff room');
    expect(capture).toMatchObject({ knownBy: 'by the list of devices, shared', suggestedStep: null });
  });

  it('say beside a name that it is known by name only', () => {
    expect(captureOf('by name')).toMatchObject({ knownBy: 'by name only' });
    expect(captureOf('three')).toMatchObject({ knownBy: '' });
    expect(dsl.people.find(({ name }) => name.startsWith('Tavrin9'))?.knownBy).toBe('by name only');
  });
});

describe('incidents', () => {
  const told = (edition: DslEdition | StaffAnnex | ChairAnnex) =>
    edition.incidents.map(({ topic, nature, outcome }) => [topic, nature, outcome]);

  it('are listed for the office that their matters go to, and for no other', () => {
    expect(told(dsl)).toEqual([
      ['Gambling', 'breach', 'Referral'],
      ['Self-harm, suicide and eating disorders', 'vulnerability', 'Support given'],
      ['Bullying', 'breach', 'Parent contacted'],
    ]);
    expect(told(staffAnnex)).toEqual([['Gambling', 'breach', 'Referral']]);
    expect(told(chairAnnex)).toEqual([
      ['Bullying', 'breach', 'Disciplinary procedure'],
      ['Gambling', 'breach', 'Disciplinary procedure'],
    ]);
  });

  it('about a safeguarding lead or the head reach neither of them, and no edition for all, not even as a number', () => {
    for (const edition of [dsl, staffAnnex, governors])
      expect(JSON.stringify(edition), edition.edition).not.toMatch(/"disciplinary"|Disciplinary procedure/);
  });

  it('of support are never counted with those of conduct', () => {
    expect(cellsOf(dsl.tables.conductIncidents)).toEqual({
      bullying: { pupils: 1, total: 1 },
      gambling: { staff: 1, total: 1 },
    });
    expect(cellsOf(dsl.tables.supportIncidents)).toEqual({ 'self-harm': { pupils: 1, total: 1 } });
    expect(cellsOf(dsl.tables.decisionsByOutcome)).toEqual({
      'false-positive': { conduct: 1, total: 1 },
      'support-given': { support: 1, total: 1 },
      'parent-contacted': { conduct: 1, total: 1 },
      referral: { conduct: 1, total: 1 },
    });
  });
});

describe('figures', () => {
  it('say how many captures to look at were decided about', () => {
    expect(cellsOf(dsl.tables.seriousCaptures)).toEqual({
      conduct: { decided: 3, undecided: 4, total: 7 },
      support: { decided: 1, total: 1 },
    });
  });

  it('say how it is known whose the captures and requests are', () => {
    // Without those of the DSL, of the headteacher, and of the machine that either may have used.
    expect(cellsOf(dsl.tables.capturesByMethod)).toEqual({
      account: { captures: 7 },
      name: { captures: 1 },
      'shared-account': { captures: 1 },
    });
    expect(dsl.tables.capturesByMethod.rows[1]?.label).toBe(
      'First and last name on a list of people (not sure: it fits, and nothing contradicts)',
    );
    expect(cellsOf(dsl.tables.requestsByMethod)).toEqual({ account: { requests: 1 } });
    expect(staffAnnex.knownBy).toEqual([
      { method: 'Account on a list of people', confidence: 'sure: a list says so', captures: 1 },
      {
        method: 'Device of a class or group: the person is not known',
        confidence: 'not sure: it fits, and nothing contradicts',
        captures: 1,
      },
    ]);
  });

  it('count reports of concern, but none that may be about a safeguarding lead', () => {
    expect(cellsOf(dsl.tables.reportsByKind)).toEqual({
      'accidental-access': { open: 1, total: 1 },
      'over-blocking': { allowed: 1, total: 1 },
    });
  });

  it('count who is asked for an agreement and had signed it by the last day', () => {
    expect(cellsOf(dsl.tables.acceptance)).toEqual({
      'staff-code': { signed: 1, unsigned: 2, total: 3 },
      ks2: { signed: 8, unsigned: 3, total: 11 },
    });
  });

  it('on a few people are withheld from governors', () => {
    const { seriousCaptures, decisionsByOutcome, conductIncidents, supportIncidents } = governors.tables;
    const { reportsByKind, capturesByMethod } = governors.tables;
    for (const table of [seriousCaptures, decisionsByOutcome, conductIncidents, supportIncidents, reportsByKind])
      for (const { figures } of table.rows)
        for (const figure of figures) expect([0, 'suppressed'], table.id).toContain(valueIn(figure));
    expect(cellsOf(capturesByMethod)).toMatchObject({ name: { captures: 'suppressed' } });
    expect(cellsOf(governors.tables.acceptance)['staff-code']).toEqual({
      signed: 'suppressed',
      unsigned: 'suppressed',
      total: 'suppressed',
    });
  });
});

describe('findings', () => {
  const figuresOf = (id: string) =>
    Object.fromEntries(
      (dsl.findings.find((finding) => finding.id === id)?.figures ?? []).map((each) => [each.id, valueIn(each.figure)]),
    );

  it('tell what waits for a decision, an answer or a signature', () => {
    // A week before the last day of the period: the capture of two days before it may wait.
    expect(figuresOf('decisions-missing')).toEqual({ captures: 3, people: 3 });
    expect(figuresOf('concerns-open')).toEqual({ reports: 1 });
    expect(figuresOf('agreements-not-accepted')).toEqual({ agreements: 2, signatures: 5, people: 5 });
  });

  it('name agreements by their titles', () => {
    const evidence = dsl.findings.find(({ id }) => id === 'agreements-not-accepted')?.evidence;
    expect(evidence?.rows[0]).toEqual(['Staff code of conduct', '3', '2']);
  });
});

describe('a decision that comes in after an edition was issued', () => {
  it('is not given away by the next edition of the same days', async () => {
    const home = await temporaryFolder('late-decision');
    const { store, importFiles } = await keptSchool(home);
    try {
      const pupils = Array.from({ length: 11 }, (_, index) => `pupil${index + 2}`);
      const day = '17/03/2026';
      const captures = pupils.map((user) => ({ id: user, day, user, category: 'Bullying', phrase: `of ${user}` }));
      const decided = (users: readonly string[]) =>
        listText(OUTCOME_HEADER, ...users.map((user) => `${user},parent contacted,yes,,,18/03/2026,DSL,`));
      await importFiles({ 'roster.csv': rosterFile(), 'captures.csv': captureFile(captures) });
      await importFiles({ 'outcomes.csv': decided(pupils.slice(0, 8)) });
      const configuration = readWorkspaceConfiguration(store.workspace);
      const incidents = async () => {
        const review = await reviewPeriod(store, configuration, PERIOD);
        const [edition] = (await editFigures(store, configuration, review, ['governors'])).editions;
        return edition?.edition === 'governors' ? cellsOf(edition.tables.conductIncidents) : null;
      };
      expect(await incidents()).toEqual({ bullying: { pupils: 8, total: 8 } });
      await importFiles({ 'late.csv': decided(pupils.slice(8, 9)) });
      // Nine less eight would be one pupil.
      expect(await incidents()).toEqual({ bullying: { pupils: 'suppressed', total: 'suppressed' } });
    } finally {
      store.close();
      await removeFolder(home);
    }
  });
});
