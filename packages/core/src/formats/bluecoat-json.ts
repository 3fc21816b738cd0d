import { defineFormat } from '../normalise/format.js';
import { BLUECOAT_ACTIONS, BLUECOAT_FIELDS } from '../normalise/products/bluecoat.js';

export default defineFormat({
  id: 'bluecoat-json',
  kind: 'request',
  title: 'Blue Coat (Symantec, Broadcom) Cloud SWG access log, JSON',
  product: 'Broadcom Cloud SWG',
  layout: 'seen',
  source:
    'docs.sekoia.io, Broadcom Cloud Secure Web Gateway; field names of techdocs.broadcom.com, Cloud SWG: Access log formats',
  frame: { by: 'json' },
  clock: 'utc',
  recognise: { line: /^(?=.*"c-ip" ?:)(?=.*"cs-host" ?:).*"s(?:c-filter-result|-action)" ?:/ },
  categories: 'bluecoat',
  actions: BLUECOAT_ACTIONS,
  fields: { time: { aliases: ['date'], with: [['time']], as: 'time' }, ...BLUECOAT_FIELDS },
  examples: [
    {
      what: 'categories joined by semicolons, numbers as text or not, a challenge to log on, a line cut short',
      file: [
        '{"x-bluecoat-request-tenant-id":"1","date":"2026-06-30","time":"09:15:00","time-taken":"21","c-ip":"10.20.1.15","cs-userdn":"FERNHOLLOW\\\\toskelby","x-exception-id":"-","sc-filter-result":"OBSERVED","cs-categories":"Education;Web Ads/Analytics","cs(Referer)":"-","sc-status":"200","s-action":"TCP_NC_MISS","cs-method":"GET","cs-uri-scheme":"https","cs-host":"www.example.org","cs-uri-port":"8443","cs-uri-path":"/a","cs-uri-query":"?q=angles","cs(User-Agent)":"Mozilla/5.0 (X11)","sc-bytes":"835","x-client-device-name":"FH-IT-01"}',
        '{"date":"2026-06-30","time":"09:15:01","c-ip":"2001:db8::15","cs-userdn":"-","sc-filter-result":"DENIED","cs-categories":"Gambling","sc-status":403,"s-action":"TCP_DENIED","cs-method":"CONNECT","cs-uri-scheme":"tcp","cs-host":"bets.example.net","cs-uri-port":443,"cs-uri-path":"/","cs-uri-query":"-","cs(User-Agent)":"-","sc-bytes":39}',
        '{"date":"2026-06-30","time":"09:15:02","c-ip":"10.20.1.16","cs-userdn":"-","sc-filter-result":"DENIED","cs-categories":"none","sc-status":"407","s-action":"TCP_DENIED","cs-method":"GET","cs-uri-scheme":"http","cs-host":"www.example.com","cs-uri-port":"80","cs-uri-path":"/"}',
        '{"date":"2026-06-30","time":"09:15:03","c-ip":"10.20.1.16","cs-host":"www.exam',
      ].join('\r\n'),
      rows: [
        {
          '@timestamp': '2026-06-30T09:15:00.000Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow',
          'source.ip': '10.20.1.15',
          'host.name': 'FH-IT-01',
          'url.original': 'https://www.example.org:8443/a?q=angles',
          'http.request.method': 'GET',
          'http.response.status_code': 200,
          'http.response.bytes': 835,
          'user_agent.original': 'Mozilla/5.0 (X11)',
          'fmreview.action': 'allowed',
          'fmreview.category': 'Education;Web Ads/Analytics',
        },
        {
          'user.name': null,
          'source.ip': '2001:db8::15',
          'url.domain': 'bets.example.net',
          'http.response.status_code': 403,
          'http.response.bytes': 39,
          'fmreview.action': 'blocked',
        },
        { 'url.original': 'http://www.example.com/', 'fmreview.action': 'unknown', 'fmreview.category': null },
      ],
      rejected: [{ line: 4, column: null, reason: 'not-json' }],
    },
  ],
});
