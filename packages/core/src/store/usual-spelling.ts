/** How the first times of a large file are spelt: where all are spelt alike, the others are tried so first. */
import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { type Framed, timeTexts } from '../normalise/statement.js';
import { isToldZoned, spellingsIn, type TimeContext, toldSql, toldTime } from '../normalise/time-forms.js';
import type { Fit } from '../read/detect-format.js';
import type { Database } from './database.js';

/** In a smaller file nothing is gained. */
const LEAST_BYTES = 4 << 20;
const SAMPLED_RECORDS = 50;

const fitting = z.array(z.boolean().nullable());

/** @returns null where the usual forms are as quick, or the times are spelt in several ways */
export async function usualSpelling(
  database: Database,
  path: string,
  { format, layout }: Fit,
  framed: Framed,
  time: TimeContext,
): Promise<string | null> {
  const texts = timeTexts(format, layout, framed);
  if (texts === null || (await stat(path)).size < LEAST_BYTES) return null;
  const spellings = spellingsIn(time.dateOrder);
  // A spelling must not only be possible: it must mean what the forms mean.
  const isMeant = (spelling: string) =>
    `bool_and(coalesce(try_strptime(text, '${spelling}') = ${toldTime('code')} AND NOT (${isToldZoned('code')}), FALSE))`;
  const [found] = await database.query(
    z.object({ fits: fitting }),
    `SELECT [${spellings.map(isMeant).join(', ')}] AS fits FROM (SELECT text, ${toldSql('text', time)} AS code FROM (${texts} LIMIT ${SAMPLED_RECORDS}) WHERE text <> '')`,
  );
  return spellings.find((_, index) => found?.fits[index] === true) ?? null;
}
