/** The exit codes as `fmreview --help` prints them: scripts rely on them. */
import type { ExitCode } from '@fmreview/core';

const MEANINGS = {
  0: 'success',
  1: 'unexpected fault of the program',
  2: 'wrong use of the command',
  3: 'input that cannot be read',
  4: 'workspace or configuration broken',
  5: 'nothing to report',
  6: 'partly done',
} as const satisfies Record<ExitCode, string>;

export const exitCodesText = (): string =>
  ['Exit codes:', ...Object.entries(MEANINGS).map(([code, meaning]) => `  ${code}  ${meaning}`)].join('\n');
