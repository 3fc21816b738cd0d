import {
  E2GUARDIAN_ACTIONS,
  e2guardianAction,
  e2guardianAddress,
  e2guardianDevice,
  e2guardianTime,
} from '../normalise/e2guardian.js';
import { defineFormat } from '../normalise/format.js';

export default defineFormat({
  id: 'e2guardian-csv',
  kind: 'request',
  title: 'E2Guardian and DansGuardian logfileformat 2, every field in quotation marks',
  product: 'E2Guardian',
  layout: 'seen',
  source: 'e2guardian, configs/e2guardian.conf.in and src/FatController.cpp',
  export: [
    'Find the file that `loglocation` in e2guardian.conf names; /var/log/e2guardian/access.log is usual.',
    'Copy it.',
  ],
  // DansGuardian 2.8 stops after the size, 2.9 after the browser; E2Guardian goes on with four. Marks inside are not doubled.
  frame: { by: 'columns', delimiter: ',', least: 7, most: 21, quotes: 'always' },
  clock: 'local',
  recognise: {
    line: /^"\d{4}\.\d{1,2}\.\d{1,2} \d{1,2}:\d{2}:\d{2}(?: \d{9,10}\.\d+)?","[^"]*","[^"]*","[^"]*:\/\/.*","[A-Z-]+","\d/,
  },
  categories: 'squid-lists',
  actions: E2GUARDIAN_ACTIONS,
  fields: {
    time: { at: 1, as: e2guardianTime },
    user: { at: 2, as: 'account' },
    sourceIp: { at: 3, as: e2guardianAddress },
    url: { at: 4, as: 'text' },
    action: { at: 5, with: [11], as: e2guardianAction },
    method: { at: 6, as: 'text' },
    bytes: { at: 7, as: 'whole-number' },
    category: { at: 9, as: 'text' },
    status: { at: 11, as: 'whole-number' },
    device: { at: 13, with: [3], as: e2guardianDevice },
    rule: { at: 14, as: 'text' },
    userAgent: { at: 15, as: 'text' },
    contentType: { at: 12, as: 'text' },
  },
  examples: [
    {
      what: '7, 15 and 19 columns, dates without zeros, marks inside a field, another language, an epoch, two broken lines',
      file: [
        '"2026.6.30 10:15:00","toskelby","10.20.1.15","https://www.example.org:443/a?q=b,c","-","GET","5120","0","-","1","200","text/html","fh-it-01","pupils","Browser/1.0 (of, a "sort")"',
        '"2026.1.5 9:15:01","","2001:db8::15","http://bets.example.net","*DENIED* Blocked site: bets.example.net","GET","0","0","Gambling","1","403","-","-","pupils","Browser/1.0","-","-","-","-"',
        '"2026.1.5 9:15:02 1767604502.250","bdolvane","10.20.1.15","http://bets.example.net","*Gesperrt* Grund","GET","0","0","Gambling","1","403","-","10.20.1.15","pupils","-","-","-","-","-"',
        '"2006.2.4 9:00:03","10.20.1.15","10.20.1.15","http://www.example.org","","GET","512"',
        '"2026.1.5 9:15:04","bdolvane","10.20.1.15","http://bets.ex',
        '"2026.1.5 9:15:05","bdolvane","10.20.1.15"',
        '',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-06-30T09:15:00.000Z',
          'user.name': 'toskelby',
          'source.ip': '10.20.1.15',
          'host.name': 'fh-it-01',
          'url.original': 'https://www.example.org:443/a?q=b,c',
          'url.domain': 'www.example.org',
          'rule.name': 'pupils',
          'user_agent.original': 'Browser/1.0 (of, a "sort")',
          'fmreview.action': 'allowed',
          'fmreview.category': null,
        },
        {
          '@timestamp': '2026-01-05T09:15:01.000Z',
          'user.name': null,
          'source.ip': '2001:db8::15',
          'event.action': '403 *DENIED*',
          'fmreview.action': 'blocked',
          'fmreview.category': 'Gambling',
        },
        {
          '@timestamp': '2026-01-05T09:15:02.250Z',
          'host.name': null,
          'event.action': '403 *Gesperrt*',
          'fmreview.action': 'blocked',
        },
        { 'user.name': null, 'event.action': 'no mark', 'fmreview.action': 'allowed' },
      ],
      rejected: [
        { line: 5, column: null, reason: 'quote-not-closed' },
        { line: 6, column: null, reason: 'wrong-number-of-fields' },
      ],
    },
  ],
});
