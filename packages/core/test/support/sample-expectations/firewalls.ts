/**
 * Firewalls log much that is no web request; only the lines of their web filters are (FortiOS log message reference: type utm,
 * subtype webfilter; PAN-OS syslog field descriptions: type THREAT, subtype url). Their clocks are local.
 */
import { linesFrom, type SampleGroup, written } from './reading.js';

/** Wall time of the syslog header in London, in summer: Oct 16 22:55:48 of the last year before the export. */
const HEADER_TIME = '2023-10-16T21:55:48.000Z';

const FORTIGATE = written(
  {
    // No eventtime and no tz: date and time of the device. `passthrough`: let through by the category's setting.
    2: {
      time: '2023-10-16T21:55:48.000Z',
      user: null,
      domain: null,
      source: '172.30.16.119',
      host: 'popo.wan.ijinshan.com',
      action: 'allowed',
      category: 'Information Technology',
    },
  },
  [
    { lines: [1, 3, 4], why: 'type=traffic: connections, not web requests' },
    { lines: [5], why: 'the request log of a load balancer in front of servers, not of a filter' },
  ],
);

/** Columns 2 and 7 hold no date: the header's time counts, and never column 22, another clock. */
const policyHit = {
  time: HEADER_TIME,
  user: 'david.poster',
  domain: 'pancademo',
  source: '10.154.7.14',
  host: 'emam.firefoxupdata.com',
  action: 'blocked',
  category: 'malware-sites',
} as const;

const PALO_ALTO_SC4S = written(
  {
    5: policyHit,
    6: policyHit,
    // `alert`: let through and logged. Column 34 is the category, column 76 the list of all.
    7: {
      time: HEADER_TIME,
      user: 'user',
      domain: null,
      source: '11.11.111.11',
      host: 'subdomain.domain.com',
      action: 'allowed',
      category: 'business-and-economy',
    },
  },
  [
    { lines: [...linesFrom(1, 3), 8, 9], why: 'type TRAFFIC' },
    { lines: [4], why: 'type CONFIG' },
    { lines: [10, 11], why: 'type HIPMATCH' },
    { lines: [12], why: 'type GLOBALPROTECT' },
    { lines: [13, 14, 16], why: 'type SYSTEM' },
    { lines: [15], why: 'type USERID' },
    { lines: [17, 18], why: 'type DECRYPTION' },
  ],
);

const PALO_ALTO_CRIBL = written(
  {
    // Forty-two columns: what was appended later is not needed to read a request.
    13: {
      time: '2021-07-20T22:59:02.000Z',
      user: null,
      domain: null,
      source: '10.14.6.57',
      host: 'cribl.io',
      action: 'allowed',
      category: 'not-defined',
    },
  },
  [
    { lines: [1], why: 'type GLOBALPROTECT' },
    { lines: linesFrom(2, 5), why: 'type SYSTEM' },
    { lines: [6], why: 'type CORRELATION' },
    { lines: linesFrom(7, 10), why: 'type TRAFFIC' },
    { lines: [11], why: 'type CONFIG' },
    { lines: [12], why: 'type HIPMATCH' },
  ],
);

const PALO_ALTO_WAZUH = written({}, [{ lines: linesFrom(1, 4), why: 'type TRAFFIC, every value masked' }]);

const BARRACUDA = written({}, [
  { lines: [1], why: 'logType=WF: a firewall in front of web applications, attacks from outside' },
]);

export const FIREWALLS: readonly SampleGroup[] = [
  { file: 'fortigate-sc4s.log', format: 'fortigate', read: FORTIGATE },
  { file: 'paloalto-sc4s.log', format: 'paloalto-url', read: PALO_ALTO_SC4S },
  { file: 'paloalto-cribl.log', format: 'paloalto-url', read: PALO_ALTO_CRIBL },
  { file: 'paloalto-wazuh.log', format: null, read: PALO_ALTO_WAZUH },
  { file: 'barracuda-sc4s.log', format: null, read: BARRACUDA },
];
