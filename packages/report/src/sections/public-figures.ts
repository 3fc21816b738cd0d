/** A few figures for everybody: how much was noticed and stopped, and what a `c` means. */
import type { PublicEdition, Table } from '@fmreview/core/edition';
import { type Block, type Cell, figureCell, paragraph, type TableBlock, wordsCell } from '../blocks.js';
import { recordsByMonthChart } from '../charts/records-by-month.js';
import { tableBlock } from '../edition-table.js';
import { defineSection } from '../section.js';
import { symbolKey } from '../words/figure-words.js';

type Tables = PublicEdition['tables'];
type Row = Table['rows'][number];

const missing = { kind: 'not-available' } as const;

/** Of one month or, without one, of the whole time. */
function figuresOf(table: Table, month: string | null): Row['figures'] {
  const found = month === null ? table.totals : table.rows.find(({ id }) => id === month)?.figures;
  return found ?? table.columns.map(() => missing);
}

const columnsOf = ({ capturesByMonth, requestsByMonth }: Tables, month: string | null): Row['figures'] => {
  const total = requestsByMonth.columns.findIndex(({ id }) => id === 'total');
  const blocked = requestsByMonth.columns.findIndex(({ id }) => id === 'blocked');
  const requests = figuresOf(requestsByMonth, month);
  return [...figuresOf(capturesByMonth, month), requests[total] ?? missing, requests[blocked] ?? missing];
};

function byMonth(tables: Tables): TableBlock {
  const rows = tables.capturesByMonth.rows.map(({ id, label }) => ({ label, figures: columnsOf(tables, id) }));
  const totals = columnsOf(tables, null);
  const line = (label: string, figures: Row['figures']): Cell[] => [wordsCell(label), ...figures.map(figureCell)];
  const labels = ['Records of the monitoring', 'Web requests', 'Requests stopped'];
  return {
    kind: 'table',
    caption: 'Month by month',
    columns: [{ label: 'Month', align: 'start' }, ...labels.map((label) => ({ label, align: 'end' }) as const)],
    rows: rows.map(({ label, figures }) => line(label, figures)),
    totals: line('Total', totals),
    note: symbolKey([...rows.flatMap(({ figures }) => figures), ...totals]),
  };
}

/** Without the unit that the other editions know it by; the symbol is explained on top of the page. */
const byTopic = ({ capturesByTopic }: Tables): Block =>
  capturesByTopic.rows.length === 0
    ? paragraph('The monitoring noticed nothing.')
    : { ...tableBlock(capturesByTopic), caption: capturesByTopic.title, note: null };

export default defineSection({
  id: 'public-figures',
  title: 'A few numbers',
  editions: ['public'],
  order: 7,
  build({ coverage, tables, suppression }) {
    const { schoolDays, schoolDaysWithRequests, schoolDaysWithCaptures } = coverage;
    const threshold = suppression.thresholdPeople;
    return [
      paragraph(
        `Of ${schoolDays} school days, the filter kept a record on ${schoolDaysWithRequests}, and the monitoring noticed something on ${schoolDaysWithCaptures}.`,
      ),
      {
        kind: 'callout',
        importance: 'information',
        label: 'What “c” means',
        text: `Some numbers are hidden, and a c stands there instead. They are about ${threshold} people or fewer, or they would give such a number away. Nobody should be found out from a number. 0 means none at all.`,
      },
      paragraph(
        'One record is one time that the monitoring noticed something. It does not mean that anybody did anything wrong. Opening one web page makes many requests, so those numbers are large.',
      ),
      ...recordsByMonthChart(tables.capturesByMonth, byMonth(tables)),
      byTopic(tables),
    ];
  },
  examples: [
    {
      name: 'says what c means even where there is none',
      given: { edition: 'public', suppression: { thresholdPeople: 7, suppressedCount: 0 } },
      kinds: ['paragraph', 'callout', 'paragraph', 'paragraph'],
      words: ['about 7 people or fewer', 'The monitoring noticed nothing.'],
    },
  ],
});
