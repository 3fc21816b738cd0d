/**
 * Which characters a TrueType font can draw, read from its `cmap` table.
 * PDF/UA forbids text without a glyph, and a typed phrase may hold any character there is.
 */
const unicodeFullFormat = 12;
const unicodeBasicFormat = 4;

export type Coverage = (codePoint: number) => boolean;

function tableOffset(font: Buffer, tag: string): number {
  const tableCount = font.readUInt16BE(4);
  for (let index = 0; index < tableCount; index += 1) {
    const record = 12 + index * 16;
    if (font.toString('latin1', record, record + 4) === tag) return font.readUInt32BE(record + 8);
  }
  throw new Error(`The shipped font has no ${tag} table.`);
}

function fullRanges(font: Buffer, start: number): [number, number][] {
  const groupCount = font.readUInt32BE(start + 12);
  return Array.from({ length: groupCount }, (_, index) => {
    const group = start + 16 + index * 12;
    return [font.readUInt32BE(group), font.readUInt32BE(group + 4)];
  });
}

/** Segments with gaps inside are rare in this format; the full format is preferred where a font has both. */
function basicRanges(font: Buffer, start: number): [number, number][] {
  const doubledCount = font.readUInt16BE(start + 6);
  return Array.from({ length: doubledCount / 2 }, (_, index) => {
    const end = start + 14 + index * 2;
    return [font.readUInt16BE(end + doubledCount + 2), font.readUInt16BE(end)];
  });
}

export function fontCoverage(font: Buffer): Coverage {
  const cmap = tableOffset(font, 'cmap');
  const subtables = Array.from({ length: font.readUInt16BE(cmap + 2) }, (_, index) => {
    const start = cmap + font.readUInt32BE(cmap + 4 + index * 8 + 4);
    return { start, format: font.readUInt16BE(start) };
  });
  const full = subtables.find(({ format }) => format === unicodeFullFormat);
  const basic = subtables.find(({ format }) => format === unicodeBasicFormat);
  const ranges = full ? fullRanges(font, full.start) : basic ? basicRanges(font, basic.start) : [];
  const covered = new Set<number>();
  for (const [first, last] of ranges) for (let code = first; code <= last; code += 1) covered.add(code);
  covered.delete(0xffff);
  return (codePoint) => covered.has(codePoint);
}
