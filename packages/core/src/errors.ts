// The catalogue of errors: each way to fail has a code, a sentence, a next step and the exit code of the command.
// Values are paths, line numbers, names of columns and fields; never the content of a file, which may be personal.

export const EXIT_CODES = {
  success: 0,
  unexpected: 1,
  wrongUse: 2,
  unreadableInput: 3,
  brokenSetup: 4,
  nothingToReport: 5,
  partlyDone: 6,
} as const;

const { wrongUse, unreadableInput, brokenSetup, nothingToReport, partlyDone, unexpected } = EXIT_CODES;

export const ERRORS = {
  'file-missing': {
    exitCode: unreadableInput,
    message: 'There is no file {file}.',
    hint: 'Check the path, and put quotation marks round it if it has spaces.',
  },
  'file-unreadable': {
    exitCode: unreadableInput,
    message: 'The file {file} cannot be read: {reason}.',
    hint: 'Close other programs that hold the file, and check that you may read it.',
  },
  'file-packed': {
    exitCode: unreadableInput,
    message: 'The file {file} is {what}, which cannot be read yet.',
    hint: 'Unpack it, or save it as CSV, and give that file.',
  },
  'file-empty': {
    exitCode: unreadableInput,
    message: 'The file {file} is empty.',
    hint: 'Export it again: a log with no events still has a header line.',
  },
  'format-unknown': {
    exitCode: unreadableInput,
    message: 'No known format fits {file}.',
    hint: 'Name the format with --as if you know it: {formats}.',
  },
  'format-ambiguous': {
    exitCode: unreadableInput,
    message: 'More than one format fits {file}: {formats}.',
    hint: 'Choose one of them with --as.',
  },
  'format-not-found': {
    exitCode: wrongUse,
    message: 'There is no format called {format}.',
    hint: 'Choose one of these: {formats}.',
  },
  'format-does-not-fit': {
    exitCode: unreadableInput,
    message: 'The file {file} does not fit the format {format}: {reason}.',
    hint: 'Leave out --as to let the format be recognised, or export the file again with all its columns.',
  },
  'dates-month-first': {
    exitCode: unreadableInput,
    message: 'The dates in {file}, column {column}, are written with the month first.',
    hint: 'Export it again with British or ISO dates (day/month/year or year-month-day).',
  },
  'workspace-missing': {
    exitCode: brokenSetup,
    message: 'There is no workspace in {folder}.',
    hint: 'Run fmreview init there, or name the folder with --workspace.',
  },
  'workspace-exists': {
    exitCode: brokenSetup,
    message: 'There is already a workspace in {folder}.',
    hint: 'Use it as it is, or choose an empty folder.',
  },
  'configuration-faults': {
    exitCode: brokenSetup,
    message: 'The configuration {file} has faults: {count}.',
    hint: 'Correct the lines listed and run the command again.',
  },
  'policy-faults': {
    exitCode: brokenSetup,
    message: 'The policy pack {file} has faults: {count}.',
    hint: 'Correct the lines listed and run the command again.',
  },
  'policy-not-found': {
    exitCode: brokenSetup,
    message: 'There is no policy pack called {policy}.',
    hint: 'Choose one of these, or give the path of a .yaml file: {policies}.',
  },
  'taxonomy-faults': {
    exitCode: brokenSetup,
    message: 'The taxonomy {file} has faults: {count}.',
    hint: 'Correct the lines listed and run the command again.',
  },
  'store-newer': {
    exitCode: brokenSetup,
    message: 'The store {file} has version {found}; this program knows versions up to {known}.',
    hint: 'Install the newer program, the one that wrote the store last.',
  },
  'store-busy': {
    exitCode: brokenSetup,
    message: 'Another program is using the store {file}.',
    hint: 'Wait until the other run has ended, then try again.',
  },
  'store-broken': {
    exitCode: brokenSetup,
    message: 'The store {file} cannot be opened: {reason}.',
    hint: 'Put back the last good copy, or start a new workspace and import the files again.',
  },
  'key-missing': {
    exitCode: brokenSetup,
    message: 'The key {file} of this workspace is missing or unusable.',
    hint: 'Put the key back from your safe copy: without it, accounts can no longer be recognised as the same.',
  },
  'period-invalid': {
    exitCode: wrongUse,
    message: 'The period {period} is not understood: {reason}.',
    hint: 'Give the first and the last day as year-month-day, the first one before the last.',
  },
  'period-empty': {
    exitCode: nothingToReport,
    message: 'The store holds nothing from {from} to {to}.',
    hint: 'Import files for these days, or choose another period.',
  },
  'edition-unknown': {
    exitCode: wrongUse,
    message: 'There is no edition called {edition}.',
    hint: 'Choose one of these: {editions}.',
  },
  'event-not-found': {
    exitCode: wrongUse,
    message: 'There is no event {event} in the store.',
    hint: 'Copy the event id from a report or a table of this workspace.',
  },
  'output-unwritable': {
    exitCode: wrongUse,
    message: 'The output {file} cannot be written: {reason}.',
    hint: 'Close it if it is open elsewhere, or choose another place with --out.',
  },
  'import-partly': {
    exitCode: partlyDone,
    message: 'Some files could not be imported: {failed} of {total}. The others were.',
    hint: 'Put the listed files right and import them again; those already imported are skipped.',
  },
  cancelled: {
    exitCode: partlyDone,
    message: 'Cancelled before the end.',
    hint: 'What was finished is kept; run the command again to go on.',
  },
  'ledger-unbalanced': {
    exitCode: unexpected,
    message: 'The lines of {file} do not add up: {lines} read, {accounted} accounted for. Nothing of it was stored.',
    hint: 'This is a fault of the program: please report it with the format and both numbers, without the file.',
  },
} as const;

export type ErrorCode = keyof typeof ERRORS;
export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;
type Template<Code extends ErrorCode> = (typeof ERRORS)[Code]['message' | 'hint'];
export type ErrorValues<Code extends ErrorCode> = Readonly<Record<Placeholders<Template<Code>>, string | number>>;

export interface Fault {
  readonly file: string;
  readonly line: number;
  readonly column: number | null;
  readonly message: string;
}

export interface FailContext {
  readonly faults?: readonly Fault[];
  readonly cause?: unknown;
}

interface AppErrorText {
  readonly message: string;
  readonly hint: string;
}

export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly exitCode: ExitCode;
  readonly hint: string;
  readonly faults: readonly Fault[];

  constructor(code: ErrorCode, text: AppErrorText, context: FailContext = {}) {
    super(text.message, context.cause === undefined ? undefined : { cause: context.cause });
    this.code = code;
    this.exitCode = ERRORS[code].exitCode;
    this.hint = text.hint;
    this.faults = context.faults ?? [];
  }
}

// Makes the error and leaves the throwing to the caller, so that the compiler sees where a path ends.
export function fail<Code extends ErrorCode>(
  code: Code,
  values: ErrorValues<Code>,
  context: FailContext = {},
): AppError {
  const named = new Map(Object.entries<string | number>(values));
  const fill = (template: string) => template.replace(/\{(\w+)\}/g, (hole, name) => String(named.get(name) ?? hole));
  return new AppError(code, { message: fill(ERRORS[code].message), hint: fill(ERRORS[code].hint) }, context);
}

export function faultText(fault: Fault): string {
  const place = fault.column === null ? `${fault.line}` : `${fault.line}:${fault.column}`;
  return `${fault.file}:${place} ${fault.message}`;
}
