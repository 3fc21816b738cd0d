import { defineFormat } from '../normalise/format.js';
import { derive } from '../normalise/transforms.js';

/**
 * Nothing is in marks, and an address may hold what looks like any key: it ends before the last category, and only what stands
 * behind the action is searched for keys, up to the browser’s name.
 */
const RECORD =
  '^([^,]*),URL_LOG_ENTRY,(?:.*?,)?URL=(.*),CATEGORIES_NAMES=(.*?),ACTION=([^,]*)(,.*?)?(?:,USER_AGENT=(.*?))?(?:,CONTENT_TYPE=[^,]*)?(?:,BYTES=([0-9]*))?$';

/** Up to the comma before the next key in capitals. */
const keyed = (key: string) =>
  derive('VARCHAR', null, (raw) => `regexp_extract(${raw}, ',${key}=(.*?)(?:,[A-Z][A-Z_]*=|$)', 1)`);

export default defineFormat({
  id: 'iboss',
  kind: 'request',
  title: 'iboss, URL log over syslog',
  product: 'iboss',
  layout: 'documented',
  source: 'Published parsers of a log service for the entries URL_LOG_ENTRY; the vendor’s own page is not public',
  frame: { by: 'pattern', pattern: RECORD },
  clock: 'local',
  dateOrder: 'month-first',
  syslogTime: true,
  recognise: { line: /,URL_LOG_ENTRY,(?:.*,)?URL=/ },
  categories: 'iboss',
  // A request to connect says nothing of whether it was let through.
  actions: { 'connect request': 'unknown' },
  fields: {
    time: { at: 1, as: 'time' },
    user: { at: 5, as: keyed('USER') },
    sourceIp: { at: 5, as: keyed('SRC_IPADDR') },
    device: { at: 5, as: keyed('COMP_NAME') },
    url: { at: 2, as: 'text' },
    category: { at: 3, as: 'text' },
    action: { at: 4, as: 'text' },
    method: { at: 5, as: keyed('REQUEST_METHOD') },
    bytes: { at: 7, as: 'whole-number' },
    userAgent: { at: 6, as: 'text' },
  },
  examples: [
    {
      what: 'month first, commas in values, every word of action, nobody logged on, a line cut short',
      file: [
        '07/06/2026 10:00:00 AM,URL_LOG_ENTRY,URL_LOG_ID=1,IBOSS=fh-gate,URL=https://www.example.org/a,b?c=d,e=f,CATEGORIES_NAMES=Education,News,ACTION=Allowed,SRC_IPADDR=10.20.1.15,COMP_NAME=FH-IT-01,USER=toskelby@fernhollow.example,REQUEST_METHOD=GET,USER_AGENT=Mozilla/5.0 (X11; like, Gecko),CONTENT_TYPE=text/html,BYTES=512',
        '07/13/2026 01:00:01 PM,URL_LOG_ENTRY,URL_LOG_ID=2,IBOSS=fh-gate,URL=bets.example.net:8080/in,CATEGORIES_NAMES=Gambling,ACTION=Blocked,SRC_IPADDR=2001:db8::15,COMP_NAME=,USER=,REQUEST_METHOD=CONNECT,USER_AGENT=,CONTENT_TYPE=,BYTES=0',
        '07/06/2026 10:00:02 AM,URL_LOG_ENTRY,URL_LOG_ID=3,IBOSS=fh-gate,URL=games.example.com/,CATEGORIES_NAMES=Games,ACTION=Soft-blocked,SRC_IPADDR=10.20.1.16,COMP_NAME=FH-IT-02,USER=bdolvane,REQUEST_METHOD=GET,USER_AGENT=x,CONTENT_TYPE=,BYTES=1',
        '07/06/2026 10:00:03 AM,URL_LOG_ENTRY,URL_LOG_ID=4,IBOSS=fh-gate,URL=www.example.org,CATEGORIES_NAMES=,ACTION=RBI Redirect,SRC_IPADDR=10.20.1.16,USER=bdolvane,BYTES=1',
        '07/06/2026 10:00:04 AM,URL_LOG_ENTRY,URL_LOG_ID=5,IBOSS=fh-gate,URL=www.example.org:443,CATEGORIES_NAMES=,ACTION=Connect Request,SRC_IPADDR=10.20.1.16,USER=bdolvane,BYTES=1',
        '07/06/2026 10:00:05 AM,URL_LOG_ENTRY,URL_LO',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-07-06T09:00:00.000Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow.example',
          'source.ip': '10.20.1.15',
          'host.name': 'FH-IT-01',
          'url.original': 'https://www.example.org/a,b?c=d,e=f',
          'http.response.bytes': 512,
          'user_agent.original': 'Mozilla/5.0 (X11; like, Gecko)',
          'fmreview.action': 'allowed',
          'fmreview.category': 'Education,News',
        },
        {
          '@timestamp': '2026-07-13T12:00:01.000Z',
          'user.name': null,
          'host.name': null,
          'source.ip': '2001:db8::15',
          'url.domain': 'bets.example.net',
          'fmreview.action': 'blocked',
        },
        { 'user.name': 'bdolvane', 'fmreview.action': 'warned' },
        { 'url.domain': 'www.example.org', 'fmreview.action': 'flagged', 'fmreview.category': null },
        { 'event.action': 'Connect Request', 'fmreview.action': 'unknown' },
      ],
      rejected: [{ line: 6, column: null, reason: 'not-a-record' }],
    },
    {
      what: 'an address that holds what looks like the other keys',
      file: '07/06/2026 10:00:00 AM,URL_LOG_ENTRY,URL_LOG_ID=1,IBOSS=fh-gate,URL=http://bets.example.net/?q=x,CATEGORIES_NAMES=Education,ACTION=Allowed,SRC_IPADDR=10.9.9.9,COMP_NAME=PC,USER=head,Z=1,CATEGORIES_NAMES=Gambling,ACTION=Blocked,SRC_IPADDR=10.20.1.15,COMP_NAME=FH-IT-01,USER=toskelby,REQUEST_METHOD=GET,USER_AGENT=Mozilla/5.0 (X11),CONTENT_TYPE=text/html,BYTES=512',
      rows: [
        {
          'user.name': 'toskelby',
          'source.ip': '10.20.1.15',
          'host.name': 'FH-IT-01',
          'url.domain': 'bets.example.net',
          'http.request.method': 'GET',
          'http.response.bytes': 512,
          'user_agent.original': 'Mozilla/5.0 (X11)',
          'fmreview.action': 'blocked',
          'fmreview.category': 'Gambling',
        },
      ],
    },
    {
      what: 'years of two digits, behind a priority',
      file: '<134>07/06/26 12:00:00 AM,URL_LOG_ENTRY,URL_LOG_ID=1,IBOSS=fh-gate,URL=www.example.org/,CATEGORIES_NAMES=News,ACTION=Allowed,SRC_IPADDR=10.20.1.15,COMP_NAME=FH-IT-01,USER=toskelby,REQUEST_METHOD=GET,USER_AGENT=x,CONTENT_TYPE=text/html,BYTES=512',
      rows: [{ '@timestamp': '2026-07-05T23:00:00.000Z', 'user.name': 'toskelby' }],
    },
  ],
});
