import { defineFormat } from '../normalise/format.js';
import { BLUECOAT_ACTIONS, BLUECOAT_FIELDS } from '../normalise/products/bluecoat.js';
import { derive, TRANSFORMS } from '../normalise/transforms.js';

/** `date` and `time` are in UTC in every log of this product. */
const time = derive('TIMESTAMP', 'not-a-time', TRANSFORMS.time.sql, { isZoned: () => 'TRUE' });

export default defineFormat({
  id: 'bluecoat',
  kind: 'request',
  title: 'Blue Coat (Symantec, Broadcom) ProxySG and Cloud SWG log, key=value',
  product: 'Blue Coat ProxySG',
  layout: 'seen',
  source: 'techdocs.broadcom.com, Edge SWG: Access log formats; a custom log format with the field names as keys',
  frame: { by: 'pairs', between: ' ' },
  clock: 'local',
  syslogTime: true,
  recognise: { line: /^(?=.*(?:^| )c-ip=)(?=.*(?:^| )cs-host=)(?=.* s(?:c-filter-result|-action)=)/ },
  actions: BLUECOAT_ACTIONS,
  fields: { time: { aliases: ['date'], with: [['time']], as: time }, ...BLUECOAT_FIELDS },
  examples: [
    {
      what: 'the header’s time and the log’s own, a challenge to log on, a tunnel, marks or none, prose',
      exportedOn: '2026-07-01',
      file: [
        '<134>1 2026-06-30T09:15:00.000ZZ proxy1 bluecoat - splunk_format - c-ip=10.20.1.15 cs-bytes=6269 cs-categories="Education;Reference" cs-host=www.example.org cs-method=GET cs-uri-path=/a cs-uri-query="?q=angles" cs-uri-port=8080 cs-uri-scheme=http cs-User-Agent="Mozilla/5.0 (X11)" cs-username=FERNHOLLOW\\toskelby s-action=TCP_HIT serveripservice.name="Explicit HTTP" sc-bytes=9469 sc-filter-result=OBSERVED sc-status=200 c-url="http://filler.example.com/"',
        '<134>Jun 30 10:15:01 proxy1 bluecoat[0]: SPLV5.1 c-ip=2001:db8::15 cs-categories="Gambling" cs-host=bets.example.net cs-method=CONNECT cs-uri-path=/ cs-uri-query=- cs-uri-port=443 cs-uri-scheme=tcp cs-User-Agent=- cs-username=- s-action=TCP_DENIED sc-bytes=94 sc-filter-result=DENIED sc-status=403',
        '<134>Jun 30 12:00:00 proxy1 date=2026-06-30 time=09:15:02 c-ip=10.20.1.16 cs-categories="none" cs-host=www.example.com cs-method=GET cs-uri-path=- cs-uri-port=443 cs-uri-scheme=https cs-username=- s-action=TCP_DENIED sc-filter-result=DENIED sc-status=407',
        '<134>1 2026-06-30T09:15:03.000ZZ proxy1 ProxySG - - - Health check of a server went well"',
      ].join('\r\n'),
      rows: [
        {
          '@timestamp': '2026-06-30T09:15:00.000Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow',
          'source.ip': '10.20.1.15',
          'url.original': 'http://www.example.org:8080/a?q=angles',
          'url.domain': 'www.example.org',
          'http.request.method': 'GET',
          'http.response.status_code': 200,
          'http.response.bytes': 9469,
          'user_agent.original': 'Mozilla/5.0 (X11)',
          'event.action': 'OBSERVED',
          'fmreview.action': 'allowed',
          'fmreview.category': 'Education;Reference',
        },
        {
          '@timestamp': '2026-06-30T09:15:01.000Z',
          'user.name': null,
          'source.ip': '2001:db8::15',
          'url.original': 'tcp://bets.example.net:443/',
          'user_agent.original': null,
          'fmreview.action': 'blocked',
          'fmreview.category': 'Gambling',
        },
        {
          '@timestamp': '2026-06-30T09:15:02.000Z',
          'url.original': 'https://www.example.com',
          'event.action': 'DENIED 407',
          'fmreview.action': 'unknown',
          'fmreview.category': null,
        },
      ],
      rejected: [{ line: 4, column: null, reason: 'not-a-record' }],
    },
  ],
});
