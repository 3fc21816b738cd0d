/** The school's own settings, in `fmreview.yaml`: a file that people write, so every fault is reported with its line. */
import { z } from 'zod';
import { loadNation, NATIONS, type NationId } from './attribute/nations.js';
import { type FieldFault, readYamlFile } from './read/yaml-file.js';
import { reviewSettings } from './review-settings.js';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time of day, like "08:50"');
const date = z.iso.date('a date, like 2026-03-27');
const span = z.strictObject({ name: z.string().min(1), from: date, to: date });

const SESSIONS_OF_DAY = ['lesson', 'break', 'before-school', 'after-school', 'evening', 'night'] as const;
export const SESSIONS = [...SESSIONS_OF_DAY, 'weekend', 'holiday', 'inset'] as const;

const timeZone = z.string().refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC', {
  message: 'a time zone, like Europe/London',
});

const months = z.int().min(1, 'at least 1 month').max(120, 'at most 120 months');
const KEPT_A_YEAR = { captures: 12, requests: 12, sealed: 12, aggregates: null };

/** `19oskelby` with `digits: 2, at: start, means: joins, year: R` came to Reception in autumn 2019. */
const intakeYear = z.strictObject({
  digits: z.union([z.literal(2), z.literal(4)]),
  at: z.enum(['start', 'end']),
  /** The autumn of joining that year group, or the summer of leaving it. */
  means: z.enum(['joins', 'leaves']),
  year: z.string().min(1),
});
export type IntakeYear = Readonly<z.infer<typeof intakeYear>>;

const schema = z.strictObject({
  school: z.strictObject({ name: z.string().min(1), demonstration: z.boolean().default(false) }),
  timeZone: timeZone.default('Europe/London'),
  /** Id of a shipped policy pack, or a path to one; a list where several documents govern different people. */
  policy: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
  systems: z
    .strictObject({ filter: z.string().nullable().default(null), monitoring: z.string().nullable().default(null) })
    .default({ filter: null, monitoring: null }),
  /** Whose year groups, stages and school year: see the folder `nations`. */
  nation: z.enum(NATIONS).default('england'),
  accounts: z
    .strictObject({
      domains: z.array(z.string().min(1)).default([]),
      /** What the year in pupils' account names means, where they have one. */
      intakeYear: intakeYear.nullable().default(null),
    })
    .default({ domains: [], intakeYear: null }),
  calendar: z.strictObject({
    terms: z.array(span).min(1),
    breaks: z.array(span).default([]),
    inset: z.array(date).default([]),
    day: z.array(z.strictObject({ session: z.enum(SESSIONS_OF_DAY), from: clockTime, to: clockTime })).min(1),
  }),
  /** Search engines beside those that the program knows. */
  search: z
    .strictObject({
      engines: z
        .array(z.strictObject({ parameter: z.string().min(1), hosts: z.array(z.string().min(1)).min(1) }))
        .default([]),
    })
    .default({ engines: [] }),
  suppression: z
    .strictObject({ thresholdPeople: z.int().min(5, 'at least 5').max(20, 'at most 20').default(5) })
    .default({ thresholdPeople: 5 }),
  /** Whole calendar months for which each kind of data is kept; null: for good. */
  retention: z
    .strictObject({
      captures: months.default(KEPT_A_YEAR.captures),
      requests: months.default(KEPT_A_YEAR.requests),
      sealed: months.default(KEPT_A_YEAR.sealed),
      aggregates: months.nullable().default(KEPT_A_YEAR.aggregates),
    })
    .default(KEPT_A_YEAR),
  ...reviewSettings,
});
export type Configuration = z.infer<typeof schema>;
export type Retention = Configuration['retention'];

export const minuteOfDay = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** The day must be covered once: no minute without a session, none with two. */
function dayFaults(day: Configuration['calendar']['day']): FieldFault[] {
  const faults: FieldFault[] = [];
  let reached = '00:00';
  for (const [index, band] of day.entries()) {
    const path = ['calendar', 'day', index];
    if (band.from !== reached)
      faults.push({ path, message: `the day goes on at ${reached}, but this session begins at ${band.from}` });
    if (minuteOfDay(band.to) <= minuteOfDay(band.from))
      faults.push({ path, message: 'this session ends before it begins' });
    reached = band.to;
  }
  if (reached !== '24:00')
    faults.push({ path: ['calendar', 'day'], message: `the day must reach 24:00; it ends at ${reached}` });
  return faults;
}

/** Names of what is no longer there would name nobody's matter; figures that go first would leave no trend. */
function retentionFaults({ captures, requests, sealed, aggregates }: Retention): FieldFault[] {
  const longest = Math.max(captures, requests);
  const fault = (field: keyof Retention, message: string) => [{ path: ['retention', field], message }];
  return [
    ...(sealed > longest
      ? fault('sealed', `at most ${longest} months: names are not kept longer than what they belong to`)
      : []),
    ...(aggregates !== null && aggregates < longest
      ? fault('aggregates', `at least ${longest} months, or null: figures are made when the rows go`)
      : []),
  ];
}

function crossCheck(value: unknown): FieldFault[] {
  const parsed = schema.safeParse(value);
  if (!parsed.success) return [];
  const { accounts, calendar, nation, retention } = parsed.data;
  const { terms, breaks, day } = calendar;
  const backwards = (path: readonly string[], spans: readonly { readonly from: string; readonly to: string }[]) =>
    spans.flatMap((each, index) =>
      each.from > each.to ? [{ path: [...path, index], message: 'it ends before it begins' }] : [],
    );
  return [
    ...backwards(['calendar', 'terms'], terms),
    ...backwards(['calendar', 'breaks'], breaks),
    ...backwards(['curriculum'], parsed.data.curriculum),
    ...dayFaults(day),
    ...retentionFaults(retention),
    ...intakeFaults(nation, accounts.intakeYear),
  ];
}

/** A year group that the nation does not have would place nobody, in silence. */
function intakeFaults(nation: NationId, intake: IntakeYear | null): FieldFault[] {
  const years = loadNation(nation).years.map(({ id }) => id);
  if (intake === null || years.includes(intake.year)) return [];
  return [{ path: ['accounts', 'intakeYear', 'year'], message: `one of the year groups ${years.join(', ')}` }];
}

export function readConfiguration(file: string): Configuration {
  return readYamlFile(file, schema, { errorCode: 'configuration-faults', crossCheck }).value;
}

/** The line of each pack that the configuration names, in their order. */
export function policyPlaces(file: string): number[] {
  const { value, lineOf } = readYamlFile(file, schema, { errorCode: 'configuration-faults' });
  return [value.policy].flat().map((_, index) => lineOf(['policy', index]));
}

export interface TopicPlace {
  /** Such as `blocks[0].topics[1]`. */
  readonly field: string;
  readonly topic: string;
  readonly line: number;
}

/** Every topic that the configuration names, with its line: only the taxonomy knows which there are. */
export function topicPlaces(file: string): TopicPlace[] {
  const { value, lineOf } = readYamlFile(file, schema, { errorCode: 'configuration-faults' });
  return (['blocks', 'curriculum'] as const).flatMap((list) =>
    value[list].flatMap(({ topics }, index) =>
      topics.map((topic, at) => ({
        ...{ field: `${list}[${index}].topics[${at}]`, topic },
        line: lineOf([list, index, 'topics', at]),
      })),
    ),
  );
}

export interface NewSchool {
  readonly name: string;
  readonly timeZone: string;
  readonly policy: string;
}

/** The file that `init` writes: complete, and a comment wherever the school must look. */
export const configurationText = (
  school: NewSchool,
): string => `# Settings of this workspace. Correct the lines marked CHECK, then import.
school:
  name: ${JSON.stringify(school.name)}
timeZone: ${JSON.stringify(school.timeZone)}
# The school's acceptable use policy: the id of a shipped pack (fmreview list policies) or a path to a .yaml file; a
# list, like [pupils-pack, staff-pack], where several documents govern different people. CHECK
policy: ${JSON.stringify(school.policy)}
# What filters and what monitors, in words for the report; null if nothing does. CHECK
systems:
  filter: null
  monitoring: null
accounts:
  # Domains of the school's own accounts, for example [OURSCHOOL, ourschool.sch.uk].
  # An account of another domain is never taken for a pupil. While the list is empty, only the domains of the
  # mail addresses in the roster count as the school's. CHECK
  domains: []
  # Where the names of pupils' accounts hold a year, say what it means, and pupils who are on no list are counted in
  # their year group, for example { digits: 2, at: start, means: joins, year: R } for 19oskelby. Before the first import. CHECK
  intakeYear: null
# Year groups and stages: england, wales, scotland, northern-ireland or ireland.
nation: england
calendar:
  # Both days included. These are one local authority's dates for 2025 to 2027: put in your own. CHECK
  terms:
    - { name: Autumn term 2025, from: 2025-09-01, to: 2025-12-19 }
    - { name: Spring term 2026, from: 2026-01-05, to: 2026-03-27 }
    - { name: Summer term 2026, from: 2026-04-13, to: 2026-07-21 }
    - { name: Autumn term 2026, from: 2026-09-01, to: 2026-12-18 }
    - { name: Spring term 2027, from: 2027-01-04, to: 2027-03-25 }
    - { name: Summer term 2027, from: 2027-04-12, to: 2027-07-21 }
  breaks:
    - { name: Autumn half term, from: 2025-10-27, to: 2025-10-31 }
    - { name: Spring half term, from: 2026-02-16, to: 2026-02-20 }
    - { name: Early May bank holiday, from: 2026-05-04, to: 2026-05-04 }
    - { name: Summer half term, from: 2026-05-25, to: 2026-05-29 }
    - { name: Autumn half term, from: 2026-10-26, to: 2026-10-30 }
    - { name: Spring half term, from: 2027-02-15, to: 2027-02-19 }
    - { name: Early May bank holiday, from: 2027-05-03, to: 2027-05-03 }
    - { name: Summer half term, from: 2027-05-31, to: 2027-06-04 }
  # Days on which only staff come in.
  inset: [2025-09-01, 2026-09-01, 2026-09-02]
  # The school day. Every minute belongs to one session. CHECK
  day:
    - { session: night, from: "00:00", to: "07:00" }
    - { session: before-school, from: "07:00", to: "08:50" }
    - { session: lesson, from: "08:50", to: "12:00" }
    - { session: break, from: "12:00", to: "13:00" }
    - { session: lesson, from: "13:00", to: "15:15" }
    - { session: after-school, from: "15:15", to: "18:00" }
    - { session: evening, from: "18:00", to: "22:00" }
    - { session: night, from: "22:00", to: "24:00" }
suppression:
  # In what leaves the safeguarding team, a figure on 1 to this many people is printed as c.
  thresholdPeople: 5
retention:
  # For how many whole calendar months each kind of data is kept: fmreview retain deletes what is older. Take the
  # numbers of your data protection impact assessment, and leave time to make the review of a year. CHECK
  captures: 12
  requests: 12
  # Names, accounts, phrases, notes: never longer than the longer of the two above.
  sealed: 12
  # Monthly figures on nobody in particular, for trends; null keeps them for good.
  aggregates: null
# What follows may stay empty. The more of it stands here, the more a review can say; docs/settings.md has an example of each.
# What the filter is meant to block, for whom: [{ topics: [gambling], groups: [pupils] }]
blocks: []
# Which addresses stand where: [{ name: Main building, addresses: [10.20.0.0/16], place: school }]
networks: []
# What was taught when, because it explains what is searched for:
# [{ title: Drugs education, topics: [drugs], from: 2026-05-11, to: 2026-05-15, years: ["6"] }]
curriculum: []
# Sites and tools that the school has looked at: [{ site: example.org, use: AI tool for staff }]
register: []
# What must come back, and when it was last: [{ id: aup, title: Acceptable Use Policy, last: 2026-01-12, everyMonths: 12 }]
reviews: []
training: []
# How often the filter and the monitoring are tested: { everyDays: 120 }
checks: null
`;
