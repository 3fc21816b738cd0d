import { severityWords } from '../normalise/derivations.js';
import { defineFormat } from '../normalise/format.js';

export default defineFormat({
  id: 'netsupport-dna',
  kind: 'capture',
  title: 'NetSupport DNA safeguarding phrases, CSV with a header',
  product: 'NetSupport DNA',
  layout: 'unconfirmed',
  source:
    'What the list of triggered phrases shows is said in the vendor’s film about safeguarding; no layout of a file is public.',
  frame: { by: 'header', delimiters: [',', ';', '\t'] },
  clock: 'local',
  recognise: { header: ['time', 'category', 'severity'], names: ['Phrase', 'Accuracy', 'Priority'] },
  fields: {
    time: {
      aliases: ['date and time', 'date/time', 'date', 'time', 'triggered'],
      with: [['time'], ['time zone']],
      as: 'time',
    },
    user: { aliases: ['user', 'username', 'user name', 'logged on user'], as: 'account' },
    device: { aliases: ['pc', 'pc name', 'device', 'computer'], as: 'text' },
    source: { aliases: ['source', 'trigger'], as: 'text' },
    category: { aliases: ['category'], as: 'text' },
    // Its words are from memory: that the last of four is as much as 5 is our own reading, so that nothing urgent is overlooked.
    severity: { aliases: ['priority'], as: severityWords({ low: 1, medium: 3, high: 4, urgent: 5, critical: 5 }) },
    status: { aliases: ['status'], as: 'text' },
    url: { aliases: ['url', 'web page'], as: 'text' },
    phrase: { aliases: ['phrase'], as: 'verbatim' },
    application: { aliases: ['application'], as: 'text' },
    windowTitle: { aliases: ['window title', 'title'], as: 'verbatim' },
    // What was typed around the phrase.
    notes: { aliases: ['context', 'typed context', 'notes'], as: 'verbatim' },
  },
  examples: [
    {
      what: 'words for the priority, the context over two lines, a record that is cut',
      file: [
        'Phrase,Category,Accuracy %,Priority,PC,Department,User,Application,Context,Date/Time',
        'made up,Self Harm,90,Urgent,FH-IT-01,Pupils,FERNHOLLOW\\toskelby,chrome,"all made',
        'up here",02/03/2026 10:00:05',
        'made up,Gambling,40,Low,FH-IT-01,Pupils,,chrome,made up,02/03/2026 10:00:06',
        'made up,Gambling,40,Medium,FH-IT-01,Pupils,toskelby,chrome,made up,02/03/2026 10:00:07',
        'made up,Gambling,40',
        'Total,3',
      ].join('\n'),
      rows: [
        {
          '@timestamp': '2026-03-02T10:00:05.000Z',
          'user.name': 'toskelby',
          'user.domain': 'fernhollow',
          'host.name': 'FH-IT-01',
          'process.name': 'chrome',
          'event.severity': 5,
          'fmreview.category': 'Self Harm',
          'fmreview.phrase': 'made up',
          'fmreview.notes': 'all made\nup here',
        },
        { 'user.name': null, 'event.severity': 1 },
        { 'event.severity': 3 },
      ],
      rejected: [{ line: 6, column: null, reason: 'wrong-number-of-fields' }],
    },
  ],
});
