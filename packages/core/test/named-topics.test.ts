// A topic that the configuration names and nobody knows is told with its line: it would block nothing, in silence.
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AppError, initWorkspace, mapPeriod, openStore, readWorkspaceConfiguration, type Store } from '../src/index.js';
import { removeFolder, temporaryFolder } from './support/workspace.js';

let folder = '';
let store: Store;

beforeAll(async () => {
  folder = await temporaryFolder('named-topics');
  const workspace = await initWorkspace(join(folder, 'school'), {
    ...{ name: 'Fernhollow', timeZone: 'Europe/London', policy: 'beech-green' },
  });
  const text = await readFile(workspace.configurationFile, 'utf8');
  await writeFile(workspace.configurationFile, text.replace(/^(blocks|curriculum): \[\]$/gm, ''));
  await appendFile(
    workspace.configurationFile,
    [
      'blocks:',
      '  - { topics: [gambling, gamling], groups: [pupils] }',
      'curriculum:',
      '  - { title: Vaping, topics: [vapes], from: 2026-05-11, to: 2026-05-15 }',
      '',
    ].join('\n'),
  );
  store = await openStore(workspace);
});
afterAll(async () => {
  store?.close();
  await removeFolder(folder);
});

it('names every unknown topic with its line, and what there is', async () => {
  const configuration = readWorkspaceConfiguration(store.workspace);
  const lines = (await readFile(store.workspace.configurationFile, 'utf8')).split('\n');
  const error = await mapPeriod(store, configuration, { from: '2026-03-02', to: '2026-03-02' }).catch((cause) => cause);
  expect(error).toBeInstanceOf(AppError);
  expect(error.code).toBe('configuration-faults');
  expect(
    error.faults.map(({ line, message }: { line: number; message: string }) => [line, message.split(';')[0]]),
  ).toEqual([
    [lines.findIndex((each) => each.includes('gamling')) + 1, 'blocks[0].topics[1]: no such topic'],
    [lines.findIndex((each) => each.includes('vapes')) + 1, 'curriculum[0].topics[0]: no such topic'],
  ]);
});
