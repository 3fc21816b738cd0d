/** Runs a command inside the test, for what does not need a process of its own: much faster than one. */
import type { CommandModule } from '../src/context.js';

export interface Printed {
  readonly exitCode: number;
  readonly data: string;
  readonly words: readonly string[];
}

/** @throws what the command throws */
export async function inProcess(command: CommandModule, folder: string, input: object): Promise<Printed> {
  const data: string[] = [];
  const words: string[] = [];
  const output = {
    columns: 80,
    isTerminal: false,
    data: async (text: string) => void data.push(text),
    words: (text: string) => void words.push(text),
    alarm: (text: string) => void words.push(text),
    heading: (text: string) => text,
    progress: () => {},
    close: async () => {},
    failure: () => null,
  };
  const context = { folder, isInteractive: false, output, signal: new AbortController().signal };
  const exitCode = await command.run(input, context);
  return { exitCode, data: data.join('\n'), words };
}
