/**
 * Cisco Web Security Appliance (AsyncOS user guide, "Access Log Files"). The ACL decision tag "indicates how the Web Proxy
 * handled the transaction"; the result code says mostly where the answer came from. So a BLOCK tag is a refusal even beside
 * TCP_MISS/200, and BLOCK_CONTINUE is the page that warns and lets one go on. TCP_DENIED is a refusal whatever the tag. NONE is
 * "an error in the transaction, for example a DNS failure or gateway timeout": neither permission nor refusal. OTHER means that
 * no rule decided; with an answer of the site (…MISS/201) the request was let through. The category is the first value of the
 * scanning verdict; `nc` is the vendor's word for none assigned and stays as it is written.
 */
import { linesFrom, type SampleGroup, written } from './reading.js';

/** The first column holds no epoch in any line: the header's time counts. */
const dated = { time: '2023-10-16T21:55:48.000Z', domain: null };
const allowed = { ...dated, action: 'allowed' } as const;
const blocked = { ...dated, action: 'blocked' } as const;

const CISCO_WSA = written(
  {
    1: { ...allowed, user: 'conner_fitzerald', source: '10.0.0.13', host: 'test_web.com', category: 'IW_swup' },
    // TCP_DENIED beside DEFAULT_CASE.
    2: { ...blocked, user: 'tom_lawrence', source: '10.0.0.12', host: 'test_web.net', category: 'nc' },
    // NONE/504.
    3: {
      ...dated,
      user: 'tom_lawrence',
      source: '10.0.0.2',
      host: 'test_web.net',
      action: 'unknown',
      category: 'nc',
    },
    10: { ...allowed, user: null, source: '10.0.0.6', host: 'test_web.net', category: 'IW_infr' },
    // BLOCK_AMW_RESP_URL beside TCP_MISS/200.
    11: { ...blocked, user: 'tom_lawrence', source: '10.0.0.12', host: 'test_web.net', category: 'IW_swup' },
    12: { ...allowed, user: null, source: '10.0.0.5', host: 'test_web.net', category: 'nc' },
    13: {
      ...blocked,
      user: 'alexei_romanov',
      source: '2001:b8f9:c5c2:f730::2',
      host: 'test_web.net',
      category: 'IW_swup',
    },
    14: { ...allowed, user: 'andy_lloyd', source: '2001:44c4:cf35:1b78::6', host: 'test_web.com', category: 'nc' },
    // The brackets of the verdict are escaped as in HTML.
    15: { ...allowed, user: null, source: '10.0.0.7', host: 'test_web.com', category: 'nc' },
    16: { ...allowed, user: 'alexei_romanov', source: '10.0.0.7', host: 'test_web.net', category: 'IW_infr' },
    // 17 and 18 are the fields that Cisco recommends for W3C logs: no brackets, and the column after the address is the server.
    17: {
      ...dated,
      user: null,
      source: '10.160.40.169',
      host: 'fls-na.amazon.com',
      action: 'warned',
      category: 'IW_shop',
    },
    18: { ...allowed, user: null, source: '10.160.40.169', host: 'www.google.com', category: 'IW_srch' },
    19: { ...allowed, user: null, source: '10.31.225.70', host: 'gwisp-us.splunkcloud.com', category: 'IW_saas' },
    20: { ...allowed, user: null, source: '10.31.225.70', host: 'www.google.com', category: 'IW_srch' },
    21: { ...allowed, user: null, source: '10.160.40.169', host: 'www.facebook.com', category: 'IW_snet' },
    22: { ...allowed, user: null, source: '10.160.40.169', host: 'www.google.com', category: 'IW_srch' },
  },
  [
    { lines: [4, 5, 8], why: 'traffic monitor: connections past the proxy, not web requests' },
    { lines: [...linesFrom(6, 7), 9], why: 'beginning of a log file: version and clock' },
  ],
);

export const CISCO_WSA_SAMPLES: readonly SampleGroup[] = [
  { file: 'cisco-wsa-sc4s.log', format: 'cisco-wsa', read: CISCO_WSA },
];
