import { defineFormat } from '../normalise/format.js';
import { derive } from '../normalise/transforms.js';

const pupil = (rest: string) => `{"id":"A1","upi":"x","mis_id":"77","forename":"Tavrin","surname":"Oskelby",${rest}}`;
const education =
  '"education_details":{"data":{"admission_number":"1042","upn":"A123456789012","current_nc_year":"4","leaving_date":null}}';

export default defineFormat({
  id: 'wonde',
  kind: 'membership',
  title: 'Wonde students or employees, JSON of the interface',
  product: 'Wonde',
  layout: 'unconfirmed',
  source: 'The answer of the vendor’s interface (docs.wonde.com); names of fields from memory, no sample is public.',
  frame: { by: 'objects' },
  clock: 'local',
  recognise: { line: /^\{(?=.*"mis_id"\s*:)(?=.*"surname"\s*:)(?=.*"(?:education|employment)_details"\s*:)/ },
  fields: {
    // Only pupils have details of education, only employees those of employment: whoever has neither is rejected.
    role: {
      aliases: ['education_details'],
      with: [['employment_details']],
      as: derive('VARCHAR', 'not-a-role', (raw, { others: [employment = 'NULL'] }) => {
        const has = (details: string) => `coalesce(${details}, '') <> ''`;
        return `CASE WHEN ${has(raw)} THEN 'pupil' WHEN ${has(employment)} THEN 'staff' ELSE '' END`;
      }),
    },
    personId: { aliases: ['education_details.data.admission_number', 'mis_id'], as: 'person-number' },
    firstName: { aliases: ['forename', 'legal_forename'], as: 'text' },
    lastName: { aliases: ['surname', 'legal_surname'], as: 'text' },
    email: { aliases: ['contact_details.data.emails.email', 'contact_details.data.emails.work'], as: 'mail' },
    year: { aliases: ['education_details.data.current_nc_year', 'year.data.code'], as: 'year-group' },
    from: { aliases: ['education_details.data.admission_date.date'], as: 'date' },
    to: { aliases: ['education_details.data.leaving_date.date'], as: 'date' },
  },
  examples: [
    {
      what: 'on one line: pupil, employee, somebody of neither sort, braces inside a text, a record that is cut',
      file: `{"data":[${pupil(`${education},"contact_details":{"data":{"emails":{"email":"toskelby@fernhollow.example"}}}`)},{"id":"E1","mis_id":"8","forename":"Bre}nka \\"B\\"","surname":"Dolvane","employment_details":{"data":{}}},{"id":"X","mis_id":"9","forename":"Odd","surname":"One","education_details":null,"employment_details":null},{"id":"A2","mis_id":"10","forename":"Mor`,
      rows: [
        {
          'user.id': '1042',
          'user.name': null,
          'user.email': 'toskelby@fernhollow.example',
          'user.full_name': 'Tavrin Oskelby',
          'fmreview.role': 'pupil',
          'fmreview.year': '4',
          'fmreview.to': null,
        },
        { 'user.id': '8', 'user.full_name': 'Bre}nka "B" Dolvane', 'fmreview.role': 'staff' },
      ],
      // Objects that share a line are counted as if each began one.
      rejected: [
        { line: 3, column: 'role', reason: 'empty' },
        { line: 4, column: null, reason: 'not-json' },
      ],
    },
    {
      what: 'over several lines: a record has the number of the line on which it begins, which page it is does not count',
      file: [
        '{',
        '  "data": [',
        '    {',
        '      "id": "A1", "mis_id": "77",',
        '      "forename": "Tavrin", "surname": "Oskelby",',
        `      ${education.replace('null', '{"date":"2026-03-31 00:00:00.000000","timezone_type":3,"timezone":"Europe/London"}')}`,
        '    },',
        '    {',
        '      "id": "A2", "mis_id": "78", "forename": "Morvath", "surname": "Ellspar",',
        '      "education_details": { "data": { "current_nc_year": "four" } }',
        '    }',
        '  ],',
        '  "meta": { "pagination": { "next": null, "more": false } }',
        '}',
        '',
      ].join('\r\n'),
      rows: [{ 'user.id': '1042', 'fmreview.year': '4', 'fmreview.to': '2026-03-31' }],
      rejected: [{ line: 8, column: 'year', reason: 'not-a-year-group' }],
    },
  ],
});
