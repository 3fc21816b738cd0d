import { defineFormat } from '../normalise/format.js';
import { OTHER_SUBTYPES, OTHER_TYPES, PALO_ALTO_ACTIONS, upperMethod } from '../normalise/products/paloalto.js';

/** With and without a space before the value. */
const said = (key: string, values: readonly string[]) =>
  values.flatMap((value) => [`"${key}":"${value}"`, `"${key}": "${value}"`]);

export default defineFormat({
  id: 'paloalto-json',
  kind: 'request',
  title: 'Palo Alto Networks Strata Logging Service, URL log as JSON',
  product: 'Palo Alto Networks PAN-OS',
  layout: 'documented',
  source: 'docs.paloaltonetworks.com, Strata Logging Service, "URL HTTPS Fields"',
  frame: { by: 'json' },
  clock: 'local',
  syslogTime: true,
  recognise: {
    line: /"LogType" *: *"THREAT"(?=.*"Sub[tT]ype" *: *"url")|"Sub[tT]ype" *: *"url"(?=.*"LogType" *: *"THREAT")/,
  },
  otherLogs: {
    unless: [...said('Subtype', ['url']), ...said('SubType', ['url'])],
    when: [...said('LogType', OTHER_TYPES), ...said('Subtype', OTHER_SUBTYPES)],
  },
  categories: 'paloalto',
  actions: PALO_ALTO_ACTIONS,
  fields: {
    time: { aliases: ['TimeGenerated', 'TimeReceived'], as: 'time' },
    user: { aliases: ['SourceUser', 'SourceUserName'], as: 'account' },
    sourceIp: { aliases: ['SourceAddress'], as: 'text' },
    device: { aliases: ['SourceDeviceHost'], as: 'text' },
    url: { aliases: ['URL'], as: 'text' },
    category: { aliases: ['URLCategory'], as: 'text' },
    action: { aliases: ['Action'], as: 'text' },
    rule: { aliases: ['Rule'], as: 'text' },
    method: { aliases: ['HTTPMethod'], as: upperMethod },
    userAgent: { aliases: ['UserAgent'], as: 'text' },
  },
  examples: [
    {
      what: 'times in UTC, nothing as null and as nothing, another log, a line cut short',
      file: [
        '{"TimeReceived":"2026-07-06T09:00:04.000000Z","LogType":"THREAT","Subtype":"url","TimeGenerated":"2026-07-06T09:00:00.000000Z","SourceAddress":"10.20.1.15","Rule":"Pupils","SourceUser":"fernhollow\\\\toskelby","Action":"alert","URL":"www.example.org/a?q=1&u=https://x.example.net/","URLCategory":"news","UserAgent":"Mozilla/5.0","HTTPMethod":"get","SourceDeviceHost":null}',
        '{"TimeReceived":"2026-07-06T09:00:05.000000Z","LogType":"THREAT","Subtype":"url","TimeGenerated":"2026-07-06T09:00:01.000000Z","SourceAddress":"2001:db8::15","SourceUser":"","Action":"block-url","URL":"bets.example.net:8443/","URLCategory":"gambling","SourceDeviceHost":"FH-IT-01"}',
        '{"TimeReceived":"2026-07-06T09:00:06.000000Z","LogType":"TRAFFIC","Subtype":"end","SourceAddress":"10.20.1.15"}',
        '{"TimeReceived":"2026-07-06T09:00:07.000000Z","LogType":"THREAT"',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-07-06T09:00:00.000Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow',
          'host.name': null,
          'url.domain': 'www.example.org',
          'http.request.method': 'GET',
          'fmreview.action': 'allowed',
          'fmreview.category': 'news',
        },
        {
          'user.name': null,
          'source.ip': '2001:db8::15',
          'host.name': 'FH-IT-01',
          'url.domain': 'bets.example.net',
          'fmreview.action': 'blocked',
        },
      ],
      rejected: [{ line: 4, column: null, reason: 'not-json' }],
    },
  ],
});
