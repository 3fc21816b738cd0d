/** How an independent reader writes down what a sample's lines say. */

export type Action = 'allowed' | 'blocked' | 'warned' | 'flagged' | 'unknown';

/** A web request that a filter or proxy logged. */
export interface WebRequest {
  /** ISO, UTC. */
  readonly time: string;
  readonly user: string | null;
  /** Left out where the vendor's documentation does not say what the domain is. */
  readonly domain?: string | null;
  readonly source: string;
  readonly host: string | null;
  readonly action: Action;
  readonly category: string | null;
}

/** Lines by number, from 1: each is a request, or no web-filter event for a reason. */
export interface Reading {
  readonly requests: ReadonlyMap<number, WebRequest>;
  readonly others: ReadonlyMap<number, string>;
}

/** The lines of one sample file that are of one format; no format where no line is a web-filter event. */
export interface SampleGroup {
  readonly file: string;
  readonly format: string | null;
  readonly read: (lines: readonly string[]) => Reading;
}

/** One reason for several lines that are no web-filter event. */
export interface Other {
  readonly lines: readonly number[];
  readonly why: string;
}

/** A reading that was written down by hand. */
export function written(requests: Readonly<Record<number, WebRequest>>, others: readonly Other[] = []): () => Reading {
  const reading = {
    requests: new Map(Object.entries(requests).map(([line, request]) => [Number(line), request])),
    others: new Map(others.flatMap(({ lines, why }) => lines.map((line): [number, string] => [line, why]))),
  };
  return () => reading;
}

/** Numbers of lines, both ends included. */
export const linesFrom = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** The same request on several lines. */
export const repeated = (lines: readonly number[], request: WebRequest): Record<number, WebRequest> =>
  Object.fromEntries(lines.map((line) => [line, request]));
