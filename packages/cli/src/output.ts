/** The two channels: data goes to stdout, words go to stderr; colour and progress are for terminals alone. */
import { once } from 'node:events';
import type { WriteStream } from 'node:tty';
import { styleText } from 'node:util';
import { displayWidth, wrapped } from './display-text.js';

/** Columns of a page that is no terminal, and the bounds of one that is. */
const PAGE_COLUMNS = 80;
const LEAST_COLUMNS = 60;
const MOST_COLUMNS = 120;

/** What a reader who has seen enough leaves behind: `EOF` is the word of Windows for it. */
const BROKEN_PIPE_CODES = ['EPIPE', 'EOF'];

export interface Output {
  readonly columns: number;
  /** Whether progress can be shown: words go to a terminal. */
  readonly isTerminal: boolean;
  /** One or more lines for stdout, without the last line end; waits while the reader is slow. */
  readonly data: (text: string) => Promise<void>;
  /** A line of words; only a terminal gets a long one wrapped. */
  readonly words: (text: string) => void;
  /** Words that say what went wrong. */
  readonly alarm: (text: string) => void;
  /** Data that heads a table. */
  readonly heading: (text: string) => string;
  /** A line that the next one replaces; nothing where nobody watches. */
  readonly progress: (text: string) => void;
  /** Waits until stdout has taken everything. */
  readonly close: () => Promise<void>;
  /** Why stdout takes no more, once it does not. */
  readonly failure: () => 'broken-pipe' | Error | null;
}

const hasColours = (stream: WriteStream) => stream.isTTY === true && stream.hasColors();

function columnsOf(stream: WriteStream): number {
  if (stream.isTTY !== true) return PAGE_COLUMNS;
  return Math.min(Math.max(stream.columns, LEAST_COLUMNS), MOST_COLUMNS);
}

export function openOutput(stdout: WriteStream, stderr: WriteStream, onFailure: () => void): Output {
  let failure: 'broken-pipe' | Error | null = null;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    failure = BROKEN_PIPE_CODES.includes(error.code ?? '') ? 'broken-pipe' : error;
    onFailure();
  });
  // Without a reader for its words, a command still does its work.
  stderr.on('error', () => {});

  const isTerminal = stderr.isTTY === true && process.env['TERM'] !== 'dumb';
  const clear = isTerminal ? '\r\u001b[2K' : '';
  let isProgressShown = false;
  const write = (text: string) => {
    stderr.write(isProgressShown ? clear + text : text);
    isProgressShown = false;
  };
  const styled = (stream: WriteStream, style: 'bold' | 'red') => (text: string) =>
    hasColours(stream) ? styleText(style, text, { validateStream: false }) : text;
  const red = styled(stderr, 'red');
  // A list stays as it is: only a paragraph can be broken anywhere.
  const page = (text: string) => {
    const fits = !isTerminal || text.startsWith(' ') || displayWidth(text) <= columnsOf(stderr);
    return fits ? text : wrapped(text, columnsOf(stderr)).join('\n');
  };

  return {
    columns: columnsOf(stdout),
    isTerminal,
    data: async (text) => {
      if (isProgressShown) write('');
      if (failure === null && !stdout.write(`${text}\n`)) await once(stdout, 'drain').catch(() => {});
    },
    words: (text) => write(`${page(text)}\n`),
    alarm: (text) => write(`${red(page(text))}\n`),
    heading: styled(stdout, 'bold'),
    progress: (text) => {
      if (!isTerminal) return;
      write(clear + text);
      isProgressShown = true;
    },
    close: async () => {
      if (isProgressShown) write('');
      await new Promise<void>((resolve) => stdout.write('', () => resolve()));
    },
    failure: () => failure,
  };
}
