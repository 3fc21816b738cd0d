/** What the school says in `fmreview.yaml`, as temporary tables beside the events: findings see nothing else of it. */
import type { Period } from '../attribute/calendar.js';
import { STAGES } from '../attribute/stages.js';
import type { Configuration } from '../configuration.js';
import type { Store } from '../store/open-store.js';
import { makeAddressPlaces } from './address-places.js';
import { makeSiteRoles } from './site-roles.js';

type Row = Readonly<Record<string, string | number | null>>;

async function make(store: Store, table: string, columns: Readonly<Record<string, string>>, rows: readonly Row[]) {
  const declared = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
  await store.run(`CREATE OR REPLACE TEMP TABLE ${table} (${declared.join(', ')})`);
  await store.insert(table, columns, rows);
}

const blockRows = ({ blocks }: Configuration) =>
  blocks.flatMap(({ topics, groups }) =>
    groups
      .flatMap((group) => (group === 'pupils' ? [...STAGES, group] : [group]))
      .flatMap((audience) => topics.map((topic) => ({ topic, audience }))),
  );

const lessonRows = ({ curriculum }: Configuration) =>
  curriculum.flatMap(({ title, topics, from, to, years }) =>
    topics.flatMap((topic) =>
      (years.length === 0 ? [null] : years).map((year_group) => ({
        title,
        topic,
        year_group,
        first_day: from,
        last_day: to,
      })),
    ),
  );

const DUE = { kind: 'VARCHAR', id: 'VARCHAR', title: 'VARCHAR', last_on: 'DATE', every_months: 'INTEGER' };

const dueRows = ({ reviews, training }: Configuration) =>
  [
    ...reviews.map((each) => ({ kind: 'review', ...each })),
    ...training.map((each) => ({ kind: 'training', ...each })),
  ].map(({ kind, id, title, last, everyMonths }) => ({ kind, id, title, last_on: last, every_months: everyMonths }));

/** The school's own time between two checks of the filter. */
const CHECKS = `SELECT 'check' AS kind, 'filter-checks' AS id, 'Checks of filtering and monitoring' AS title, max(checked_on) AS last_on, max(checked_on)`;

/** Devices that any list places in days of the period. */
const DEVICE_ENTRIES = ({ from, to }: Period) => `SELECT * FROM device_place
  WHERE coalesce(valid_from, DATE '0001-01-01') <= DATE '${to}' AND coalesce(valid_to, DATE '9999-12-31') >= DATE '${from}'`;

/**
 * Makes `school_block(topic, audience)`, `lesson_topic(day, title, topic, year_group)`, `known_site(site, use)`,
 * `due(kind, id, title, last_on, due_on)`, `device_entry`, `address_place` and `site_role`.
 */
export async function makeSchoolTables(store: Store, configuration: Configuration, period: Period): Promise<void> {
  await make(store, 'school_block', { topic: 'VARCHAR', audience: 'VARCHAR' }, blockRows(configuration));
  const lesson = { title: 'VARCHAR', topic: 'VARCHAR', year_group: 'VARCHAR', first_day: 'DATE', last_day: 'DATE' };
  await make(store, 'lesson', lesson, lessonRows(configuration));
  await store.run(`CREATE OR REPLACE TEMP TABLE lesson_topic AS
    SELECT d.day, l.title, l.topic, l.year_group FROM lesson AS l JOIN calendar_day AS d ON d.day BETWEEN l.first_day AND l.last_day`);
  const registered = configuration.register.map(({ site, use }) => ({ site: site.toLowerCase(), use }));
  await make(store, 'known_site', { site: 'VARCHAR', use: 'VARCHAR' }, registered);
  await make(store, 'due_setting', DUE, dueRows(configuration));
  const { checks } = configuration;
  await store.run(`CREATE OR REPLACE TEMP TABLE due AS
    SELECT kind, id, title, last_on, (last_on + to_months(every_months))::DATE AS due_on FROM due_setting
    ${checks === null ? '' : `UNION ALL ${CHECKS} + ${checks.everyDays} FROM filter_check WHERE checked_on <= DATE '${period.to}'`}`);
  await store.run(`CREATE OR REPLACE TEMP TABLE device_entry AS ${DEVICE_ENTRIES(period)}`);
  await makeAddressPlaces(store, configuration);
  await makeSiteRoles(store);
}
