import { defineFormat } from '../normalise/format.js';
import { BLUECOAT_ACTIONS, BLUECOAT_FIELDS } from '../normalise/products/bluecoat.js';

export default defineFormat({
  id: 'bluecoat-elff',
  kind: 'request',
  title: 'Blue Coat (Symantec, Broadcom) ProxySG and Cloud SWG access log, ELFF',
  product: 'Blue Coat ProxySG',
  layout: 'seen',
  source:
    'techdocs.broadcom.com, Edge SWG: Access log formats, main, bcreportermain_v1, bcreportercloud; W3C Extended Log File Format',
  frame: { by: 'header', delimiters: [' ', '\t'], mark: '#Fields:' },
  clock: 'utc',
  recognise: { header: ['time', 'url', 'sourceIp'], names: ['c-ip', 's-action'] },
  categories: 'bluecoat',
  actions: BLUECOAT_ACTIONS,
  fields: { time: { aliases: ['date'], with: [['time']], as: 'time' }, ...BLUECOAT_FIELDS },
  examples: [
    {
      what: 'the main layout: quoted values, parts of the address, a challenge to log on, comments between, a line cut short',
      file: [
        '#Software: SGOS 7.3.1.1',
        '#Version: 1.0',
        '#Start-Date: 2026-06-30 09:00:00',
        '#Date: 2026-06-30 09:00:00',
        '#Fields: date time time-taken c-ip sc-status s-action sc-bytes cs-bytes cs-method cs-uri-scheme cs-host cs-uri-port cs-uri-path cs-uri-query cs-username cs-auth-group cs(User-Agent) sc-filter-result cs-categories s-ip',
        '2026-06-30 09:15:00 48 10.20.1.15 200 TCP_NC_MISS 1242 969 GET https www.example.org 443 /a/b ?q=angles toskelby - "Mozilla/5.0 (X11; Linux x86_64)" OBSERVED "Education;Reference" 192.0.2.1',
        '2026-06-30 09:15:01 5 2001:db8::15 403 TCP_DENIED 94 96 CONNECT tcp bets.example.net 443 / - - - - DENIED "Gambling" 192.0.2.1',
        '#Remark: restarted',
        '2026-06-30 09:15:02 5 10.20.1.16 407 TCP_DENIED 94 96 GET http www.example.com 8080 / - - - "say ""hello""" DENIED none 192.0.2.1',
        '2026-06-30 09:15:03 5 10.20.1.16 407 TCP_DEN',
        '',
      ].join('\r\n'),
      rows: [
        {
          '@timestamp': '2026-06-30T09:15:00.000Z',
          'user.name': 'toskelby',
          'source.ip': '10.20.1.15',
          'url.original': 'https://www.example.org/a/b?q=angles',
          'http.request.method': 'GET',
          'http.response.status_code': 200,
          'http.response.bytes': 1242,
          'user_agent.original': 'Mozilla/5.0 (X11; Linux x86_64)',
          'event.action': 'OBSERVED',
          'fmreview.action': 'allowed',
          'fmreview.category': 'Education;Reference',
        },
        {
          'user.name': null,
          'source.ip': '2001:db8::15',
          'url.original': 'tcp://bets.example.net:443/',
          'fmreview.action': 'blocked',
          'fmreview.category': 'Gambling',
        },
        {
          'url.original': 'http://www.example.com:8080/',
          'user_agent.original': 'say "hello"',
          'fmreview.action': 'unknown',
          'fmreview.category': null,
        },
      ],
      rejected: [{ line: 10, column: null, reason: 'wrong-number-of-fields' }],
    },
    {
      what: 'a layout of one’s own: the address in one field, only the cache’s result, another order',
      file: [
        '#Fields: c-ip date time cs-userdn cs-uri s-action sc-status',
        '10.20.1.15 2026-03-02 09:00:00 FERNHOLLOW\\toskelby http://www.example.org:8080/a?q=angles TCP_HIT 200',
        '10.20.1.15 2026-03-02 09:00:01 - http://bets.example.net/ TCP_DENIED 403',
        '10.20.1.15 2026-03-02 09:00:02 - http://www.example.com/ TCP_ERR_MISS 503',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-03-02T09:00:00.000Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow',
          'url.original': 'http://www.example.org:8080/a?q=angles',
          'fmreview.action': 'allowed',
        },
        { 'user.name': null, 'url.domain': 'bets.example.net', 'fmreview.action': 'blocked' },
        { 'event.action': 'TCP_ERR_MISS', 'fmreview.action': 'unknown' },
      ],
    },
    {
      what: 'other columns from a later line on: what follows it is turned away, not misread',
      file: [
        '#Fields: date time c-ip cs-host s-action sc-status',
        '2026-03-02 09:00:00 10.20.1.15 www.example.org TCP_HIT 200',
        '#Fields: date time c-ip cs-host s-action sc-status',
        '2026-03-02 09:00:01 10.20.1.15 www.example.org TCP_HIT 200',
        '#Fields: date time cs-host c-ip s-action sc-status',
        '2026-03-02 09:00:02 www.example.org 10.20.1.15 TCP_HIT 200',
        '',
      ].join('\n'),
      rows: [
        { '@timestamp': '2026-03-02T09:00:00.000Z', 'source.ip': '10.20.1.15', 'url.domain': 'www.example.org' },
        { '@timestamp': '2026-03-02T09:00:01.000Z', 'source.ip': '10.20.1.15', 'url.domain': 'www.example.org' },
      ],
      rejected: [
        { line: 5, column: null, reason: 'another-header' },
        { line: 6, column: null, reason: 'another-header' },
      ],
    },
  ],
});
