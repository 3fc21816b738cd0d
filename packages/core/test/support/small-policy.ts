/** A small invented policy in each form that a draft is made from, and the pieces to make a .docx by hand. */
import { crc32, deflateRawSync } from 'node:zlib';

/** Titles, then what stands under each: `-` begins a bullet, `1` an item that the program numbers. */
const PARTS: readonly (readonly [1 | 2, string, readonly string[]])[] = [
  [1, 'Larkmoor Primary School: Acceptable Use Policy', ['Reviewed: 4 September 2025', 'Next review: September 2026']],
  [
    2,
    'Aims',
    ['The aims of this policy are to:', '- help children to use the internet well', '- tell staff what is expected'],
  ],
  [
    2,
    'Rules for Key Stage 2 pupils',
    [
      '- I will not bully anybody online.',
      '- I will keep my password secret.',
      '- If I see something nasty, I will tell a teacher.',
    ],
  ],
  [
    2,
    'Staff code of conduct',
    [
      'Staff will:',
      '1 not install software without leave of the network manager',
      '1 respect copyright',
      '1 keep personal email away from work',
    ],
  ],
  [2, 'Mobile phones of visitors', ['Visitors must not take photographs of children. The school will put up notices.']],
  [
    2,
    'Sanctions',
    [
      'When a pupil breaks the rules, the following sanctions may be used:',
      '- the internet may be withdrawn for a week',
      '- parents may be contacted',
      'Breaches by staff are reported to the Headteacher.',
    ],
  ],
];

const isItem = (text: string): boolean => /^[-1] /.test(text);
const wordsOf = (text: string): string => text.replace(/^[-1] /, '');

/** Numbers count from 1 in each part, where a program would not write them itself. */
function numbered(texts: readonly string[]): string[] {
  let count = 0;
  return texts.map((text) => (text.startsWith('1 ') ? `${++count}. ${wordsOf(text)}` : text));
}

const block = (title: string, texts: readonly string[]): string =>
  [title, '', ...texts.map((text) => `${text}\n`)].join('\n');

export const asText = (): string => PARTS.map(([, title, texts]) => block(title, numbered(texts))).join('\n');

export const asMarkdown = (): string =>
  PARTS.map(([level, title, texts]) => {
    const lines = numbered(texts).flatMap((text, index, all) => {
      const isInList = isItem(texts[index] ?? '') && isItem(texts[index - 1] ?? '');
      return index > 0 && !isInList && all.length > 0 ? ['', text] : [text];
    });
    return [`${'#'.repeat(level)} ${title}`, '', ...lines, ''].join('\n');
  }).join('\n');

function listTag(text: string | undefined): 'ul' | 'ol' | null {
  if (text === undefined || !isItem(text)) return null;
  return text.startsWith('-') ? 'ul' : 'ol';
}

export function asHtml(): string {
  const body = PARTS.flatMap(([level, title, texts]) => [
    `<h${level}>${title}</h${level}>`,
    ...texts.flatMap((text, index) => {
      const tag = listTag(text);
      if (tag === null) return [`<p>${text}</p>`];
      const [before, after] = [listTag(texts[index - 1]), listTag(texts[index + 1])];
      return [
        ...(before === tag ? [] : [`<${tag}>`]),
        `<li>${wordsOf(text).replace('bully', '<b>bully</b>')}</li>`,
        ...(after === tag ? [] : [`</${tag}>`]),
      ];
    }),
  ]);
  return `<!doctype html>\n<html><head><title>Not read</title><style>p { color: red }</style></head>\n<body>\n${body.join('\n')}\n</body></html>\n`;
}

const LISTS = { ul: '1', ol: '2' } as const;

function wordParagraph(text: string, properties: string): string {
  return `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t xml:space="preserve">${text}</w:t></w:r><w:del><w:r><w:delText>deleted</w:delText></w:r></w:del></w:p>`;
}

/** A .docx has the numbers of its lists in a part of their own, and its headings as styles. */
export function asDocx(): Buffer {
  const paragraphs = PARTS.flatMap(([level, title, texts]) => [
    wordParagraph(title, `<w:pStyle w:val="Heading${level}"/>`),
    ...texts.map((text) => {
      const tag = listTag(text);
      const list = tag === null ? '' : `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${LISTS[tag]}"/></w:numPr>`;
      return wordParagraph(wordsOf(text), list);
    }),
  ]);
  const styles = [1, 2].map(
    (level) => `<w:style w:type="paragraph" w:styleId="Heading${level}"><w:name w:val="heading ${level}"/></w:style>`,
  );
  const level = (format: string) => `<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="${format}"/></w:lvl>`;
  const shape = (id: number, format: string) =>
    `<w:abstractNum w:abstractNumId="${id}">${level(format)}</w:abstractNum>`;
  const list = (id: number) => `<w:num w:numId="${id}"><w:abstractNumId w:val="${id - 1}"/></w:num>`;
  return zip({
    'word/document.xml': `<w:document><w:body>${paragraphs.join('')}</w:body></w:document>`,
    'word/styles.xml': `<w:styles>${styles.join('')}</w:styles>`,
    'word/numbering.xml': `<w:numbering>${shape(0, 'bullet')}${shape(1, 'decimal')}${list(1)}${list(2)}</w:numbering>`,
  });
}

const LOCAL_HEADER_BYTES = 30;
const CENTRAL_HEADER_BYTES = 46;
const END_BYTES = 22;
const DEFLATED = 8;

/** A ZIP archive. A size that is given is written instead of the true one, as a hostile file would. */
export function zip(parts: Readonly<Record<string, string | Buffer>>, statedBytes?: number): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const plain = Buffer.from(content);
    const packed = deflateRawSync(plain);
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(crc32(plain), 0);
    sizes.writeUInt32LE(packed.length, 4);
    sizes.writeUInt32LE(statedBytes ?? plain.length, 8);
    const local = Buffer.alloc(LOCAL_HEADER_BYTES);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(DEFLATED, 8);
    sizes.copy(local, 14);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(CENTRAL_HEADER_BYTES);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(DEFLATED, 10);
    sizes.copy(central, 16);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), packed);
    centrals.push(central, Buffer.from(name));
    offset += LOCAL_HEADER_BYTES + name.length + packed.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(centrals.length / 2, 8);
  end.writeUInt16LE(centrals.length / 2, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
