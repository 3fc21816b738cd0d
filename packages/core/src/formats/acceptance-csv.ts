import { defineFormat } from '../normalise/format.js';

export default defineFormat({
  id: 'acceptance-csv',
  kind: 'acceptance',
  title: 'Who signed which agreement, CSV with a header',
  product: 'Signatures of the school',
  layout: 'documented',
  source: 'The template that fmreview template acceptance writes: columns are found by their names.',
  frame: { by: 'header', delimiters: [',', ';', '\t'] },
  clock: 'local',
  recognise: { header: ['agreement', 'signedOn'] },
  fields: {
    agreement: {
      aliases: ['agreement', 'agreement id'],
      as: 'text',
      help: 'the id of the agreement in the policy pack, such as ks2',
    },
    personId: {
      aliases: ['person id', 'admission number', 'employee id'],
      as: 'person-number',
      help: 'the number on the list of people; empty where the account stands beside it',
    },
    user: { aliases: ['account', 'username', 'user'], as: 'account', help: 'the account on the list of people' },
    signedOn: { aliases: ['signed on', 'date signed', 'accepted on'], as: 'date' },
    signedBy: { aliases: ['signed by', 'accepted by'], as: 'signer' },
  },
  examples: [
    {
      what: 'by number, by account, a day that cannot exist and a signer nobody knows',
      file: [
        'Agreement,Person ID,Account,Signed on,Signed by',
        'ks2,P1,,08/09/2025,parent',
        'staff,,bdolvane,2025-09-01,self',
        'ks2,P2,,31/09/2025,parent',
        'ks2,P3,,08/09/2025,grandmother',
        '',
      ].join('\r\n'),
      rows: [
        {
          'fmreview.agreement': 'ks2',
          'user.id': 'P1',
          'user.name': null,
          'fmreview.signed_on': '2025-09-08',
          'fmreview.signed_by': 'parent',
        },
        { 'fmreview.agreement': 'staff', 'user.id': null, 'user.name': 'bdolvane', 'fmreview.signed_by': 'self' },
      ],
      rejected: [
        { line: 4, column: 'signedOn', reason: 'not-a-date' },
        { line: 5, column: 'signedBy', reason: 'not-a-signer' },
      ],
    },
  ],
});
