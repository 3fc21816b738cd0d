import { severityWords } from '../normalise/derivations.js';
import { defineFormat } from '../normalise/format.js';

export default defineFormat({
  id: 'senso',
  kind: 'capture',
  title: 'Senso violation log, CSV with a header',
  product: 'Senso',
  layout: 'unconfirmed',
  source:
    'What the violation log shows is in the vendor’s help (Viewing and managing a log capture), the words for severity in the template of a detection library; no layout of a file is public.',
  frame: { by: 'header', delimiters: [',', ';', '\t'] },
  clock: 'local',
  recognise: { header: ['time', 'category', 'severity'], names: ['Rule set'] },
  fields: {
    time: {
      aliases: ['date and time', 'date/time', 'timestamp', 'captured', 'created', 'date', 'time'],
      with: [['time'], ['time zone']],
      as: 'time',
    },
    captureId: { aliases: ['violation id', 'capture id', 'id'], as: 'text' },
    user: { aliases: ['username', 'user name', 'user', 'logged in user'], as: 'account' },
    domain: { aliases: ['domain'], as: 'text' },
    device: { aliases: ['device name', 'device', 'computer'], as: 'text' },
    source: { aliases: ['context', 'detection type', 'violation type'], as: 'text' },
    category: { aliases: ['rule set', 'ruleset', 'detection library', 'library'], as: 'text' },
    severity: {
      aliases: ['severity'],
      as: severityWords({ low: 1, medium: 2, high: 3, urgent: 4, critical: 5 }),
    },
    status: { aliases: ['status', 'resolution', 'classification'], as: 'text' },
    url: { aliases: ['url', 'website url'], as: 'text' },
    phrase: { aliases: ['phrase', 'rule word', 'keyword'], as: 'verbatim' },
    application: { aliases: ['application'], as: 'text' },
    windowTitle: { aliases: ['caption', 'window title'], as: 'verbatim' },
    notes: { aliases: ['notes', 'note'], as: 'verbatim' },
  },
  examples: [
    {
      what: 'the five words for severity, the three of the status, an address in the place of the account',
      file: [
        'Date and time,Site,Device name,Device IP,Username,Application,Phrase,Severity,Rule set,Rule word,Status,Notes',
        '02/03/2026 10:00:05,Fern Hollow,FH-IT-01,10.20.1.15,FERNHOLLOW\\toskelby,notepad,"made, up",LOW,Profanity,made,False Positive,',
        '02/03/2026 10:00:06,Fern Hollow,FH-IT-01,10.20.1.15,toskelby@fernhollow.example,chrome,\'=made,MEDIUM,Bullying,made,Resolved,"looked at"',
        '02/03/2026 10:00:07,Fern Hollow,FH-IT-01,10.20.1.15,10.20.1.15,chrome,made,HIGH,Bullying,made,True Positive,',
        '02/03/2026 10:00:08,Fern Hollow,FH-IT-01,10.20.1.15,,chrome,made,URGENT,Suicide,made,,',
        '02/03/2026 10:00:09,Fern Hollow,FH-IT-01,10.20.1.15,,chrome,made,CRITICAL,Suicide,made,,',
        '02/03/2026 10:00:10,Fern Hollow,FH-IT-01,10.20.1.15,,chrome,made,DIRE,Suicide,made,,',
        '',
      ].join('\r\n'),
      rows: [
        {
          '@timestamp': '2026-03-02T10:00:05.000Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow',
          'host.name': 'FH-IT-01',
          'process.name': 'notepad',
          'event.severity': 1,
          'fmreview.category': 'Profanity',
          'fmreview.phrase': 'made, up',
          'fmreview.status': 'False Positive',
          'fmreview.grade': null,
          'fmreview.label': null,
        },
        {
          'user.domain': 'fernhollow.example',
          'event.severity': 2,
          'fmreview.phrase': '=made',
          'fmreview.status': 'Resolved',
          'fmreview.notes': 'looked at',
        },
        { 'user.name': null, 'event.severity': 3, 'fmreview.status': 'True Positive' },
        { 'event.severity': 4, 'fmreview.status': null },
        { 'event.severity': 5 },
      ],
      rejected: [{ line: 7, column: 'severity', reason: 'not-one-to-five' }],
    },
  ],
});
