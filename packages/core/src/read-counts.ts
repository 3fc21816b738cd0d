/** What reading a file would give, in numbers: its records are framed and normalised as for an import, and nothing is kept. */
import { z } from 'zod';
import type { FaultMeaning } from './normalise/statement.js';
import type { PreviewOptions } from './preview.js';
import { openInput } from './preview-input.js';
import { detectFormat } from './read/detect-format.js';
import type { InputFile } from './read/input-file.js';
import { inspectFile } from './read/inspect-file.js';
import { namedFormat } from './read/named-format.js';
import { sampleLines } from './read/sample.js';
import { integer, openDatabase } from './store/database.js';
import { type DateOrder, usualOrder } from './store/dates.js';
import { todayIn } from './store/judge-records.js';
import { toldOfMemory } from './store/keep-in-memory.js';
import { requestUptake } from './store/requests.js';
import { stageQuickly } from './store/stage.js';
import { stageInOrder } from './store/stage-in-order.js';

export interface ReadCounts {
  readonly format: string;
  readonly lines: number;
  readonly records: number;
  readonly ignored: number;
  readonly rejected: readonly (FaultMeaning & { readonly count: number })[];
}

const counted = z.object({ fault: integer, n: integer });

/** @throws what `importPaths` says of such a file, short of what is in the store */
export async function readCounts(given: string | InputFile, options: PreviewOptions = {}): Promise<ReadCounts> {
  const input = await openInput(given, options);
  try {
    return await countsOf(input.file, options).catch(toldOfMemory(input.file.name));
  } finally {
    await input.close();
  }
}

async function countsOf(file: InputFile, options: PreviewOptions): Promise<ReadCounts> {
  const database = await openDatabase(':memory:');
  try {
    const format = await namedFormat(options.format, options.folder ?? '');
    const fit = await detectFormat(file.name, await sampleLines(file), format);
    const uptake = fit.format.kind === 'request' ? requestUptake(fit) : () => 'transform' as const;
    const exportedOn = options.exportedOn ?? todayIn(options.timeZone ?? 'Europe/London');
    const inOrder = (dateOrder: DateOrder) => ({ uptake, time: { dateOrder, exportedOn }, signal: options.signal });
    // One core each, as for an import.
    const [inspection, trial] = await Promise.all([
      inspectFile(file, options.signal),
      stageQuickly(database, file, fit, inOrder(usualOrder(fit))),
    ]);
    const { staged } = await stageInOrder(database, { ...file, fit, inspection }, trial, inOrder);
    const rows = await database.query(
      counted,
      'SELECT fault, count(*) AS n FROM staging GROUP BY fault ORDER BY fault',
    );
    const sum = (isMeant: (fault: number) => boolean) =>
      rows.filter(({ fault }) => isMeant(fault)).reduce((total, { n }) => total + n, 0);
    return {
      format: fit.format.id,
      lines: inspection.lines,
      records: sum((fault) => fault === 0),
      ignored: staged.linesOutside + sum((fault) => fault < 0),
      rejected: rows.flatMap(({ fault, n }) => {
        const meaning = staged.faults[fault - 1];
        return meaning === undefined ? [] : [{ ...meaning, count: n }];
      }),
    };
  } finally {
    database.close();
  }
}
