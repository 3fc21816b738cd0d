/** Editions with nothing in them, for examples that are about one part only. */
import { type Edition, edition as editionSchema, type Table } from '@fmreview/core/edition';
import type { EditionName, Example } from '../src/section.js';
import { sampleTables } from './sample-tables.js';

const emptied = (table: Table): Table => ({ ...table, rows: [], totals: null, note: null });

const emptyTables = Object.fromEntries(Object.entries(sampleTables).map(([name, table]) => [name, emptied(table)]));

const shared = {
  contract: 1,
  toolVersion: '0.1.0',
  demonstration: false,
  school: { name: 'Example School' },
  period: { from: '2026-03-01', to: '2026-08-31' },
  timeZone: 'Europe/London',
  policy: { id: 'example', school: 'Example School', title: 'Acceptable use' },
  guidance: [],
  systems: { filter: null, monitoring: null },
  summary: { found: [{ words: 'Nothing.', importance: 'information' }], means: [], asks: [] },
  keyFigures: [{ id: 'none', label: 'None', figure: { kind: 'not-applicable' }, note: null }],
  coverage: { schoolDays: 0, schoolDaysWithRequests: 0, schoolDaysWithCaptures: 0, logGaps: [], silentWeeks: [] },
  tables: emptyTables,
  unknowns: [],
  definitions: [],
  findings: [],
  files: [],
};

const own: Record<EditionName, object> = {
  governors: { suppression: { thresholdPeople: 5, suppressedCount: 0 } },
  dsl: {
    people: [],
    support: [],
    conduct: [],
    routes: [],
    ladders: [],
    withheld: [],
    unattributed: [],
    rejections: [],
  },
};

/** The excerpt in an otherwise empty edition; the schema says whether it is one. */
export const editionWith = (excerpt: Example<EditionName>['given']): Edition =>
  editionSchema.parse({
    ...shared,
    ...own[excerpt.edition],
    ...excerpt,
    tables: { ...emptyTables, ...excerpt.tables },
  });
