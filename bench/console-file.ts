/** A web-filter console export of six columns, as large as a benchmark needs; the same bytes every time. */
import { closeSync, openSync, writeSync } from 'node:fs';

const HEADER = '"Date and time","User","Client IP","URL","Category","Action"\r\n';
const FIRST_SECOND = Date.UTC(2026, 2, 1) / 1000;
const SPAN_SECONDS = 184 * 86_400;
const BLOCK_LINES = 10_000;

/** A small linear congruential generator: enough to spread values, and the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const two = (number: number) => String(number).padStart(2, '0');

function dayFirst(seconds: number): string {
  const at = new Date(seconds * 1000);
  const day = `${two(at.getUTCDate())}/${two(at.getUTCMonth() + 1)}/${at.getUTCFullYear()}`;
  return `${day} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
}

const MADE_UP = Array.from({ length: 40 }, (_, index) => `Category ${index}`);

/** @param categories the product's words, spread over the sites */
export function writeConsoleFile(path: string, rows: number, categories: readonly string[] = MADE_UP): void {
  const random = randomFrom(12_345);
  const pick = (size: number) => Math.floor(random() * size);
  const identifier = () => pick(2 ** 32).toString(36);
  const line = (index: number): string => {
    const time = dayFirst(FIRST_SECOND + Math.floor((index * SPAN_SECONDS) / rows));
    const site = Math.floor(random() * random() * 3_000);
    // Real addresses carry ids: they hardly ever repeat.
    const url = `https://www.site${site}.example.com/${identifier()}/${identifier()}?id=${identifier()}`;
    const action = random() < 0.05 ? 'Blocked' : 'Allowed';
    return `"${time}","SCHOOL\\user${pick(500)}","10.20.${pick(4)}.${pick(250)}","${url}","${categories[site % categories.length] ?? ''}","${action}"\r\n`;
  };
  const file = openSync(path, 'w');
  try {
    writeSync(file, HEADER);
    for (let from = 0; from < rows; from += BLOCK_LINES) {
      const count = Math.min(BLOCK_LINES, rows - from);
      writeSync(file, Array.from({ length: count }, (_, index) => line(from + index)).join(''));
    }
  } finally {
    closeSync(file);
  }
}
