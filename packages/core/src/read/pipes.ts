/** Streams one after the other as one: a fault of any of them is told at the end, and whoever stops early closes them all. */
import { type Duplex, pipeline, type Readable } from 'node:stream';

export function chained(first: Readable, further: readonly Duplex[]): Readable {
  const last = further.at(-1);
  if (last === undefined) return first;
  // What goes wrong destroys the last stream with the same error: its reader is told.
  pipeline([first, ...further], () => undefined);
  return last;
}
