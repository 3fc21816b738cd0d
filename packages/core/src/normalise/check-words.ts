/** What people write when they test the filter, exclude something or decide about a list, and the one word each of it comes to. */
import { loadNation, NATIONS } from '../attribute/nations.js';
import { DECIDERS } from './decision-words.js';

/** What a check of filtering or monitoring is about. The program records tests and never makes one. */
export const TESTS = {
  'illegal-images': ['illegal images', 'child sexual abuse material', 'csam', 'iwf', 'iwf test page'],
  'terrorist-content': ['terrorist content', 'terrorism', 'terrorist material', 'ctiru'],
  'adult-content': ['adult content', 'adult', 'pornography'],
  category: ['category', 'blocked category', 'other category'],
  'safe-search': ['safe search', 'safesearch', 'safe search on'],
  bypass: ['ways round', 'way round', 'bypass', 'circumvention', 'vpn or proxy'],
  'monitoring-alert': ['monitoring alert', 'alert', 'monitoring', 'test alert'],
  'setup-unchanged': ['set up unchanged', 'setup unchanged', 'setup', 'set up'],
  'offensive-language': ['language', 'offensive language'],
} as const;
export type CheckTest = keyof typeof TESTS;

/** The filter must stop these everywhere: no other result can be meant, and no check of a school is whole without them. */
export const MINIMUM_TESTS: readonly CheckTest[] = ['illegal-images', 'terrorist-content', 'adult-content'];
/** Nobody may ever expect these to be let through. */
export const ILLEGAL_TESTS: readonly CheckTest[] = ['illegal-images', 'terrorist-content'];

export const DEVICE_KINDS = {
  desktop: ['desktop', 'pc', 'computer', 'desktop computer'],
  laptop: ['laptop', 'notebook', 'macbook'],
  tablet: ['tablet', 'ipad'],
  chromebook: ['chromebook'],
  phone: ['phone', 'mobile', 'mobile phone', 'smartphone'],
  'own-device': ['own device', 'byod', 'bring your own device', 'personal device'],
  other: ['other'],
} as const;

export const LOCATIONS = {
  classroom: ['classroom', 'class room', 'class'],
  'computer-room': ['computer room', 'it suite', 'ict suite', 'it room', 'computer suite'],
  library: ['library'],
  office: ['office', 'school office'],
  'staff-room': ['staff room', 'staffroom'],
  corridor: ['corridor', 'hall'],
  boarding: ['boarding', 'boarding house'],
  home: ['home', 'at home', 'off site'],
  outside: ['outside', 'playground'],
  other: ['other'],
} as const;

export const CONNECTIONS = {
  wired: ['wired', 'cable', 'ethernet', 'lan'],
  wifi: ['wifi', 'wi fi', 'wireless', 'wlan'],
  'guest-wifi': ['guest wifi', 'guest wi fi', 'guest'],
  'mobile-data': ['mobile data', '4g', '5g', 'mobile'],
  home: ['home', 'home broadband'],
  vpn: ['vpn'],
} as const;

/** What was expected, and what happened. */
export const RESULTS = {
  blocked: ['blocked', 'block'],
  allowed: ['allowed', 'allow', 'not blocked'],
  warned: ['warned', 'warning'],
  alert: ['alert', 'alerted', 'alert raised'],
  'no-alert': ['no alert', 'not alerted'],
  unchanged: ['unchanged', 'no change'],
  changed: ['changed', 'change'],
} as const;

/** Who tests, excludes and decides about lists: an office, never a name. */
export const CHECKERS = {
  ...DECIDERS,
  'it-support': ['it support', 'it', 'it technician', 'technician', 'it manager', 'network manager'],
  'it-provider': ['it provider', 'provider', 'managed service'],
  'senior-leader': ['senior leader', 'slt', 'senior leadership team', 'deputy headteacher'],
  governor: ['governor', 'safeguarding governor', 'trustee'],
} as const;

export const EXCLUSION_REASONS = {
  curriculum: ['curriculum', 'lesson', 'taught in a lesson'],
  'false-alarm': ['false alarm', 'false positive'],
  'school-software': ['school software', 'software'],
  duty: ['duty', 'part of a duty'],
  test: ['test', 'filter check'],
  other: ['other'],
} as const;

export const LISTS = {
  block: ['block', 'block list', 'blocked'],
  allow: ['allow', 'allow list', 'allowed'],
  exception: ['exception', 'exceptions', 'exception list'],
} as const;

export const LIST_DECISIONS = {
  approve: ['approve', 'approved', 'yes'],
  refuse: ['refuse', 'refused', 'no'],
  withdraw: ['withdraw', 'withdrawn', 'removed', 'remove'],
} as const;

export const LIST_REASONS = {
  captures: ['captures', 'capture'],
  reports: ['reports', 'report', 'report of concern'],
  bypass: ['bypass', 'ways round', 'circumvention'],
  policy: ['policy'],
  curriculum: ['curriculum', 'lesson'],
  'over-blocking': ['over blocking', 'overblocking'],
  'wrong-category': ['wrong category'],
  'failed-check': ['failed check', 'filter check'],
  other: ['other'],
} as const;

const ROLES = {
  pupils: ['pupils', 'pupil', 'students', 'student', 'all pupils'],
  staff: ['staff', 'teachers', 'teacher'],
  governors: ['governors', 'governor', 'trustees'],
  visitors: ['visitors', 'visitor', 'guests', 'guest'],
  parents: ['parents', 'parent', 'carers'],
} as const;

const POST_16 = ['sixth form', 'post 16', '6th form'];

/** In one spelling: without what stands in brackets, spaces for hyphens. */
const folded = (text: string) =>
  text
    .toLowerCase()
    .replace(/\s*\(.*$/, '')
    .replaceAll('-', ' ')
    .trim();

/** A key stage is also written "Key stage 2" and "KS 2". */
const keyStage = (id: string) => {
  const number = /^ks(\d)$/.exec(id)?.[1];
  return number === undefined ? [] : [`key stage ${number}`, `ks ${number}`];
};

let groups: Readonly<Record<string, readonly string[]>> | null = null;

/** Whoever may use a device, beside the year groups: roles and the stages of all nations. The first that has a name keeps it. */
export function groupWords(): Readonly<Record<string, readonly string[]>> {
  if (groups !== null) return groups;
  const found: Record<string, readonly string[]> = { ...ROLES };
  for (const { id, title, shortTitle } of NATIONS.flatMap((nation) => [...loadNation(nation).stages])) {
    const more = id === 'post-16' ? POST_16 : keyStage(id);
    // What is one year group in some nation is read as such.
    found[id] = [folded(id), folded(title), folded(shortTitle), ...more].filter((word) => word !== 'reception');
  }
  groups = found;
  return groups;
}
