/** Each kind of block as HTML. */
import { createHash } from 'node:crypto';
import { type Block, type BlockRenderers, type Cell, type Column, renderBlock, type TableBlock } from '../blocks.js';
import { figureWords } from '../words/figure-words.js';
import { importanceWords } from '../words/importance-words.js';
import { inlineSvg } from './html-svg.js';
import { cellHtml, escaped, textHtml } from './html-text.js';

const optional = (words: string | null, tag: (escapedWords: string) => string): string =>
  words === null ? '' : tag(escaped(words));

const alignment = (column: Column | undefined): string => (column?.align === 'end' ? ' class="end"' : '');

function rowHtml(cells: readonly Cell[], columns: readonly Column[]): string {
  const [first, ...others] = cells;
  const head = first === undefined ? '' : `<th scope="row">${cellHtml(first)}</th>`;
  return `<tr>${head}${others.map((cell, index) => `<td${alignment(columns[index + 1])}>${cellHtml(cell)}</td>`).join('')}</tr>`;
}

function tableHtml({ caption, columns, rows, totals, note }: TableBlock): string {
  const head = columns.map((column) => `<th scope="col"${alignment(column)}>${escaped(column.label)}</th>`).join('');
  const foot = totals === null ? '' : `<tfoot>${rowHtml(totals, columns)}</tfoot>`;
  // The frame scrolls sideways on a narrow screen, and the keyboard must reach it to scroll.
  return `<div class="frame" role="region" aria-label="${escaped(`Table: ${caption}`)}" tabindex="0"><table>
<caption>${escaped(caption)}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${rows.map((row) => rowHtml(row, columns)).join('\n')}
</tbody>${foot}</table></div>${optional(note, (words) => `\n<p class="note">${words}</p>`)}`;
}

/** The same chart always has the same name, and no two charts share one. */
const chartName = (alternative: string): string =>
  `chart-${createHash('sha256').update(alternative).digest('hex').slice(0, 10)}`;

const htmlBlocks = {
  heading: ({ level, words }) => `<h${level}>${escaped(words)}</h${level}>`,
  paragraph: ({ text }) => `<p>${textHtml(text)}</p>`,
  list({ ordered, items }) {
    const tag = ordered ? 'ol' : 'ul';
    return `<${tag}>${items.map((item) => `<li>${textHtml(item)}</li>`).join('')}</${tag}>`;
  },
  statements: ({ items }) =>
    `<ul class="statements">${items
      .map(
        ({ importance, text }) =>
          `<li><span class="tag ${importance}">${importanceWords[importance]}<span class="spoken">:</span></span> <span>${textHtml(text)}</span></li>`,
      )
      .join('')}</ul>`,
  figures: ({ cards, note: key }) =>
    `<dl class="figures">${cards
      .map(({ label, figure, note }) => {
        const { unit } = figureWords(figure);
        const number = `<span class="number">${cellHtml({ kind: 'figure', figure })}</span>`;
        const value = `${number}${optional(unit, (words) => ` <span class="unit">${words}</span>`)}`;
        return `<div><dt>${escaped(label)}</dt><dd>${value}</dd>${optional(note, (words) => `<dd class="note">${words}</dd>`)}</div>`;
      })
      .join('')}</dl>${optional(key, (words) => `<p class="note">${words}</p>`)}`,
  table: tableHtml,
  chart: ({ title, svg, width, height, alternative, note, data }) =>
    `<figure><figcaption>${escaped(title)}</figcaption>
${inlineSvg({ svg, width, height, name: chartName(alternative), title, alternative })}${optional(note, (words) => `\n<p class="note">${words}</p>`)}
</figure>
${tableHtml(data)}`,
  callout: ({ importance, label, text }) =>
    `<div class="callout ${importance}"><p class="label">${escaped(label)}</p><p>${textHtml(text)}</p></div>`,
  definitions: ({ items }) =>
    `<dl class="definitions">${items
      .map(({ term, meaning }) => `<div><dt>${escaped(term)}</dt><dd>${textHtml(meaning)}</dd></div>`)
      .join('')}</dl>`,
} satisfies BlockRenderers<string>;

export const blockHtml = (block: Block): string => renderBlock<typeof block.kind, string>(htmlBlocks, block);
