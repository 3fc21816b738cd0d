/** What every command gets beside its own arguments, and what it gives back. */
import type { ExitCode, StandardInput } from '@fmreview/core';
import type { Output } from './output.js';

export interface Context {
  /** Folder that relative paths start from. */
  readonly folder: string;
  /** Whether somebody sits there who can be asked. */
  readonly isInteractive: boolean;
  readonly output: Output;
  /** What a file called `-` stands for. */
  readonly standardInput?: StandardInput;
  readonly signal: AbortSignal;
}

/** A command's module. Its input is what the user typed: unknown until the command has judged it. */
export interface CommandModule {
  readonly run: (input: unknown, context: Context) => Promise<ExitCode>;
}
