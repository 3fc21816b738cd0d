// A draft is held to what a person finds in a document: to the shipped packs, clause by clause, and to a small invented
// policy that reads the same in every form. What no policy can be made from is refused in words.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, describe, expect, it } from 'vitest';
import { AppError, checkPolicy, draftPolicy, type PolicyDraft, packText, policyId, wordingText } from '../src/index.js';
import { loadPolicy } from '../src/map/policy.js';
import { documentOf, PACKS, type PackId } from './support/policy-documents.js';
import { fc, runs } from './support/properties.js';
import { asDocx, asHtml, asMarkdown, asText, zip } from './support/small-policy.js';

const folder = mkdtempSync(path.join(tmpdir(), 'draft-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function fileOf(name: string, content: string | Buffer): string {
  const file = path.join(folder, `${++files}-${name}`);
  writeFileSync(file, content);
  return file;
}

const draftOf = (name: string, content: string | Buffer): Promise<PolicyDraft> =>
  draftPolicy(fileOf(name, content), 'drafted');

function packOf(draft: PolicyDraft, id = 'drafted') {
  const file = path.join(folder, `${id}.yaml`);
  writeFileSync(file, packText({ ...draft, id }));
  return { file, policy: loadPolicy(file) };
}

const range = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** Lines of each document on which a clause of the shipped pack stands, by agreement: counted by hand. */
const CLAUSE_LINES: Readonly<Record<PackId, Readonly<Record<string, readonly number[]>>>> = {
  'westfield-pupils-parents': {
    pupils: [9, ...range(15, 21), ...range(25, 29), ...range(33, 38)],
    parents: range(42, 45),
  },
  valence: {
    principles: range(17, 19),
    'staff-governors-visitors': range(39, 56),
    ks2: range(73, 89),
    ks1: range(97, 101),
  },
  'westfield-staff': {
    'staff-ict': [
      38, 38, 40, 44, 44, 44, 46, 46, 50, 54, 54, 54, 54, 58, 60, 60, 66, 66, 68, 72, 72, 72, 78, 78, 82, 82,
    ],
  },
  'unnamed-school-pupils': {
    pupils: [26, 27, 28, 29, 31, 36, 37, 39, 41, 43, 44, 45, 47, 49, 51, 53, 55],
    parents: [87, 88],
  },
  'beech-green': {
    teachers: [73, 74, ...range(76, 81), 85],
    'staff-code': range(166, 183),
    'social-media': range(207, 215),
    ks2: range(237, 247),
    ks1: range(257, 261),
    children: range(89, 91),
    'accidental-access': [136, 136, 136],
    parents: [93, 93],
    'parents-at-home': [142],
    visitors: [146, 146],
  },
};

interface People {
  readonly roles: readonly string[];
  readonly stages: readonly string[] | null;
}

const placeOf = (line: number, { roles, stages }: People): string =>
  `${line} ${roles.toSorted().join('+')} ${(stages ?? []).toSorted().join('+')}`;

/** As many of the wanted as are there, each found once. */
function recovered(wanted: readonly string[], found: readonly string[]): string[] {
  const left = [...found];
  return wanted.filter((place) => {
    const at = left.indexOf(place);
    if (at !== -1) left.splice(at, 1);
    return at !== -1;
  });
}

const LEAST_RECOVERED = 0.95;
const MOST_EXTRA = 0.1;

describe('the documents of the shipped packs', () => {
  it.for(PACKS)('%s: nearly every clause is found, for the right people, and little else', async (id, context) => {
    const text = documentOf(id);
    if (text === null) return context.skip("the school's document is not beside this repository");
    const draft = await draftOf(`${id}.txt`, text);
    const wanted = loadPolicy(id).agreements.flatMap((agreement) => {
      const lines = CLAUSE_LINES[id][agreement.id] ?? [];
      expect([agreement.id, lines.length]).toEqual([agreement.id, agreement.clauses.length]);
      return lines.map((line) => placeOf(line, agreement.audience));
    });
    const found = draft.agreements.flatMap(({ people, clauses }) => clauses.map(({ line }) => placeOf(line, people)));
    const right = recovered(wanted, found);
    console.log(
      `draft of ${id}: ${right.length} of ${wanted.length} clauses (${((100 * right.length) / wanted.length).toFixed(1)} %), ${found.length - right.length} others; not found: ${missing(wanted, right).join('; ') || 'none'}`,
    );
    expect(right.length / wanted.length).toBeGreaterThanOrEqual(LEAST_RECOVERED);
    expect((found.length - right.length) / wanted.length).toBeLessThanOrEqual(MOST_EXTRA);
    expect(packOf(draft, id).policy.agreements).toHaveLength(draft.agreements.length);
  });

  it('keep the numerals and letters that they number their rules by', async (context) => {
    const text = documentOf('valence');
    if (text === null) return context.skip("the school's document is not beside this repository");
    const { agreements } = await draftOf('valence.txt', text);
    const numbers = agreements.map(({ clauses }) => clauses.map(({ number }) => number));
    expect(numbers[1]).toEqual('I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII'.split(' '));
    expect(numbers[3]).toEqual([...'SMART']);
  });
});

function missing(wanted: readonly string[], right: readonly string[]): string[] {
  const left = [...right];
  return wanted.filter((place) => {
    const at = left.indexOf(place);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}

describe('a small policy', () => {
  const forms = [
    ['txt', asText()],
    ['md', asMarkdown()],
    ['html', asHtml()],
    ['docx', asDocx()],
  ] as const;

  it.each(forms)('gives the same pack from .%s', async (form, content) => {
    const draft = await draftOf(`policy.${form}`, content);
    const { policy } = packOf(draft);
    expect(policy).toMatchObject({
      school: 'Larkmoor Primary School',
      document: 'Larkmoor Primary School: Acceptable Use Policy',
      date: '2025-09-04',
      nextReview: '2026-09',
      covers: ['staff', 'pupil', 'visitor'],
      review: { everyMonths: 12 },
    });
    const clauses = policy.agreements.map(({ audience, clauses: list }) => ({
      ...audience,
      numbers: list.map(({ number }) => number),
      topics: list.map(({ topics }) => topics),
    }));
    expect(clauses).toEqual([
      {
        roles: ['pupil'],
        stages: ['ks2'],
        numbers: [1, 2, 3],
        topics: [['bullying'], [], ['pornography', 'violence']],
      },
      {
        roles: ['staff'],
        stages: null,
        numbers: [1, 2, 3],
        topics: [['software-downloads'], ['piracy'], ['webmail']],
      },
      { roles: ['visitor'], stages: null, numbers: [1], topics: [[]] },
    ]);
    expect(policy.ladders.map(({ order, steps }) => [order, steps.length])).toEqual([['by-severity', 2]]);
    expect(policy.routes.find(({ id }) => id === 'staff')?.to).toBe('headteacher');
    expect(policy.reports).toMatchObject([
      { kind: 'accidental-access', to: 'class-teacher', audience: { roles: ['pupil'] } },
    ]);
  });

  it('tells the line of each clause, the words that proposed its topics, and keeps the wording apart', async () => {
    const draft = await draftOf('policy.txt', asText());
    const lines = asText().split('\n');
    for (const { clauses } of draft.agreements) {
      for (const { line, wording } of clauses) expect(lines[line - 1]).toContain(wording);
    }
    expect(packText(draft)).toContain('bully -> bullying');
    expect(packText(draft)).toContain('notObservable: "CHECK: ');
    expect(wordingText(draft)).toContain('wording: "I will keep my password secret."');
  });

  it('is told how far it covers the topics', async () => {
    const { file } = packOf(await draftOf('policy.txt', asText()));
    const { agreements, uncovered, marked } = checkPolicy(file);
    expect(agreements.map(({ clauses, notObservable }) => [clauses, notObservable])).toEqual([
      [3, 1],
      [3, 0],
      [1, 1],
    ]);
    expect(uncovered.map(({ people }) => people)).toEqual(['staff', 'pupil ks2', 'visitor']);
    expect(uncovered[0]?.topics).toContain('gambling');
    expect(uncovered[0]?.topics).not.toContain('piracy');
    expect(marked).toBeGreaterThan(10);
  });

  it.each([
    ['UTF-8 with a mark', iconv.encode(asText(), 'utf-8', { addBOM: true })],
    ['UTF-16', iconv.encode(asText(), 'utf-16le', { addBOM: true })],
    ['UTF-16, high bytes first', iconv.encode(asText(), 'utf-16be', { addBOM: true })],
    ['Windows-1252', iconv.encode(asText().replace('school will', 'school’s café will'), 'windows-1252')],
  ])('is read in %s', async (_, content) => {
    const { agreements } = await draftOf('policy.txt', content);
    expect(agreements.map(({ clauses }) => clauses.length)).toEqual([3, 3, 1]);
  });
});

describe('prose', () => {
  const clausesOf = async (text: string): Promise<[string, string][]> => {
    const { agreements } = await draftOf('prose.txt', text);
    return agreements.flatMap(({ people, clauses }) =>
      clauses.map(({ wording }): [string, string] => [people.roles.join('+'), wording]),
    );
  };

  it('binds by its verbs, and what the school does is no rule', async () => {
    const text = [
      'Staff acceptable use',
      '',
      'Memory sticks must be encrypted. The school will provide them. Passwords should never be shared.',
      '',
      'Parents are asked not to post pictures of other children. The filter is updated daily.',
    ].join('\n');
    expect(await clausesOf(text)).toEqual([
      ['staff', 'Memory sticks must be encrypted.'],
      ['staff', 'Passwords should never be shared.'],
      ['parent', 'Parents are asked not to post pictures of other children.'],
    ]);
  });

  it('is put together again where the file was wrapped', async () => {
    const wrapped = [
      'Staff acceptable use',
      '',
      'Staff must lock their computer whenever they leave it, even for a',
      'short time, and must log off at the end of each day so that nobody',
      'else can use the account that was given to them by the school for',
      'their work alone.',
      '',
      '- Staff must not send personal data by email unless it has been put',
      '  into an encrypted file first.',
      '- Staff must report a lost device to the network manager on the same',
      '  day.',
    ].join('\n');
    const clauses = await clausesOf(wrapped);
    expect(clauses.map(([, wording]) => wording.split(' ').at(-1))).toEqual(['alone.', 'first.', 'day.']);
  });

  it('leaves out names of people from what a pack may carry further', async () => {
    const text =
      'Staff acceptable use\n\nOnline Safety Lead: Ada Fennimore\n\nStaff must ask Ada Fennimore before they install software.';
    const draft = await draftOf('names.txt', text);
    expect(packText(draft)).not.toContain('Fennimore');
    expect(packText(draft)).toContain('ask the Online Safety Lead before');
  });

  it('leaves out whoever is named beside an office or is to be told, mail addresses and phone numbers', async () => {
    const text = [
      'Rules for pupils',
      '',
      '- I must tell Jane Quill or Tom Sorrel at once.',
      '- I will write to jane@quill.example or ring 01234 567890 or +44 (0)7700 900123.',
      "- I will report it to Sam O'Fennel when Google Classroom does not open.",
      '- I must not share pictures of Tom.',
      '',
      'Staff rules by Ada Thorne',
      '',
      'Staff must contact the Designated Safeguarding Lead, Brenka Nair, at once. Staff must report it to Alan Poe (Headteacher).',
      'Staff must not give passwords to BRENKA NAIR. Staff must see José Núñez before 01.09.2026.',
    ].join('\n');
    const pack = packText(await draftOf('named.txt', text));
    for (const name of ['Jane', 'Quill', 'Tom', 'Sorrel', 'Fennel', 'Thorne', 'thorne', 'Nair', 'NAIR', 'Poe', 'Núñez'])
      expect(pack).not.toContain(name);
    for (const contact of ['@', '567890', '900123']) expect(pack).not.toContain(contact);
    for (const kept of [
      'Google Classroom',
      'the Designated Safeguarding Lead at once',
      'the Headteacher',
      '01.09.2026',
    ])
      expect(pack).toContain(kept);
  });

  it('says who deals with a breach, in whatever part it stands and whoever has the office', async () => {
    const text =
      'Pupil rules\n\nPupils must not gamble.\n\nGeneral\n\nBreaches are dealt with by the Headteacher, Alan Poe.';
    const { routes } = await draftOf('breaches.txt', text);
    expect([...routes].map(([role, { to }]) => [role, to])).toEqual([['pupil', 'headteacher']]);
  });

  it('reads an item together with the line above its list', async () => {
    const list = 'Staff must not use any of these for gambling:\n\n- the computers of the office\n- webmail\n';
    const { agreements } = await draftOf('lead.txt', list);
    const topics = agreements.flatMap(({ clauses }) => clauses.map((each) => each.topics.map(({ topic }) => topic)));
    expect(topics).toEqual([['gambling'], ['webmail']]);
    const line = await draftOf('line.txt', 'Staff rules\n\nStaff must: not use webmail');
    expect(line.agreements[0]?.clauses[0]?.topics).toEqual([{ topic: 'webmail', words: ['webmail'] }]);
  });

  it('proposes no step for a sign that somebody may need help, and says why', async () => {
    const text = [
      'Pupil rules',
      '',
      '- I will not bully anybody.',
      '',
      'Sanctions',
      '',
      'When a pupil breaks the rules, the following sanctions may be used:',
      '- A child who tells us they are self-harming will be banned.',
      '- Suicide searches lead to a ban.',
      '- Parents may be contacted.',
    ].join('\n');
    const draft = await draftOf('steps.txt', text);
    expect(draft.ladders.map(({ steps }) => steps.map(({ wording }) => wording))).toEqual([
      ['Parents may be contacted.'],
    ]);
    expect(packText(draft)).toMatch(/# CHECK: left out is what line 8 says follows \(self-harming\)/);
    expect(packText(draft)).toMatch(/# CHECK: left out is what line 9 says follows \(suicide\)/);
    const { policy } = packOf(await draftOf('only.txt', text.replace('- Parents may be contacted.', '')), 'only');
    expect(policy.ladders).toEqual([]);
  });

  it('takes a question of help for no breach', async () => {
    const text = 'Pupil rules\n\n- I will tell a teacher if I read about self-harm, abuse, grooming or extremism.';
    const { agreements } = await draftOf('help.txt', text);
    expect(agreements.flatMap(({ clauses }) => clauses.flatMap(({ topics }) => topics))).toEqual([]);
  });
});

describe('a table with a group of people above each column', () => {
  const ROWS = [
    ['KS1 pupils', 'Staff'],
    ['I ask before I use a tablet.', 'Staff must lock their screens.'],
    ['I will tell a teacher if I see something nasty.', 'Do not use webmail.'],
  ];
  const cell = (text: string) => `<w:tc><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc>`;
  const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
  const FORMS = [
    [
      'docx',
      zip({
        'word/document.xml': `<w:document><w:body>${paragraph('Rules')}<w:tbl>${ROWS.map((row) => `<w:tr>${row.map(cell).join('')}</w:tr>`).join('')}</w:tbl>${paragraph('Visitors must not use the network.')}</w:body></w:document>`,
      }),
    ],
    [
      'html',
      `<h1>Rules</h1><table>${ROWS.map((row) => `<tr>${row.map((text) => `<td><p>${text}</p></td>`).join('')}</tr>`).join('\n')}</table><p>Visitors must not use the network.</p>`,
    ],
    [
      'md',
      `# Rules\n\n${ROWS.map((row) => `| ${row.join(' | ')} |`)
        .toSpliced(1, 0, '|---|---|')
        .join('\n')}\n\nVisitors must not use the network.\n`,
    ],
  ] as const;

  it.each(FORMS)('gives each cell to the people of its column, in .%s', async (form, content) => {
    const { agreements, reports } = await draftOf(`columns.${form}`, content);
    const found = agreements.map(({ people, clauses }) => [people, clauses.map(({ wording }) => wording)]);
    expect(found).toEqual([
      [{ roles: ['visitor'], stages: null }, ['Visitors must not use the network.']],
      [{ roles: ['pupil'], stages: ['ks1'] }, [ROWS[1]?.[0], ROWS[2]?.[0]]],
      [{ roles: ['staff'], stages: null }, [ROWS[1]?.[1], ROWS[2]?.[1]]],
    ]);
    expect(reports).toMatchObject([{ kind: 'accidental-access', people: { roles: ['pupil'], stages: ['ks1'] } }]);
  });
});

async function refusal(name: string, content: string | Buffer): Promise<string> {
  try {
    await draftOf(name, content);
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'nothing was refused';
}

const OLD_OFFICE = Buffer.from('d0cf11e0a1b11ae1', 'hex');

describe('what no policy can be made from', () => {
  it.each([
    ['a PDF', 'policy.pdf', '%PDF-1.7', 'document-kind'],
    ['an old Word document', 'policy.doc', Buffer.concat([OLD_OFFICE, Buffer.alloc(600)]), 'document-kind'],
    [
      'a document with a password',
      'policy.docx',
      Buffer.concat([OLD_OFFICE, Buffer.from('EncryptedPackage', 'utf16le')]),
      'document-locked',
    ],
    ['rich text', 'policy.rtf', '{\\rtf1 Staff must', 'document-kind'],
    ['bytes that are no text', 'policy.txt', Buffer.from([1, 0, 2, 0, 0, 3]), 'document-kind'],
    ['an empty file', 'policy.txt', '', 'document-empty'],
    ['blank lines', 'policy.md', '\n\n   \n', 'document-empty'],
    ['a page without text', 'policy.html', '<html><body><script>1</script></body></html>', 'document-empty'],
    ['half an archive', 'policy.docx', asDocx().subarray(0, 400), 'document-broken'],
    ['an archive of something else', 'policy.docx', zip({ 'content.xml': '<a/>' }), 'document-broken'],
    ['text without a rule', 'letter.txt', 'Dear all, the fair was lovely.', 'document-without-rules'],
  ])('%s is refused', async (_, name, content, code) => {
    expect(await refusal(name, content)).toBe(code);
  });

  it('an archive that unpacks to more than any policy is refused, whatever it says of its size', async () => {
    const much = Buffer.alloc(48 << 20, ' ');
    expect(await refusal('large.docx', zip({ 'word/document.xml': much }))).toBe('document-broken');
    expect(await refusal('lying.docx', zip({ 'word/document.xml': much }, 1_000))).toBe('document-broken');
  });

  it('a missing file is told as such', async () => {
    const file = path.join(folder, 'nowhere.txt');
    await expect(draftPolicy(file, 'drafted')).rejects.toMatchObject({ code: 'file-missing' });
  });
});

describe('any text', () => {
  const pieces = fc.constantFrom(
    '- ',
    '1. ',
    'I. ',
    'I will ',
    'Pupils must ',
    'Staff will:',
    'The school will ',
    '\n',
    '\n\n',
    '# ',
    '| a | b |\n|---|---|\n',
    '<p>',
    '</p>',
    '<li>',
    '<tr><td>',
    '\t',
    'Step 1: ',
    'reported to the DSL',
    '. ',
    ': ',
    '"',
    "it's ",
    '…',
    '> ',
    '  ',
    'KS1 ',
    '"CHECK: # {',
    'sanctions',
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.array(fc.oneof(pieces, fc.string({ maxLength: 12 })), { maxLength: 60 }).map((parts) => parts.join('')),
  );

  it.each(['txt', 'md', 'html'])('as .%s gives a pack that loads, or a refusal', async (form) => {
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const file = path.join(folder, `any.${form}`);
        writeFileSync(file, text);
        try {
          const { policy } = packOf(await draftPolicy(file, 'any'), 'any');
          expect(policy.agreements.length).toBeGreaterThan(0);
        } catch (error) {
          if (!(error instanceof AppError) || !error.code.startsWith('document-')) throw error;
        }
      }),
      runs(150),
    );
  });

  it('takes no time to speak of when it is long and strange', async () => {
    for (const piece of [
      'a ',
      '(',
      'staff and ',
      '. A',
      '> ',
      '- - ',
      '<p>',
      'I. ',
      'x: ',
      'If , ',
      'the of ',
      'Primary ',
      'The Lead ',
      'of staff and ',
      'may lead ',
    ])
      await refusal('long.txt', piece.repeat(40_000));
    for (const piece of ['> ', '- ', '[', '*a_ ', '<b>', '|', '`']) await refusal('long.md', piece.repeat(4_000));
    await refusal('long.html', '<ul><li>'.repeat(20_000));
  }, 20_000);
});

describe('a document of 20,000 short paragraphs', () => {
  // Under a second where nothing else runs; each part read again for every other took 20 to 50 seconds.
  const MOST_MILLISECONDS = 12_000;

  it.each([
    ['rules', (index: number) => `Computers must not be given to number ${index}.`],
    ['rules of nobody', () => 'Passwords must be kept.'],
    ['titles', (index: number) => `Rules for the staff ${index}`],
    ['the same title', () => 'Staff'],
    ['items', () => '- Staff must not gamble.'],
    [
      'names',
      (index: number) =>
        `Staff must tell Ada Fen${String(index).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '')}.`,
    ],
  ])(
    'of %s takes no time to speak of',
    async (_, text) => {
      const body = Array.from({ length: 20_000 }, (_, index) => `<w:p><w:r><w:t>${text(index)}</w:t></w:r></w:p>`);
      const rule = '<w:p><w:r><w:t>Staff must not use webmail.</w:t></w:r></w:p>';
      const content = zip({ 'word/document.xml': `<w:document><w:body>${rule}${body.join('')}</w:body></w:document>` });
      const begun = performance.now();
      packText(await draftOf('long.docx', content));
      expect(performance.now() - begun).toBeLessThan(MOST_MILLISECONDS);
    },
    60_000,
  );
});

it('an id comes from the name of a file', () => {
  expect(policyId('Acceptable Use Policy (2025).docx')).toBe('acceptable-policy-2025');
  expect(policyId('***.txt')).toBe('policy');
});
