import { defineFormat } from '../normalise/format.js';

export default defineFormat({
  id: 'device-registry-csv',
  kind: 'device',
  title: 'List of devices, CSV with a header',
  product: 'Device registry',
  layout: 'unconfirmed',
  source: 'A list that the school or its IT provider makes: columns are found by their names.',
  frame: { by: 'header', delimiters: [',', ';', '\t'] },
  clock: 'local',
  recognise: { header: ['device', 'sourceIp', 'location'] },
  fields: {
    device: { aliases: ['device', 'device name', 'name', 'hostname', 'computer', 'station'], as: 'text' },
    type: { aliases: ['type', 'device type', 'kind', 'model'], as: 'text' },
    location: { aliases: ['location', 'room', 'site'], as: 'text' },
    sourceIp: { aliases: ['ip address', 'ip', 'address'], as: 'text' },
    shared: { aliases: ['shared', 'trolley', 'pool'], as: 'yes-or-no' },
    user: { aliases: ['assigned to', 'assigned user', 'owner', 'username', 'user', 'account'], as: 'account' },
    role: { aliases: ['for', 'role', 'used by'], as: 'role' },
    year: { aliases: ['year', 'year group', 'nc year'], as: 'year-group' },
    class: { aliases: ['class', 'registration group', 'form'], as: 'text' },
    checkedInOn: {
      aliases: ['last check-in', 'last check in', 'last seen', 'last contact', 'last online', 'last sync'],
      as: 'date',
      help: 'when the monitoring program on it was last heard of',
    },
    from: { aliases: ['from', 'issued', 'valid from', 'start date'], as: 'date' },
    to: { aliases: ['to', 'returned', 'valid to', 'end date'], as: 'date' },
    asOf: { aliases: ['as of', 'list date', 'snapshot date', 'correct on'], as: 'date' },
  },
  examples: [
    {
      what: 'a desktop and a line without a name',
      file: [
        'Device,Type,Location,IP address,Shared',
        'FH-IT-01,Desktop,IT suite,10.20.1.15,Yes',
        ',Laptop,Class 4A,10.20.2.9,No',
        '',
      ].join('\r\n'),
      rows: [{ 'host.name': 'FH-IT-01', 'host.type': 'Desktop', 'source.ip': '10.20.1.15', 'fmreview.shared': true }],
      rejected: [{ line: 3, column: 'device', reason: 'empty' }],
    },
  ],
});
