#!/usr/bin/env node
/** Where the process begins and ends, and the one catcher of everything that goes wrong between. */
import type { ExitCode } from '@fmreview/core';
import { reportError } from './error-report.js';
import { openOutput } from './output.js';
import { buildProgram } from './program.js';

// Whatever a command leaves in a workspace, the database's own files too, is for its owner alone.
process.umask(0o077);
const cancellation = new AbortController();
const cancel = () => cancellation.abort();
// A closed window is one of them: what was unpacked goes then too. Once only: whoever asks a second time wants the process
// gone at once.
const ENDINGS = [
  'SIGINT',
  'SIGTERM',
  'SIGHUP',
  ...(process.platform === 'win32' ? (['SIGBREAK'] as const) : []),
] as const;
for (const ending of ENDINGS) process.once(ending, cancel);

const output = openOutput(process.stdout, process.stderr, cancel);
let exitCode: ExitCode = 0;
const program = buildProgram(async (load, input) => {
  const context = {
    folder: process.cwd(),
    isInteractive: process.stdin.isTTY === true && process.stdout.isTTY === true,
    output,
    standardInput: process.stdin,
    signal: cancellation.signal,
  };
  const command = await load();
  exitCode = await command.run(input, context);
});
let failure: unknown;
try {
  await program.parseAsync();
} catch (error) {
  failure = error;
}
await output.close();
failure ??= output.failure();
if (failure !== null) {
  const isDebug = program.opts()['debug'] === true || process.env['FMREVIEW_DEBUG'] === '1';
  exitCode = await reportError(failure, { output, isDebug, isCancelled: cancellation.signal.aborted });
}
process.exitCode = exitCode;
