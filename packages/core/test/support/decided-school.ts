/** The small invented school with some captures, and what people decided, reported and signed there. */
import { join } from 'node:path';
import { z } from 'zod';
import { type Office, readWorkspaceConfiguration, unlock } from '../../src/index.js';
import { integer } from '../../src/store/database.js';
import { csvText } from './csv-text.js';
import { type KeptSchool, keptSchool, requestFile, rosterFile } from './kept-school.js';

const CAPTURES = [
  ['Capture ID', 'Created', 'Username', 'Source', 'Library category', 'Phrase', 'Severity'],
  ['c1', '16/03/2026 10:00:00', 'pupil2', 'Keyboard', 'Bullying', 'one', '4'],
  ['c2', '16/03/2026 10:03:00', 'pupil2', 'Keyboard', 'Bullying', 'two', '4'],
  ['c3', '17/03/2026 11:00:00', 'pupil2', 'Keyboard', 'Bullying', 'three', '4'],
  ['c4', '17/03/2026 12:00:00', 'pupil3', 'Keyboard', 'Suicide', 'four', '5'],
  ['c5', '17/03/2026 12:30:00', 'lead1', 'Keyboard', 'Gambling', 'five', '3'],
  ['c6', '18/03/2026 09:00:00', 'teacher1', 'Keyboard', 'Gambling', 'six', '3'],
  // Before the period that the tests look at: one episode.
  ['c7', '10/02/2026 09:00:00', 'pupil2', 'Keyboard', 'Gambling', 'seven', '3'],
  ['c8', '10/02/2026 09:04:00', 'pupil2', 'Keyboard', 'Gambling', 'eight', '3'],
];

export const OUTCOME_HEADER = 'Event reference,Outcome,Incident,On purpose,Step,Decided on,Decided by,Notes';
export const CONCERN_HEADER = 'Date,Kind,Role,Account,Site,Device,What happened,Answer,Answered on';
export const ACCEPTANCE_HEADER = 'Agreement,Person ID,Account,Signed on,Signed by';

export const listText = (...lines: readonly string[]): string => `${lines.join('\r\n')}\r\n`;

export interface DecidedSchool extends KeptSchool {
  readonly captures: number;
  readonly requests: number;
  /** @returns what importing one list counted */
  importList(name: string, text: string): Promise<object>;
  rows<Row>(schema: z.ZodType<Row>, sql: string): Promise<Row[]>;
  /** Every sealed text that an office's key opens. */
  textsOpenTo(office: Office): Promise<readonly string[]>;
}

export async function decidedSchool(folder: string): Promise<DecidedSchool> {
  const school = await keptSchool(join(folder));
  const { store, secrets } = school;
  const files = {
    'roster.csv': rosterFile(),
    'captures.csv': csvText(CAPTURES),
    'requests.csv': requestFile([['16/03/2026', 'pupil4', 'Gambling', 'Blocked']]),
  };
  const { failures } = await school.importFiles(files, '2026-03-01');
  if (failures[0] !== undefined) throw failures[0];
  const idOf = async (kind: string) => {
    const shape = z.object({ id: integer });
    const [found] = await store.query(shape, 'SELECT import_id AS id FROM import_file WHERE kind = $1', [kind]);
    return found?.id ?? 0;
  };
  return {
    ...school,
    captures: await idOf('capture'),
    requests: await idOf('request'),
    async importList(name, text) {
      const summary = await school.importFiles({ [name]: text });
      if (summary.failures[0] !== undefined) throw summary.failures[0];
      const [result] = summary.results;
      if (result?.outcome !== 'imported') return { outcome: result?.outcome };
      const { lines, loaded, duplicate, rejected, ignored } = result;
      return { lines, loaded, duplicate, rejected, ignored };
    },
    rows: (schema, sql) => store.query(schema, sql),
    async textsOpenTo(office) {
      const unlocked = await unlock(store, [secrets[office]]);
      try {
        const shape = z.object({ text: z.string() });
        const rows = await store.query(shape, 'SELECT DISTINCT text FROM unlocked.identity');
        return rows.map(({ text }) => text);
      } finally {
        await unlocked.close();
      }
    },
  };
}

export const configurationOf = ({ store }: KeptSchool) => readWorkspaceConfiguration(store.workspace);
