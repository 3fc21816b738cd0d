/** Two kinds of failure: one that is known says what, where and what to do; any other says how to see more. */
import type { AppError, ExitCode, Fault } from '@fmreview/core';
import { CommanderError } from 'commander';
import { printable } from './display-text.js';
import type { Output } from './output.js';
import { WrongUse } from './wrong-use.js';

interface Circumstances {
  readonly output: Output;
  readonly isDebug: boolean;
  readonly isCancelled: boolean;
}

const SUCCESS = 0 satisfies ExitCode;
const UNEXPECTED = 1 satisfies ExitCode;
const WRONG_USE = 2 satisfies ExitCode;

export async function reportError(error: unknown, circumstances: Circumstances): Promise<ExitCode> {
  const { output, isDebug } = circumstances;
  const stdoutFailure = output.failure();
  if (stdoutFailure === 'broken-pipe') return SUCCESS;
  // Help and version arrive here too: commander has printed them already.
  if (error instanceof CommanderError && stdoutFailure === null) return error.exitCode === 0 ? SUCCESS : WRONG_USE;
  if (error instanceof WrongUse) {
    writeProblem(output, error);
    return WRONG_USE;
  }
  const known = await knownError(error, circumstances);
  if (known === null) writeUnexpected(error, circumstances);
  else writeProblem(output, known);
  if (isDebug) output.words(stackOf(error));
  return known?.exitCode ?? UNEXPECTED;
}

interface Problem {
  readonly message: string;
  readonly hint: string;
  readonly faults?: readonly Fault[];
}

/** What and where on the first line, what to do on the last. */
export function writeProblem(output: Output, { message, hint, faults = [] }: Problem): void {
  output.alarm(printable(message));
  for (const { file, line, column, message: fault } of faults) {
    output.words(printable(`${file}:${line}${column === null ? '' : `:${column}`} ${fault}`));
  }
  output.words(printable(hint));
}

// The core is loaded by name, not at the top: wrong use and help must not wait for it.
async function knownError(error: unknown, { output, isCancelled }: Circumstances): Promise<AppError | null> {
  const failure = output.failure();
  const isKnown = error instanceof Error && error.name === 'AppError';
  if (!isKnown && !isCancelled && failure === null) return null;
  const { AppError, fail, systemReason } = await import('@fmreview/core');
  if (failure instanceof Error) {
    return fail('output-unwritable', { file: 'stdout', reason: systemReason(failure) }, { cause: failure });
  }
  if (error instanceof AppError) return error;
  return isCancelled ? fail('cancelled', {}, { cause: error }) : null;
}

/** The message of an unexpected error may quote what stood in a file, so only its kind is printed. */
function writeUnexpected(error: unknown, { output, isDebug }: Circumstances): void {
  const kind = error instanceof Error ? error.name : typeof error;
  output.alarm(`Stopped by a fault of the program itself (${kind}).`);
  if (isDebug) output.words('Look for names in what follows before you pass it on.');
  else output.words('Run the command again with --debug to see where.');
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stack = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause === undefined ? stack : `${stack}\ncaused by ${stackOf(error.cause)}`;
}
