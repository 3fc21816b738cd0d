/**
 * Web gateways that write named values: Zscaler (help.zscaler.com, NSS feed output format: web logs), Sophos Web Appliance
 * (Interpreting Log Files), Forcepoint (SIEM integration: keys), Blue Coat (ELFF field names).
 */
import { linesFrom, type SampleGroup, written } from './reading.js';

const HEADER_TIME = '2023-10-16T21:55:48.000Z';

/** The name is a mail address: an account and its domain. ClientIP is the computer, clientpublicIP the school's way out. */
const zscaler = {
  time: '2023-10-16T21:55:48.000Z',
  user: 'first.last',
  domain: 'example.com',
  source: '192.168.0.38',
  action: 'allowed',
  category: 'UK_ALLOW_Pharmacies',
} as const;

const ZSCALER = written(
  {
    // The host of `url`, as in the request; what stands before an @ is a name, not a host.
    1: { ...zscaler, host: 'example.com' },
    3: { ...zscaler, host: '4171764.fls.doubleclick.net' },
  },
  [
    { lines: [2], why: 'cut after the time' },
    { lines: [4], why: 'prose: a warning of the log server itself' },
    { lines: [...linesFrom(5, 7), 9, 10], why: 'cut JSON of another product (private access)' },
    { lines: [8], why: 'counters of a connector of another product (private access)' },
    { lines: [11], why: "audit of an administrator's sign-out" },
  ],
);

const SOPHOS_WEB_APPLIANCE = written({
  // `t` is the epoch in UTC and wins over the header; `req` holds the address, `dom` only its domain; act=1 is allowed.
  1: {
    time: '2023-10-16T22:55:48.000Z',
    user: 'johnsmith',
    domain: 'domain',
    source: '10.99.115.13',
    host: 'www.google.ca',
    action: 'allowed',
    category: '0x220000002a',
  },
});

const FORCEPOINT = written({
  // The user is LDAP://server path/name, a comma of the name escaped. No time of its own.
  1: {
    time: HEADER_TIME,
    user: 'test, test_name',
    source: '10.0.0.4',
    host: 'test_web.com',
    action: 'allowed',
    category: '755',
  },
});

/** The header states UTC, though with its letter twice. cs-host is the host of the request; OBSERVED is let through. */
const bluecoat = {
  time: '2023-10-16T22:55:48.000Z',
  user: 'user4',
  domain: null,
  source: '192.0.0.6',
  host: 'gg.hhh.iii.com',
  action: 'allowed',
  category: 'unavailable',
} as const;

const BLUECOAT = written({ 1: bluecoat, 2: bluecoat }, [{ lines: [3], why: 'prose' }]);

export const WEB_GATEWAYS: readonly SampleGroup[] = [
  { file: 'zscaler-sc4s.log', format: 'zscaler-tab', read: ZSCALER },
  { file: 'sophos-webappliance-sc4s.log', format: 'sophos-web-appliance', read: SOPHOS_WEB_APPLIANCE },
  { file: 'forcepoint-sc4s.log', format: 'forcepoint', read: FORCEPOINT },
  { file: 'bluecoat-sc4s.log', format: 'bluecoat', read: BLUECOAT },
];
