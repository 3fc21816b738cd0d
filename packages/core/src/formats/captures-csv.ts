import { accountOrName, severityWords } from '../normalise/derivations.js';
import { defineFormat } from '../normalise/format.js';

export default defineFormat({
  id: 'captures-csv',
  kind: 'capture',
  title: 'Captures of a monitoring product, CSV with a header',
  product: 'Monitoring',
  layout: 'unconfirmed',
  source: 'No product publishes one layout for all: columns are found by their names.',
  frame: { by: 'header', delimiters: [',', ';', '\t'] },
  clock: 'local',
  recognise: { header: ['time', 'category', 'severity'] },
  generic: true,
  fields: {
    time: {
      aliases: [
        ...['created', 'time created', 'captured', 'capture time', 'date captured', 'date and time', 'date & time'],
        ...['date/time', 'datetime', 'timestamp', 'event time', 'alert time', 'date', 'time'],
      ],
      with: [
        ['time', 'time of day'],
        ['time zone', 'timezone', 'zone'],
      ],
      as: 'time',
    },
    received: { aliases: ['received', 'time received', 'received at', 'server time'], as: 'time' },
    graded: { aliases: ['graded at', 'time graded', 'reviewed at', 'date reviewed'], as: 'time' },
    captureId: { aliases: ['capture id', 'alert id', 'violation id', 'unique id', 'id'], as: 'text' },
    eventId: { aliases: ['event id', 'incident id'], as: 'text' },
    user: {
      aliases: [
        ...['username', 'user name', 'user', 'account', 'logon', 'login', 'logged in user', 'student', 'pupil'],
        ...['last name', 'surname'],
      ],
      with: [
        ['first name', 'forename'],
        ['last name', 'surname'],
      ],
      as: accountOrName,
    },
    domain: { aliases: ['domain', 'domain name'], as: 'text' },
    device: {
      aliases: ['device', 'device name', 'computer', 'computer name', 'pc', 'station', 'workstation', 'hostname'],
      as: 'text',
    },
    source: { aliases: ['source', 'capture source', 'context type', 'trigger type'], as: 'text' },
    category: {
      aliases: ['category', 'risk category', 'theme', 'library category', 'library', 'rule set'],
      as: 'text',
    },
    // Four or five words stand for as many numbers, from the least to the most.
    severity: {
      aliases: ['severity', 'library severity', 'severity score', 'priority', 'risk level', 'risk', 'level', 'score'],
      as: severityWords({ low: 1, medium: 3, moderate: 3, high: 4, urgent: 5, severe: 5, critical: 5 }),
    },
    grade: { aliases: ['grade', 'supervisor grade', 'graded severity', 'moderated severity'], as: 'one-to-five' },
    label: { aliases: ['label', 'service label', 'moderation'], as: 'text' },
    status: { aliases: ['status', 'state'], as: 'text' },
    url: { aliases: ['url', 'web address', 'website'], as: 'text' },
    phrase: { aliases: ['phrase', 'keyword', 'word or phrase', 'trigger', 'matched word'], as: 'verbatim' },
    application: { aliases: ['application', 'app', 'program'], as: 'text' },
    windowTitle: { aliases: ['window title', 'title', 'caption'], as: 'verbatim' },
    notes: { aliases: ['notes', 'comment', 'comments'], as: 'verbatim' },
  },
  examples: [
    {
      what: 'words for the severity, a grade beside it, no account but names, a note over two lines, a word that is none',
      file: [
        'Alert ID,Date,Time,First name,Last name,PC,Category,Keyword,Priority,Grade,Label,Notes',
        'A1,01/07/2026,10:00:05,Tavrin,Oskelby,FH-IT-01,Bullying,made up,High,2,Moderate,"seen',
        'and closed"',
        'A2,01/07/2026,10:00:06,Tavrin,Oskelby,FH-IT-01,Weapons,made up,critical,,,',
        'A3,01/07/2026,10:00:07,Tavrin,Oskelby,FH-IT-01,Weapons,made up,green,,,',
        '',
      ].join('\r\n'),
      rows: [
        {
          '@timestamp': '2026-07-01T09:00:05.000Z',
          'event.id': 'A1',
          'user.name': 'tavrin oskelby',
          'host.name': 'FH-IT-01',
          'event.severity': 4,
          'fmreview.category': 'Bullying',
          'fmreview.phrase': 'made up',
          'fmreview.grade': 2,
          'fmreview.label': 'Moderate',
          'fmreview.notes': 'seen\nand closed',
        },
        { 'event.id': 'A2', 'event.severity': 5, 'fmreview.grade': null, 'fmreview.label': null },
      ],
      rejected: [{ line: 5, column: 'severity', reason: 'not-one-to-five' }],
    },
    {
      what: 'numbers for the severity, an account beside the names, time in one column',
      file: [
        'Timestamp;Username;First name;Surname;Category;Severity;Status',
        '2026-03-02T10:00:05Z;FERNHOLLOW\\toskelby;Tavrin;Oskelby;Gambling;2;New',
        '2026-03-02T10:00:06Z;;Tavrin;Oskelby;Gambling;2;New',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-03-02T10:00:05.000Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow',
          'event.severity': 2,
          'fmreview.status': 'New',
        },
        { 'user.name': 'tavrin oskelby' },
      ],
    },
    {
      what: 'columns that any monitor has, which make it none of a known product',
      file: 'Time created,User,Category,Severity\n02/03/2026 10:00:05,toskelby,Bullying,High\n',
      rows: [{ 'user.name': 'toskelby', 'event.severity': 4, 'observer.product': 'Monitoring' }],
    },
  ],
});
