/** `fmreview init`: makes a workspace, with questions only where somebody sits who can answer them. */
import { join, resolve } from 'node:path';
import {
  assertRecipient,
  type ExitCode,
  fail,
  findWorkspace,
  initWorkspace,
  listPolicies,
  openStore,
  registerReader,
  type Workspace,
} from '@fmreview/core';
import { z } from 'zod';
import type { Context } from '../context.js';
import { tellClock } from '../record.js';

const inputShape = z.object({
  dir: z.string(),
  name: z.string().optional(),
  timeZone: z.string().optional(),
  policy: z.string().optional(),
  config: z.string().optional(),
  recovery: z.string().optional(),
});
type Input = z.infer<typeof inputShape>;

export interface School {
  readonly name: string;
  readonly timeZone: string;
  readonly policy: string;
}

const ORDINARY: School = { name: 'Our school', timeZone: 'Europe/London', policy: 'beech-green' };

export async function run(input: unknown, context: Context): Promise<ExitCode> {
  const given = inputShape.parse(input);
  checkPolicy(given.policy);
  const folder = resolve(context.folder, given.dir);
  const ready = given.config === undefined ? undefined : resolve(context.folder, given.config);
  const school = ready === undefined ? await schoolFrom(given, folder, context) : ORDINARY;
  const recovery = given.recovery ?? (await recoveryFrom(context, ready !== undefined));
  if (recovery !== null) assertRecipient(recovery);
  const workspace = await initWorkspace(folder, school, ready);
  if (recovery !== null) await addRecovery(workspace, recovery, context);
  for (const line of nextSteps(workspace, given)) context.output.words(line);
  await context.output.data(workspace.folder);
  return 0;
}

function checkPolicy(policy: string | undefined): void {
  if (policy === undefined || /[\\/]|\.ya?ml$/.test(policy)) return;
  const known = listPolicies().map(({ id }) => id);
  if (!known.includes(policy)) throw fail('policy-not-found', { policy, policies: known.join(', ') });
}

async function schoolFrom(given: Input, folder: string, context: Context): Promise<School> {
  const known: Partial<School> = {
    ...(given.name === undefined ? {} : { name: given.name }),
    ...(given.timeZone === undefined ? {} : { timeZone: given.timeZone }),
    ...(given.policy === undefined ? {} : { policy: given.policy }),
  };
  const isComplete = Object.keys(ORDINARY).every((key) => key in known);
  if (!context.isInteractive || isComplete) return { ...ORDINARY, ...known };
  // Nobody should answer questions for a folder that is taken.
  if (isWorkspace(folder)) throw fail('workspace-exists', { folder });
  const { askSchool } = await import('../ask-school.js');
  return askSchool({ known, ordinary: ORDINARY, policies: listPolicies(), signal: context.signal });
}

/** A spare key is offered where somebody can answer; without one a lost key loses the names that it alone opened. */
async function recoveryFrom(context: Context, isReady: boolean): Promise<string | null> {
  if (!context.isInteractive || isReady) return null;
  const { askRecovery } = await import('../ask-school.js');
  return askRecovery(context.signal);
}

async function addRecovery(workspace: Workspace, recipient: string, context: Context): Promise<void> {
  const store = await openStore(workspace);
  try {
    tellClock(await registerReader(store, { name: 'recovery', offices: ['recovery'], recipient }), context);
  } finally {
    store.close();
  }
}

function isWorkspace(folder: string): boolean {
  try {
    findWorkspace(folder, folder);
    return true;
  } catch {
    return false;
  }
}

function nextSteps(workspace: Workspace, { dir, config }: Input): string[] {
  const look = config === undefined ? 'correct the lines marked CHECK' : 'see that it is the right one';
  const steps = [
    `Open ${join(dir, 'fmreview.yaml')}: ${look}.`,
    `Keep a copy of ${join(dir, 'store.key')} in a safe place: nobody can make it again.`,
    `Go into the folder:  cd ${/\s/.test(dir) ? `"${dir}"` : dir}`,
    'Make each key:       fmreview keys new dsl   (see fmreview keys --help)',
    'Load the exports:    fmreview import <files or folders>',
    'Make a review:       fmreview review --help',
  ];
  return [
    `There is a new workspace in ${workspace.folder}.`,
    '',
    'What to do next:',
    ...steps.map((step, index) => `  ${index + 1}. ${step}`),
    '',
  ];
}
