import { accountOrName, severityWords } from '../normalise/derivations.js';
import { defineFormat } from '../normalise/format.js';

export default defineFormat({
  id: 'smoothwall-monitor',
  kind: 'capture',
  title: 'Smoothwall Monitor events, CSV with a header',
  product: 'Smoothwall Monitor',
  layout: 'unconfirmed',
  source:
    'Risk categories and levels from 1 to 5 are in the vendor’s help (Monitor Managed Service, About the dashboard); no layout of a file is public.',
  frame: { by: 'header', delimiters: [',', ';', '\t'] },
  clock: 'local',
  recognise: { header: ['time', 'category', 'grade'], names: ['Risk category', 'Risk level'] },
  fields: {
    time: {
      aliases: ['date and time', 'date/time', 'event date', 'event time', 'created', 'date', 'time'],
      with: [['time'], ['time zone']],
      as: 'time',
    },
    captureId: { aliases: ['event id', 'alert id', 'id'], as: 'text' },
    user: {
      aliases: ['username', 'user name', 'user', 'last name', 'surname'],
      with: [
        ['first name', 'forename'],
        ['last name', 'surname'],
      ],
      as: accountOrName,
    },
    domain: { aliases: ['domain'], as: 'text' },
    device: { aliases: ['device', 'device name', 'computer'], as: 'text' },
    category: { aliases: ['risk category'], as: 'text' },
    // Moderators of the service decide on the level of an event: it is a person's grade, not the severity of a word.
    grade: {
      aliases: ['risk level'],
      as: severityWords({ 'level 1': 1, 'level 2': 2, 'level 3': 3, 'level 4': 4, 'level 5': 5 }),
    },
    label: { aliases: ['risk profile', 'profile'], as: 'text' },
    status: { aliases: ['status', 'state'], as: 'text' },
    url: { aliases: ['url', 'website'], as: 'text' },
    phrase: { aliases: ['phrase', 'word or phrase', 'trigger'], as: 'verbatim' },
    application: { aliases: ['application'], as: 'text' },
    windowTitle: { aliases: ['window title'], as: 'verbatim' },
    notes: { aliases: ['notes', 'comments', 'moderator notes'], as: 'verbatim' },
  },
  examples: [
    {
      what: 'levels as numbers and as words, a user by name alone, a level that does not exist, a header again',
      file: [
        'Event ID,Event date,Username,Device,Risk category,Risk level,Status,Notes',
        'E1,02/03/2026 10:00:05,toskelby@fernhollow.example,FH-IT-01,Vulnerable Person,5,New,"seen, and told"',
        'E2,02/03/2026 10:00:06,Tavrin Oskelby,FH-IT-01,Bullying,Level 2,Actioned,',
        'Event ID,Event date,Username,Device,Risk category,Risk level,Status,Notes',
        'E3,02/03/2026 10:00:07,toskelby,FH-IT-01,Gambling,6,New,',
        '',
      ].join('\r\n'),
      rows: [
        {
          '@timestamp': '2026-03-02T10:00:05.000Z',
          'event.id': 'E1',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow.example',
          'host.name': 'FH-IT-01',
          'event.severity': null,
          'fmreview.grade': 5,
          'fmreview.category': 'Vulnerable Person',
          'fmreview.notes': 'seen, and told',
        },
        { 'user.name': 'tavrin oskelby', 'fmreview.grade': 2, 'fmreview.status': 'Actioned' },
      ],
      rejected: [{ line: 5, column: 'grade', reason: 'not-one-to-five' }],
    },
  ],
});
