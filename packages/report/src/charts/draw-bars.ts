/**
 * Bars drawn as SVG. The first series is solid and the second is outlined, and each bar carries its number,
 * so nothing is told by colour alone.
 */
import { createCanvas, GlobalFonts, type SKRSContext2D, SvgExportFlag } from '@napi-rs/canvas';
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  type ChartDataset,
  type ChartOptions,
  Legend,
  LinearScale,
  type Plugin,
} from 'chart.js';
import { fontFamily, fontFiles } from '../fonts.js';
import { wholeNumber } from '../words/figure-words.js';
import type { Bar, Series } from './bars.js';
import { monthLabels, wrapped } from './chart-labels.js';

export interface Drawing {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

export interface Bars {
  readonly series: readonly Series[];
  readonly direction: 'upright' | 'sideways';
  /** Of upright bars, where less than usual is enough. */
  readonly heightPoints?: number;
}

/** In points: the width of the text on an A4 page. */
const width = 482;
const ink = '#1d2327';
const accent = '#0f4c5c';
const tint = '#d9e7ea';
const gridLine = '#dfe5e7';
const fontSizePoints = 10;
/** More bars than this and their numbers would run into one another; the table has them all. */
const mostLabelledBars = 18;
const tallestPoints = 640;

type Label = string | string[];

let isReady = false;
function prepare(): void {
  if (isReady) return;
  GlobalFonts.registerFromPath(fontFiles.regular, fontFamily);
  GlobalFonts.registerFromPath(fontFiles.semiBold, fontFamily);
  Chart.register(BarController, BarElement, CategoryScale, LinearScale, Legend);
  // Quoted: a name with a figure in it is otherwise no font name.
  Chart.defaults.font.family = `"${fontFamily}"`;
  Chart.defaults.font.size = fontSizePoints;
  Chart.defaults.color = ink;
  isReady = true;
}

const dataset = ({ label, bars }: Series, index: number): ChartDataset<'bar', (number | null)[]> => ({
  label,
  data: bars.map(({ value }) => value),
  backgroundColor: index === 0 ? accent : tint,
  borderColor: accent,
  borderWidth: index === 0 ? 0 : 1,
  maxBarThickness: 28,
  categoryPercentage: 0.78,
  barPercentage: 0.9,
});

/** Numbers at the ends of the bars; where there is no number, its symbol at the foot. */
function endLabels({ series, direction }: Bars, paper: SKRSContext2D): Plugin<'bar'> {
  const isUpright = direction === 'upright';
  const barCount = series.reduce((sum, { bars }) => sum + bars.length, 0);
  const isCrowded = isUpright && barCount > mostLabelledBars;
  const print = (bar: Bar, element: { x: number; y: number }, foot: number): void => {
    if (bar.value !== null && isCrowded) return;
    if (isUpright) paper.fillText(bar.printed, element.x, (bar.value === null ? foot : element.y) - 2);
    else paper.fillText(bar.printed, (bar.value === null ? foot : element.x) + 4, element.y);
  };
  return {
    id: 'end-labels',
    beforeDraw() {
      // Letter spacing forbids ligatures: joined letters would be lost from the text of the drawing.
      paper.letterSpacing = '0.01px';
    },
    afterDatasetsDraw(chart) {
      paper.font = `${fontSizePoints - 0.5}px "${fontFamily}"`;
      paper.fillStyle = ink;
      paper.textAlign = isUpright ? 'center' : 'left';
      paper.textBaseline = isUpright ? 'bottom' : 'middle';
      const foot = isUpright ? chart.chartArea.bottom : chart.chartArea.left;
      series.forEach(({ bars }, index) => {
        chart.getDatasetMeta(index).data.forEach((element, position) => {
          const bar = bars[position];
          if (bar !== undefined) print(bar, element, foot);
        });
      });
    },
  };
}

function axes(isUpright: boolean): ChartOptions<'bar'>['scales'] {
  const numbers = {
    beginAtZero: true,
    grace: '8%',
    grid: { color: gridLine, drawTicks: false },
    border: { display: false },
    ticks: {
      precision: 0,
      maxTicksLimit: 6,
      padding: 6,
      callback: (value: string | number) => wholeNumber(Number(value)),
    },
  };
  const names = {
    grid: { display: false },
    border: { color: ink },
    ticks: { autoSkip: false, padding: 4, maxRotation: 0 },
  };
  return isUpright ? { x: names, y: numbers } : { x: numbers, y: names };
}

function configuration(bars: Bars, paper: SKRSContext2D): ChartConfiguration<'bar', (number | null)[], Label> {
  const isUpright = bars.direction === 'upright';
  const hasLegend = bars.series.length > 1;
  const names = bars.series[0]?.bars.map(({ label }) => label) ?? [];
  return {
    type: 'bar',
    data: { labels: isUpright ? monthLabels(names) : names.map(wrapped), datasets: bars.series.map(dataset) },
    options: {
      animation: false,
      responsive: false,
      devicePixelRatio: 1,
      events: [],
      indexAxis: isUpright ? 'x' : 'y',
      layout: { padding: isUpright ? { top: hasLegend ? 0 : 8 } : { right: 48 } },
      scales: axes(isUpright) ?? {},
      plugins: { legend: { display: hasLegend, align: 'start', labels: { boxWidth: 12, boxHeight: 10 } } },
    },
    plugins: [endLabels(bars, paper)],
  };
}

/** Every bar gets a band of the same height, so the label with the most lines sets it; all must fit on a page. */
function heightOf({ series, direction, heightPoints = 172 }: Bars): number {
  if (direction === 'upright') return heightPoints;
  const bars = series[0]?.bars ?? [];
  const mostLines = bars.reduce((most, { label }) => Math.max(most, [wrapped(label)].flat().length), 1);
  return Math.min(tallestPoints, 26 + bars.length * Math.max(17, 11.5 * mostLines));
}

export function drawBars(bars: Bars): Drawing {
  prepare();
  const height = heightOf(bars);
  const canvas = createCanvas(width, height, SvgExportFlag.NoPrettyXML);
  const chart = new Chart(canvas, configuration(bars, canvas.getContext('2d')));
  const svg = canvas.getContent().toString('utf8');
  chart.destroy();
  return { svg, width, height };
}
