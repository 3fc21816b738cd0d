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
    message: 'The file {file} is {what}, which is not read here.',
    hint: 'Unpack it, or open it in the program that made it and save it as .xlsx or CSV; then give that file.',
  },
  'line-too-long': {
    exitCode: unreadableInput,
    message: 'The file {file} has a line of more than {megabytes} MB: it is no log and no list.',
    hint: 'Check that it is the right file, and export it again.',
  },
  'archive-damaged': {
    exitCode: unreadableInput,
    message: 'The file {file} cannot be unpacked: {reason}. Nothing of it was stored.',
    hint: 'Copy or export it once more: most often a copy did not come to its end.',
  },
  'archive-member-refused': {
    exitCode: unreadableInput,
    message: 'The file {file} is not unpacked: {reason}.',
    hint: 'Unpack the archive yourself, look at what the file is, and give it alone.',
  },
  'archive-too-large': {
    exitCode: unreadableInput,
    message: 'The file {file} is not unpacked: it would take up more than {limit}. Nothing of it was stored.',
    hint: 'No log is packed so tightly. If you know what it is, unpack it yourself and give that file.',
  },
  'archive-too-deep': {
    exitCode: unreadableInput,
    message: 'The file {file} is packed more than {limit} times over.',
    hint: 'Unpack the outer archive yourself, and give what was in it.',
  },
  'archive-too-many': {
    exitCode: unreadableInput,
    message: 'The archive {file} holds more than {limit} files.',
    hint: 'Unpack it yourself, and give the folders that hold logs and lists.',
  },
  'archive-member-missing': {
    exitCode: unreadableInput,
    message: 'There is nothing in {file} that is called {member}.',
    hint: 'Choose one of these: {members}.',
  },
  'spreadsheet-broken': {
    exitCode: unreadableInput,
    message: 'The spreadsheet {file} is damaged: its rows are not in order.',
    hint: 'Open it, save it once more as .xlsx or as CSV, and give that file.',
  },
  'spreadsheet-too-large': {
    exitCode: unreadableInput,
    message: 'The spreadsheet {file} is too large to be read as one.',
    hint: 'Open it, save it as CSV, and give that file.',
  },
  'spreadsheet-too-wide': {
    exitCode: unreadableInput,
    message: 'The spreadsheet {file} has more than {limit} columns: no list and no log has.',
    hint: 'Most often a cell far to the right is filled by mistake: delete the columns behind the table, save, and give that file.',
  },
  'memory-short': {
    exitCode: unreadableInput,
    message: 'The file {file} needs more memory or disk space than there is. Nothing of it was stored.',
    hint: 'Export fewer days at a time, or make room on the disk of the workspace.',
  },
  'file-empty': {
    exitCode: unreadableInput,
    message: 'The file {file} is empty.',
    hint: 'Export it again: a log with no events still has a header line.',
  },
  'list-incomplete': {
    exitCode: unreadableInput,
    message: 'The list {file} is not complete: {count} of its lines cannot be read. Nothing of it was stored.',
    hint: 'Look at it with fmreview preview, correct those lines, and import it again; or leave out --complete.',
  },
  'list-reattributes': {
    exitCode: unreadableInput,
    message:
      'The list {file} would change whose {captures} captures and {requests} requests of {days} past days are. Nothing of it was stored.',
    hint: 'If the list describes another day, give it with --as-of. If the list is right and the past was wrong, say --yes.',
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
  'imported-as-another': {
    exitCode: unreadableInput,
    message: 'The file {file} was imported before as {before}, not as {format}. Nothing was changed.',
    hint: 'If it was read wrongly then, make a new workspace and import everything into it, this file with --as.',
  },
  'mostly-unreadable': {
    exitCode: unreadableInput,
    message:
      'Of {records} records in {file}, {rejected} cannot be read, the first at {place} ({reason}). Nothing of it was stored.',
    hint: 'Look at it with fmreview preview; name its format with --as if it was taken for another; --accept-rejections stores what can be read.',
  },
  'mapping-faults': {
    exitCode: brokenSetup,
    message: 'The description of a layout {file} has faults: {count}.',
    hint: 'Correct the lines listed; fmreview format check lists what is left.',
  },
  'mapping-missing': {
    exitCode: brokenSetup,
    message: 'There is no description of a layout {file}.',
    hint: 'Check the path, or draft one from a file that it shall read: fmreview format draft <file>.',
  },
  'list-empty': {
    exitCode: nothingToReport,
    message: 'No decision approves an entry of the {list} list.',
    hint: 'Decide about entries first: fmreview blocklist suggest, then fmreview blocklist decide.',
  },
  'entry-refused': {
    exitCode: wrongUse,
    message: 'The entry cannot be approved: {reason}.',
    hint: 'Name the site that is meant, such as example.org, or one part of a shared platform.',
  },
  'list-format-not-found': {
    exitCode: wrongUse,
    message: 'There is no format of block lists called {format}.',
    hint: 'Choose one of these: {formats}.',
  },
  'list-format-unknown': {
    exitCode: unreadableInput,
    message: 'The file {file} is in no known format of block lists.',
    hint: 'Name the format with --as if you know it: {formats}.',
  },
  'list-format-ambiguous': {
    exitCode: unreadableInput,
    message: 'More than one format of block lists fits {file}, and they do not mean the same: {formats}.',
    hint: 'Choose one of them with --as.',
  },
  'list-faults': {
    exitCode: unreadableInput,
    message: 'The list {file} has entries that cannot be read or take too much along: {count}.',
    hint: 'Correct the lines listed, most of all the broad ones; fmreview blocklist check lists what is left.',
  },
  'list-too-large': {
    exitCode: unreadableInput,
    message: 'The list {file} is larger than {megabytes} MB.',
    hint: 'Check that it is the right file; a list of that size belongs into the filter itself, not under review.',
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
  'policy-unfinished': {
    exitCode: brokenSetup,
    message:
      'The policy pack is not finished: texts marked CHECK that a review would print: {count}. The first: {place}.',
    hint: 'Decide on each, and rewrite it without the word CHECK. fmreview policy check counts what is left.',
  },
  'taxonomy-faults': {
    exitCode: brokenSetup,
    message: 'The taxonomy {file} has faults: {count}.',
    hint: 'Correct the lines listed and run the command again.',
  },
  'document-kind': {
    exitCode: unreadableInput,
    message: 'The document {file} is {what}, which is not read here.',
    hint: 'Open it in the program that made it, save it as .docx, .txt, .md or .html, and give that file.',
  },
  'document-locked': {
    exitCode: unreadableInput,
    message: 'The document {file} is protected with a password.',
    hint: 'Open it, take the password off, save it as .docx, and give that file.',
  },
  'document-too-large': {
    exitCode: unreadableInput,
    message: 'The document {file} is larger than {megabytes} MB: no policy is.',
    hint: 'Check that it is the right file, or save its text alone as .txt.',
  },
  'document-broken': {
    exitCode: unreadableInput,
    message: 'The document {file} cannot be read: {reason}.',
    hint: 'Open it in Word, save it once more as .docx, and give that file.',
  },
  'document-empty': {
    exitCode: unreadableInput,
    message: 'There is no text in the document {file}.',
    hint: 'A scanned document holds pictures alone: ask for the file that it was made from.',
  },
  'document-without-rules': {
    exitCode: unreadableInput,
    message: 'No rule for those who use the technology was found in the document {file}.',
    hint: 'Check that it is the policy itself. Rules are found as items of lists, or by words such as must and will not.',
  },
  'nation-faults': {
    exitCode: brokenSetup,
    message: 'The school years in {file} have faults: {count}.',
    hint: 'Correct the lines listed and run the command again.',
  },
  'store-newer': {
    exitCode: brokenSetup,
    message: 'The store {file} has version {found}; this program knows versions up to {known}.',
    hint: 'Install the newer program, the one that wrote the store last.',
  },
  'store-older': {
    exitCode: brokenSetup,
    message: 'The store {file} has version {found}; this program works with version {known}.',
    hint: 'Start a new workspace with fmreview init, make its keys, and import the exports again.',
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
  'reader-missing': {
    exitCode: brokenSetup,
    message: 'Nobody has a key yet who may read what this brings: {office}. Nothing of it was stored.',
    hint: 'Make the key first: fmreview keys new {reader}. It takes a passphrase of that reader.',
  },
  'reader-unknown': {
    exitCode: wrongUse,
    message: 'There is no reader of that name with a key.',
    hint: 'Choose one of these: {readers}.',
  },
  'reader-exists': {
    exitCode: wrongUse,
    message: 'The reader {reader} has a key already.',
    hint: 'Use fmreview keys rotate to change it, or choose another word, such as {reader}-2.',
  },
  'reader-name-invalid': {
    exitCode: wrongUse,
    message: 'That is no word for a reader.',
    hint: 'Take a word for the office, in small letters, such as dsl, deputy-dsl-2, headteacher; no names of people.',
  },
  'reader-last': {
    exitCode: wrongUse,
    message: 'Nobody would be left who can open what {reader} opens. Nothing was changed.',
    hint: 'Make a key for another reader of that office first, or give this one a new key: fmreview keys rotate {reader}',
  },
  'reader-office-missing': {
    exitCode: wrongUse,
    message: 'It is not said what this reader may open.',
    hint: 'Add --office with one of these: {offices}.',
  },
  'recipient-in-use': {
    exitCode: wrongUse,
    message: 'Another reader has that key already.',
    hint: 'One person with two offices has one key: give --office twice. Otherwise let each reader make an own key.',
  },
  'reader-other-office': {
    exitCode: wrongUse,
    message: 'The key of {reader} is not for this edition.',
    hint: 'Make it with the key of {office}, or leave out --reader.',
  },
  'output-in-workspace': {
    exitCode: wrongUse,
    message: 'The folder {folder} lies in the workspace, where nothing that names people may stand in clear.',
    hint: 'Choose another folder with --out.',
  },
  'recipient-invalid': {
    exitCode: wrongUse,
    message: 'The recipient given is not one.',
    hint: 'Give the public half of an age key: it begins with age1. Never give the secret half.',
  },
  'reader-key-missing': {
    exitCode: brokenSetup,
    message: 'The key of {reader} is not in {folder}.',
    hint: 'Name the key with --identity <file>, or put it back from your safe copy.',
  },
  'reader-key-broken': {
    exitCode: brokenSetup,
    message: 'The key {file} cannot be used: {reason}.',
    hint: 'Put it back from your safe copy, or use the recovery key with --reader.',
  },
  'passphrase-wrong': {
    exitCode: brokenSetup,
    message: 'That is not the passphrase of the key {file}.',
    hint: 'Try again. Nobody can look it up: without it, only another reader of the same office or the recovery key opens the data.',
  },
  'passphrase-missing': {
    exitCode: wrongUse,
    message: 'The key of {reader} needs its passphrase, and there is no terminal to ask in.',
    hint: 'Give it with --passphrase-file <file> or --passphrase-fd <number>.',
  },
  'passphrase-differs': {
    exitCode: wrongUse,
    message: 'The two passphrases are not the same.',
    hint: 'Run the command again and type the same words twice.',
  },
  'passphrase-weak': {
    exitCode: wrongUse,
    message: 'The passphrase is too short: it needs at least {letters} letters.',
    hint: 'Take four or more words that do not belong together, with spaces between.',
  },
  'segment-broken': {
    exitCode: brokenSetup,
    message: 'The sealed segment {file} cannot be used: {reason}.',
    hint: 'Put the folder sealed back from your last safe copy. The figures without names need none of it.',
  },
  'audit-faults': {
    exitCode: brokenSetup,
    message: 'The audit {file} has been changed. Places: {count}.',
    hint: 'Keep it as it is, find out who could write to it, and tell the data protection officer.',
  },
  'audit-unwritable': {
    exitCode: brokenSetup,
    message: 'The audit {file} cannot be written: {reason}.',
    hint: 'Make room, see that you may write to the workspace, and run the command again.',
  },
  'store-unrewritten': {
    exitCode: brokenSetup,
    message: 'The rows are deleted, but {file} could not be written anew: their bytes may still stand in it.',
    hint: 'Make room for a second one beside it and close what has it open. Any command then does it: fmreview status',
  },
  'clock-moved-back': {
    exitCode: brokenSetup,
    message: 'The clock of this computer says {now}, but the audit was last written at {last}.',
    hint: 'Set the clock right first: with a wrong date, what must be kept would be deleted.',
  },
  'period-deleted': {
    exitCode: nothingToReport,
    message: 'The period begins on {from}, but everything before {day} has been deleted by retention.',
    hint: 'Choose a period that begins on {day} or later; issued reviews and monthly figures of before are kept.',
  },
  'subject-not-found': {
    exitCode: nothingToReport,
    message: 'Nothing that this key opens is about such a person. Segments sealed to other readers: {closed}.',
    hint: 'Give the account, the number on the list of people, or "First Last" as the list writes it; or another key.',
  },
  'subject-ambiguous': {
    exitCode: wrongUse,
    message: 'More than one person fits: {count}.',
    hint: 'Give the number on the list of people, or the account with its domain: name@domain.',
  },
  'erase-unconfirmed': {
    exitCode: wrongUse,
    message: 'Nothing was erased: nobody confirmed it.',
    hint: 'Answer yes at the terminal, or say --yes where nobody sits at one.',
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
  'no-filter-log': {
    exitCode: nothingToReport,
    message: 'The store holds no log of the web filter yet.',
    hint: 'Import logs of the filter first: fmreview import.',
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
  'event-sealed': {
    exitCode: wrongUse,
    message: 'The event {event} is sealed to other readers.',
    hint: 'Whoever may read it explains it with their own key: --reader <name>.',
  },
  'output-unwritable': {
    exitCode: wrongUse,
    message: 'The output {file} cannot be written: {reason}.',
    hint: 'Close it if it is open elsewhere, or choose another place with --out.',
  },
  'output-folder': {
    exitCode: wrongUse,
    message: 'The folder {folder} is not there and cannot be made: {reason}.',
    hint: 'Make the folder first, or choose with --out one that exists and in which you may write.',
  },
  'output-exists': {
    exitCode: wrongUse,
    message: 'There is already a file {file}.',
    hint: 'Choose another name with --out: what people filled in must not be lost.',
  },
  'workspace-unwritable': {
    exitCode: brokenSetup,
    message: 'The workspace cannot be written to: {file}: {reason}. Nothing was changed.',
    hint: 'Make room on the disk, check that you may write there, and run the command again.',
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
