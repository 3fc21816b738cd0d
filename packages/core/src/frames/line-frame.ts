/** How a line comes apart, as SQL: one file for each way. */

export interface LineFrame {
  /** SQL over `text`, computed once a line and then called `f`; null when the columns are read from `text` itself. */
  readonly fields: string | null;
  /** SQL branches `WHEN … THEN <fault>` over `text` and `f`, for lines that do not come apart. */
  readonly faults: readonly string[];
  /** SQL for the text of a column, by its 0-based number. */
  readonly column: (index: number) => string;
}

/** For the frames whose fields are a list `f`. */
export const listColumn = (index: number): string => `f[${index + 1}]`;
