/**
 * DansGuardian (dansguardian.conf, logfileformat 1 and 2) and squidGuard: local times without a zone. A reason is written in
 * the school's language, so what became of a request is told by the HTTP code (403) and the mark before the reason.
 */
import { type SampleGroup, type WebRequest, written } from './reading.js';

/** An address in the column of the user says that nobody was known: the address is the source, not a person. */
const unknownPerson = { user: null, domain: null, source: '10.10.42.23' };

const DANSGUARDIAN_SPACES = written({
  1: {
    ...unknownPerson,
    time: '2011-12-13T07:38:50.000Z',
    host: 'backports.debian.org',
    action: 'blocked',
    category: 'Banned extension',
  },
  // A site on the exception list: let through. The columns of category and client name are empty.
  2: {
    ...unknownPerson,
    time: '2011-12-13T12:10:48.000Z',
    host: 'safebrowsing-cache.google.com',
    action: 'allowed',
    category: null,
  },
});

const DANSGUARDIAN_COMMAS = written({
  1: {
    time: '2016-01-08T19:46:10.000Z',
    user: 'fred',
    domain: null,
    source: '192.168.0.1',
    host: 'example.com',
    action: 'blocked',
    category: 'Pornography',
  },
});

/** squidGuard logs only what it sends elsewhere: REDIRECT is a refusal. `source/category/-`: the second is the list's name. */
const redirected = { user: null, domain: null, action: 'blocked' } as const;
const additional = { ...redirected, source: '172.17.0.1', category: 'additional' };
const testToDeny = (time: string): WebRequest => ({ ...additional, time, host: 'testtodeny.com' });

const SQUIDGUARD_USIEM = written({
  1: testToDeny('2021-02-14T00:00:24.000Z'),
  2: testToDeny('2021-02-14T00:00:32.000Z'),
  3: testToDeny('2021-02-14T00:00:47.000Z'),
  4: { ...additional, time: '2021-02-14T00:02:30.000Z', host: 'violence.com' },
  5: { ...additional, time: '2021-02-14T00:02:33.000Z', host: 'pornpage.com' },
});

const SQUIDGUARD_WALLIX = written({
  // Summer time in London: the wall clock is an hour ahead.
  1: {
    ...redirected,
    time: '2012-10-25T13:13:14.000Z',
    source: '10.10.30.17',
    host: 'static.videohub.com',
    category: 'adult',
  },
});

export const CONTENT_FILTERS: readonly SampleGroup[] = [
  { file: 'dansguardian-wallix.log', format: 'e2guardian-space', read: DANSGUARDIAN_SPACES },
  { file: 'dansguardian-format2-eterry.log', format: 'e2guardian-csv', read: DANSGUARDIAN_COMMAS },
  { file: 'squidguard-usiem.log', format: 'squidguard', read: SQUIDGUARD_USIEM },
  { file: 'squidguard-wallix.log', format: 'squidguard', read: SQUIDGUARD_WALLIX },
];
