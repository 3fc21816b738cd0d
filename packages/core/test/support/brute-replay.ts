/** The back-test once more, line by line and by hand: labels compared, nothing of the program used. */
import { GROUPS } from './listed-school.js';

/** What a line of the generated log is about, before it is written. */
export interface PlayedLine {
  readonly host: string;
  /** First part of the path, in small letters; null: the page of the host itself. */
  readonly part: string | null;
  readonly user: string;
  readonly day: string;
  readonly clock: string;
  readonly action: 'Allowed' | 'Blocked' | 'Warned' | 'Monitored' | 'Quarantined';
}

export interface PlayedEntry {
  readonly host: string;
  readonly covers: 'host' | 'host-and-below';
  readonly segment: string | null;
}

export interface Played {
  readonly kind: 'block' | 'allow';
  readonly entries: readonly PlayedEntry[];
  readonly exceptions: readonly PlayedEntry[];
  readonly groups: readonly string[];
  readonly period: { readonly from: string; readonly to: string };
}

/** By the calendar that a new workspace has: half term until 29 May, term from 1 June; times of day of the same file. */
function sessionOf({ day, clock }: PlayedLine): string {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  if (weekday === 0 || weekday === 6) return 'weekend';
  if (day >= '2026-05-25' && day <= '2026-05-29') return 'holiday';
  const starts: readonly (readonly [string, string])[] = [
    ...([
      ['22:00', 'night'],
      ['18:00', 'evening'],
      ['15:15', 'after-school'],
      ['13:00', 'lesson'],
    ] as const),
    ...([
      ['12:00', 'break'],
      ['08:50', 'lesson'],
      ['07:00', 'before-school'],
    ] as const),
  ];
  return starts.find(([from]) => clock >= from)?.[1] ?? 'night';
}

const groupOf = ({ user }: PlayedLine) => GROUPS[user] ?? 'unattributed';

function isAbout({ host, covers, segment }: PlayedEntry, line: PlayedLine): boolean {
  if (segment !== null && segment !== line.part) return false;
  if (host === line.host) return true;
  if (covers === 'host' || host.includes(':') || /^[\d.]+$/.test(host)) return false;
  const [own, asked] = [host.split('.').toReversed(), line.host.split('.').toReversed()];
  return asked.length > own.length && own.every((label, place) => asked[place] === label);
}

const LET_THROUGH: readonly string[] = ['Allowed', 'Warned', 'Monitored'];
/** Lines without an account are nobody's: how many people these are cannot be told. */
const isNobodys = ({ user }: PlayedLine) => user === '';
const people = (lines: readonly PlayedLine[]) =>
  new Set(lines.filter((line) => !isNobodys(line)).map(({ user }) => user.toLowerCase())).size;
const unattributed = (lines: readonly PlayedLine[]) => lines.filter(isNobodys).length;
const first = (lines: readonly PlayedLine[]) => lines.map(({ day }) => day).toSorted()[0] ?? null;
const last = (lines: readonly PlayedLine[]) =>
  lines
    .map(({ day }) => day)
    .toSorted()
    .at(-1) ?? null;

function parts(lines: readonly PlayedLine[], idOf: (line: PlayedLine) => string) {
  const ids = [...new Set(lines.map(idOf))].toSorted();
  return ids.map((id) => {
    const own = lines.filter((line) => idOf(line) === id);
    return { id, requests: own.length, people: people(own), unattributed: unattributed(own) };
  });
}

export function bruteReplay(lines: readonly PlayedLine[], { kind, entries, exceptions, groups, period }: Played) {
  const isChanged = ({ action }: PlayedLine) =>
    kind === 'block' ? LET_THROUGH.includes(action) : action === 'Blocked';
  const isAlready = ({ action }: PlayedLine) =>
    kind === 'block' ? action === 'Blocked' : LET_THROUGH.includes(action);
  const seen = lines.filter(
    (line) =>
      line.day >= period.from &&
      line.day <= period.to &&
      (groups.length === 0 || groups.includes(groupOf(line))) &&
      !exceptions.some((exception) => isAbout(exception, line)),
  );
  const matched = seen.filter((line) => entries.some((entry) => isAbout(entry, line)));
  const changed = matched.filter(isChanged);
  return {
    matched: matched.length,
    already: matched.filter(isAlready).length,
    unknown: matched.filter(({ action }) => action === 'Quarantined').length,
    changed: {
      ...{ requests: changed.length, people: people(changed), unattributed: unattributed(changed) },
      ...{ firstDay: first(changed), lastDay: last(changed) },
    },
    byGroup: parts(changed, groupOf),
    bySession: parts(changed, sessionOf),
    entries: entries.flatMap((entry, place) => {
      const own = seen.filter((line) => isAbout(entry, line));
      if (own.length === 0) return [];
      const moved = own.filter(isChanged);
      return [
        {
          ...{ entry: place, changed: moved.length, people: people(moved), already: own.filter(isAlready).length },
          ...{ firstDay: first(own), lastDay: last(own) },
        },
      ];
    }),
  };
}
