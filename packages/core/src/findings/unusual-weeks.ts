import { idsCell, numberCell, textCell } from '../find/evidence-cells.js';
import { defineFinding } from '../find/finding.js';
import type { FoundFigure } from '../find/found.js';
import { MEASURES, type Sums, unusualWeeks, type WeekRow } from '../find/week-happenings.js';

/** A rise in a matter of support that rests on so many people is for somebody to look at now. */
const SERIOUS_PEOPLE = 5;

const TABLES = { requests: 'requestsByTopic', captures: 'capturesByTopic' } as const;
const LABELS = { requests: 'Requests', captures: 'Captures' } as const;
const COUNTED = { requests: 'requests, once in five minutes a site', captures: 'episodes of captures' } as const;

/** The events of the weeks that rose, of one kind and either explained or not. */
function eventFigure(
  rows: readonly WeekRow[],
  found: readonly Sums[],
  of: Pick<Sums, 'measure' | 'isExplained'>,
): FoundFigure {
  const { measure: unit, isExplained } = of;
  const sum = found.find((each) => each.measure === unit && each.isExplained === isExplained);
  const topics = new Set(
    rows
      .filter((each) => each.isMore && each.measure === unit && (each.title !== null) === isExplained)
      .map(({ topic }) => topic),
  );
  return {
    id: isExplained ? `${unit}-explained` : unit,
    label: `${LABELS[unit]} in such weeks${isExplained ? ' that a lesson explains' : ''}`,
    unit,
    count: sum?.events ?? 0,
    people: sum?.people ?? 0,
    mostOfOne: sum?.most ?? 0,
    within:
      topics.size === 0 ? [] : [[...topics].map((topic) => ({ table: TABLES[unit], row: topic, column: 'total' }))],
  };
}

const weekFigure = (id: string, label: string, rows: readonly WeekRow[]): FoundFigure => ({
  ...{ id, label, unit: 'weeks', count: rows.length, people: null, mostOfOne: null },
});

function importanceOf(rises: readonly WeekRow[], falls: readonly WeekRow[]) {
  const isSerious = rises.some(({ nature, people }) => nature === 'vulnerability' && people >= SERIOUS_PEOPLE);
  if (isSerious) return 'high';
  return rises.length > 0 ? 'medium' : falls.length > 0 ? 'low' : 'information';
}

const noteOf = ({ isMore, title }: WeekRow) =>
  title === null ? (isMore ? 'far more than usual' : 'far fewer than usual') : `explained by the curriculum: ${title}`;

const DAYS = Array.from({ length: 7 }, (_, week) =>
  Array.from({ length: 5 }, (__, weekday) =>
    new Date(Date.UTC(2026, 3, 20 + week * 7 + weekday)).toISOString().slice(0, 10),
  ),
);
const calendar_day = DAYS.flat().map((day) => ({ day, kind: 'school', is_school_day: true }));
/** So many on each school day of a week, by one person after the other. */
const weekOf = (week: number, aDay: number, more: Readonly<Record<string, string | number | null>> = {}) =>
  (DAYS[week] ?? []).flatMap((day, weekday) =>
    Array.from({ length: aDay }, (_, index) => ({
      ...{
        day,
        topic: 'violence',
        action: 'blocked',
        slot: week * 1000 + weekday * 100 + index,
        subject: 4 * (index + 1),
        ...more,
      },
    })),
  );
const usually = (aDay: number, more = {}) => [0, 1, 2, 3, 4, 5].flatMap((week) => weekOf(week, aDay, more));
const lesson = (DAYS[6] ?? []).map((day) => ({ day, title: 'History of war', topic: 'violence', year_group: '6' }));

export default defineFinding({
  id: 'unusual-weeks',
  title: 'Weeks in which a topic came up far more or far less than usual',
  why: 'A sudden rise may be a craze, a conflict or a child in need, and a sudden fall a filter or monitoring that stopped seeing. Either is easier to deal with while it is fresh.',
  source: 'Keeping children safe in education: schools look for patterns and trends, not at single events alone',
  action:
    'Ask what lay behind each week that no lesson explains, and enter lessons on such topics in the settings so that the next review knows of them.',
  owner: 'DSL',
  confidence: 'likely',
  rank: 28,
  needs: ['request_event', 'capture_event'],
  async find(database) {
    const { rows, sums } = await unusualWeeks(database);
    if (rows.length === 0) return null;
    const rises = rows.filter(({ isMore, title }) => isMore && title === null);
    const explained = rows.filter(({ title }) => title !== null);
    const falls = rows.filter(({ isMore }) => !isMore);
    const events = (isExplained: boolean) =>
      MEASURES.map((each) => eventFigure(rows, sums, { measure: each, isExplained }));
    return {
      importance: importanceOf(rises, falls),
      words:
        'Weeks in which a topic came up far more than usual, each topic by itself: {rises}; requests in them: {requests}; captures: {captures}. Such weeks that a lesson explains: {explained}; requests in them: {requests-explained}; captures: {captures-explained}. Weeks with far less than usual: {falls}.',
      figures: [
        weekFigure('rises', 'Weeks with far more of a topic', rises),
        ...events(false),
        weekFigure('explained', 'Such weeks that a lesson explains', explained),
        ...events(true),
        weekFigure('falls', 'Weeks with far less of a topic', falls),
      ],
      evidence: {
        title: 'Topics and weeks',
        columns: ['Topic', 'Week from', 'What is counted', 'In that week', 'Usual in so many days', 'People', 'Note'],
        rows: rows.map((each) => [
          idsCell(each.topic),
          textCell(each.week),
          textCell(COUNTED[each.measure]),
          ...[each.happenings, each.expected, each.people].map(numberCell),
          textCell(noteOf(each)),
        ]),
      },
    };
  },
  examples: [
    {
      what: 'four times as many in one week, of which every part of a page counts once, and a week far below the usual',
      requests: [
        ...usually(2),
        ...weekOf(6, 8),
        ...weekOf(6, 8),
        ...[0, 1, 2, 3, 4, 6].flatMap((week) => weekOf(week, 6, { topic: 'games' })),
      ],
      tables: { calendar_day },
      finds: {
        ...{
          rises: 1,
          requests: 80,
          captures: 0,
          explained: 0,
          'requests-explained': 0,
          'captures-explained': 0,
          falls: 1,
        },
      },
    },
    {
      what: 'a rise of which half falls into a lesson of that year group, and one of captures that it does not reach',
      requests: [
        ...usually(2, { year_group: '6' }),
        ...weekOf(6, 4, { year_group: '6' }),
        ...weekOf(6, 4, { year_group: '5', site: 'b' }),
      ],
      captures: [...usually(1), ...weekOf(6, 6, { year_group: '5' })].map(({ slot, action: _, ...each }) => ({
        ...each,
        episode: slot,
      })),
      tables: { calendar_day, lesson_topic: lesson },
      finds: {
        ...{
          rises: 1,
          requests: 0,
          captures: 30,
          explained: 1,
          'requests-explained': 40,
          'captures-explained': 0,
          falls: 0,
        },
      },
    },
    {
      what: 'as many on each day of a short week, twice as many by chance, one person alone, and an ordinary topic',
      requests: [
        ...usually(2),
        ...weekOf(6, 2).slice(0, 6),
        ...usually(1, { topic: 'games' }),
        ...weekOf(6, 2, { topic: 'games' }),
        ...usually(1, { topic: 'gambling' }),
        ...weekOf(6, 9, { topic: 'gambling', subject: 4 }),
        ...usually(1, { topic: 'ordinary' }),
        ...weekOf(6, 9, { topic: 'ordinary' }),
      ],
      tables: { calendar_day },
      finds: null,
    },
    {
      what: 'a rise that came in the same week of the year before',
      requests: [...usually(2), ...weekOf(6, 8)],
      tables: {
        calendar_day,
        category_topic: [{ category_id: 3, topic: 'violence' }],
        request: Array.from({ length: 20 }, (_, line) => ({
          ...{ import_id: 9, line, account_id: 1, category_id: 3, tz_ambiguous: false, is_quiet: true, host_id: 1 },
          ...{ time_local: '2025-06-03 09:00:00', time_utc: `2025-06-03 ${String(line).padStart(2, '0')}:00:00` },
        })),
      },
      finds: null,
    },
    {
      what: 'too few weeks to compare with',
      requests: [0, 1, 2, 3].flatMap((week) => weekOf(week, 1)).concat(weekOf(4, 9)),
      tables: { calendar_day },
      finds: null,
    },
  ],
});
