/** Web-filter exports made line by line, each with the fate that it must have in the ledger. */
import iconv from 'iconv-lite';
import { csvLine } from './csv-text.js';
import { fc } from './properties.js';

export const HEADER = ['Date and time', 'User', 'Client IP', 'URL', 'Category', 'Action', 'Status code', 'Bytes'];

export interface PlantedLine {
  readonly text: string;
  readonly fate: 'fine' | 'rejected' | 'ignored';
}

export interface Planted {
  readonly lines: number;
  readonly fine: number;
  readonly ignored: number;
  /** Physical lines that must be rejected. */
  readonly rejected: readonly number[];
  readonly bytes: Buffer;
}

const two = (value: number) => String(value).padStart(2, '0');
/** 14 September 2026 from 09:00 on: a day above 12, so that the day comes first beyond doubt. */
export const timeText = (second: number): string =>
  `14/09/2026 09:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`;

const user = fc.constantFrom(
  'toskelby',
  'FERNHOLLOW\\Bdolvane',
  '',
  'Zoë Ellspar',
  'class "4A"',
  'müller@fernhollow.example',
);
const address = fc.constantFrom(
  'https://www.example.org/maths?q=a,b',
  'bets.example.net',
  'http://a.example.org:8080/x',
  'https:443',
);
const category = fc.constantFrom('Education', 'News & Media', 'Gambling', '', 'Café');

export const requestFields = fc
  .record({ second: fc.nat(5), user, address, category, status: fc.constantFrom('200', '', '403', '99999999999', 'x') })
  .map(({ second, user: who, address: url, category: kind, status }) => [
    timeText(second),
    who,
    '10.20.2.9',
    url,
    kind,
    kind === 'Gambling' ? 'Blocked' : 'Allowed',
    status,
    '512',
  ]);

const fineLine = fc
  .tuple(requestFields, fc.boolean())
  .map(([fields, isQuoted]): PlantedLine => ({ text: csvLine(fields, ',', isQuoted), fate: 'fine' }));

const changed = (index: number, text: string) =>
  requestFields.map((fields): PlantedLine => ({ text: csvLine(fields.with(index, text)), fate: 'rejected' }));

const badLine = fc.oneof(
  fc
    .constantFrom(
      '31/06/2026 10:00:00',
      '14/09/2026 25:00:00',
      'yesterday',
      '14/09/1026 10:00:00',
      '00/00/0000 00:00:00',
    )
    .chain((time) => changed(0, time)),
  changed(0, ''),
  changed(3, ''),
  fc
    .tuple(requestFields, fc.integer({ min: 1, max: 7 }))
    .map(([fields, kept]): PlantedLine => ({ text: csvLine(fields.slice(0, kept)), fate: 'rejected' })),
  requestFields.map((fields): PlantedLine => ({ text: csvLine([...fields, 'one too many']), fate: 'rejected' })),
  requestFields.map(
    (fields): PlantedLine => ({ text: csvLine(fields).replace(/,/, ',"never closed '), fate: 'rejected' }),
  ),
);

const ignoredLine = fc.constantFrom<PlantedLine>(
  { text: '', fate: 'ignored' },
  { text: '   ', fate: 'ignored' },
  { text: csvLine(HEADER), fate: 'ignored' },
  { text: csvLine(HEADER, ',', true), fate: 'ignored' },
);

const ENCODERS = {
  'utf-8': (text: string) => Buffer.from(text, 'utf8'),
  'utf-8 with a mark': (text: string) => Buffer.from(`\ufeff${text}`, 'utf8'),
  'windows-1252': (text: string) => iconv.encode(text, 'windows-1252'),
  'utf-16le': (text: string) => iconv.encode(text, 'utf-16le', { addBOM: true }),
  'utf-16be': (text: string) => iconv.encode(text, 'utf-16be', { addBOM: true }),
} as const;

interface Style {
  readonly encode: (text: string) => Buffer;
  readonly lineEnd: string;
  readonly isClosed: boolean;
}

function plantedFile(body: readonly PlantedLine[], { encode, lineEnd, isClosed }: Style): Planted {
  const lines = [{ text: csvLine(HEADER), fate: 'ignored' }, ...body];
  // Without a line end after it, an empty last line is no line at all.
  const needsEnd = isClosed || lines.at(-1)?.text === '';
  const text = lines.map((line) => line.text).join(lineEnd) + (needsEnd ? lineEnd : '');
  return {
    lines: lines.length,
    fine: lines.filter((line) => line.fate === 'fine').length,
    ignored: lines.filter((line) => line.fate === 'ignored').length,
    rejected: lines.flatMap((line, index) => (line.fate === 'rejected' ? [index + 1] : [])),
    bytes: encode(text),
  };
}

const style = fc.record({
  encode: fc.constantFrom(...Object.values(ENCODERS)),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  isClosed: fc.boolean(),
});

const mixture = (bad: number) =>
  fc.array(
    fc.oneof(
      { weight: 12, arbitrary: fineLine },
      { weight: bad, arbitrary: badLine },
      { weight: bad, arbitrary: ignoredLine },
    ),
    { maxLength: 40 },
  );

export const plantedFiles: fc.Arbitrary<Planted> = fc
  .tuple(fc.oneof(mixture(0), mixture(1), mixture(6)), style)
  .map(([body, how]) => plantedFile(body, how));
