/** Wrong use of the command line: what commander says about it, in one line, and where to read more. */
import type { Command } from 'commander';

export class WrongUse extends Error {
  override readonly name = 'WrongUse';
  readonly hint: string;

  constructor(message: string, command: string) {
    super(message);
    this.hint = `See ${command} --help`;
  }
}

function sentence(text: string): string {
  const oneLine = text.replace(/^error: /, '').replace(/\s*\n\s*/g, '. ');
  return `${oneLine.charAt(0).toUpperCase()}${oneLine.slice(1)}`.replace(/[^.?)]$/, '$&.');
}

const pathOf = (command: Command): string =>
  command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;

/** Lets the program and each of its commands throw where commander would end the process. */
export function throwWrongUse(program: Command): void {
  for (const command of [program, ...program.commands]) {
    command.configureOutput({ outputError: () => {} });
    command.exitOverride((error) => {
      const isHelp = error.exitCode === 0 || error.code === 'commander.help';
      throw isHelp ? error : new WrongUse(sentence(error.message), pathOf(command));
    });
  }
}
