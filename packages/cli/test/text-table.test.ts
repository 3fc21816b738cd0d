import { describe, expect, it } from 'vitest';
import { cutEnd, cutMiddle, cutStart, displayWidth, jsonText, printable, wrapped } from '../src/display-text.js';
import { shortNames } from '../src/file-names.js';
import { textTable } from '../src/text-table.js';

const page = { columns: 30, heading: (text: string) => text };

describe('a table', () => {
  it('aligns its columns and lets a remark run on', () => {
    const columns = [
      { heading: 'File', cut: 'middle' },
      { heading: 'Lines', align: 'right' },
    ] as const;
    const rows = [['one.csv', '1,200'], ['two.csv', '7'], ['three.csv']];
    expect(textTable(columns, rows, page).split('\n')).toEqual([
      'File     Lines',
      '-------  -----',
      'one.csv  1,200',
      'two.csv      7',
      'three.csv',
    ]);
  });

  it('cuts texts, never numbers, to stay on the page', () => {
    const columns = [
      { heading: 'File', cut: 'middle' },
      { heading: 'Lines', align: 'right' },
    ] as const;
    const [, , row] = textTable(columns, [['a-name-that-is-far-too-long-2026-03.csv', '1,234,567']], page).split('\n');
    expect(displayWidth(row ?? '')).toBe(30);
    expect(row).toMatch(/1,234,567$/);
  });
});

describe('a text on a page', () => {
  it('is cut at whole characters and knows wide ones', () => {
    expect(cutEnd('abcdef', 4)).toBe('abc…');
    expect(cutStart('abcdef', 4)).toBe('…def');
    expect(cutMiddle('abcdefghij', 7)).toBe('ab…ghij');
    expect(cutEnd('日本語', 4)).toBe('日…');
    expect(displayWidth('e\u0301')).toBe(1);
  });

  it('is wrapped at words', () => {
    expect(wrapped('one two three', 7)).toEqual(['one two', 'three']);
  });

  it('holds nothing that a terminal obeys', () => {
    expect(printable('a\u001b[31m\nb\u202e')).toBe('a\uFFFD[31m b\uFFFD');
    expect(jsonText({ text: '\u009b\u202e' })).toBe('{"text":"\\u009b\\u202e"}');
  });
});

describe('names of files', () => {
  it('lose the folder that all of them share', () => {
    const paths = ['/in/a/one.csv', '/in/b/two.csv'].map((path) =>
      path.replaceAll('/', process.platform === 'win32' ? '\\' : '/'),
    );
    expect([...shortNames(paths).values()].map((name) => name.replaceAll('\\', '/'))).toEqual([
      'a/one.csv',
      'b/two.csv',
    ]);
    expect([...shortNames(paths.slice(0, 1)).values()]).toEqual(['one.csv']);
  });
});
