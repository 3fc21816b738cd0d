/** `fmreview keys`: who can open what is sealed. Making a key, changing it, ending it, and the list of those there are. */
import {
  type ExitCode,
  fail,
  isCurrent,
  LEAST_PASSPHRASE_LETTERS,
  makeReaderKey,
  type Office,
  READER_OFFICES,
  type Reader,
  type ReaderOffice,
  type Recording,
  type Resealed,
  readerNamed,
  readReaders,
  registerReader,
  revokeReader,
  rotateReaderKey,
  type Store,
} from '@fmreview/core';
import { z } from 'zod';
import type { Context } from '../context.js';
import { countText, jsonText } from '../display-text.js';
import { record, tellClock } from '../record.js';
import { textTable } from '../text-table.js';
import { askPassphrase, givenPassphrase, openKey, type UnlockInput } from '../unlock-options.js';
import { withStore } from '../workspace-store.js';

const inputShape = z.object({
  action: z.enum(['new', 'list', 'rotate', 'revoke']),
  reader: z.string().optional(),
  office: z.array(z.enum(READER_OFFICES)).optional(),
  recipient: z.string().optional(),
  with: z.string().optional(),
  identity: z.string().optional(),
  // Commander's name for --no-passphrase.
  passphrase: z.boolean().default(true),
  passphraseFile: z.string().optional(),
  passphraseFd: z.number().int().optional(),
  withPassphraseFile: z.string().optional(),
  workspace: z.string().optional(),
  json: z.boolean().default(false),
});
type Input = z.infer<typeof inputShape>;

export async function run(input: unknown, context: Context): Promise<ExitCode> {
  const given = inputShape.parse(input);
  return withStore(given.workspace, context, async (store) => {
    if (given.action === 'list') return list(store, given, context);
    const name = given.reader ?? '';
    if (name === '') throw fail('reader-name-invalid', {});
    tellClock(await CHANGES[given.action](store, { ...given, name }, context), context);
    return 0;
  });
}

type Order = Input & { readonly name: string };

/** An office's own word is its reader's; other words need to be told the office. */
function officesFor({ name, office }: Order): ReaderOffice[] {
  if (office !== undefined) return office;
  const own = READER_OFFICES.find((each) => each === name);
  if (own === undefined) throw fail('reader-office-missing', { offices: READER_OFFICES.join(', ') });
  return [own];
}

/** For a key that is being made: asked for twice, because nobody can look it up. */
async function newPassphrase(order: Order, context: Context): Promise<string | null> {
  if (!order.passphrase) {
    context.output.alarm(
      'This key is NOT locked: whoever finds its file reads what is sealed to it. For demonstrations only.',
    );
    return null;
  }
  const ready = givenPassphrase(order, context);
  if (ready !== null) return ready;
  if (!context.isInteractive) throw fail('passphrase-missing', { reader: order.name });
  const rule = `at least ${LEAST_PASSPHRASE_LETTERS} letters; four or more words`;
  const first = await askPassphrase(`New passphrase for ${order.name} (${rule})`, context);
  if ([...first].length < LEAST_PASSPHRASE_LETTERS)
    throw fail('passphrase-weak', { letters: LEAST_PASSPHRASE_LETTERS });
  if (first !== (await askPassphrase('The same again', context))) throw fail('passphrase-differs', {});
  return first;
}

/** The key of somebody who can open what was sealed before; null when nobody is named. */
async function helperSecrets(store: Store, name: string | undefined, order: Order, context: Context) {
  if (name === undefined) return null;
  const unlocking: UnlockInput = {
    reader: name,
    ...(order.identity === undefined ? {} : { identity: order.identity }),
    ...(order.withPassphraseFile === undefined ? {} : { passphraseFile: order.withPassphraseFile }),
  };
  const office: Office = 'dsl';
  const { reader, secret } = await openKey(store, office, unlocking, context);
  await record(store, { command: 'keys unlock', reader: reader.name }, context);
  return [secret];
}

const CHANGES = {
  async new(store: Store, order: Order, context: Context): Promise<Resealed & Recording> {
    const offices = officesFor(order);
    const secrets = await helperSecrets(store, order.with, order, context);
    if (order.recipient !== undefined) {
      const done = await registerReader(store, { name: order.name, offices, recipient: order.recipient }, secrets);
      context.output.words(`${order.name} can open what is sealed from now on, with a key that is kept elsewhere.`);
      tellResealed(done, secrets !== null, context);
      return done;
    }
    const passphrase = await newPassphrase(order, context);
    const made = await makeReaderKey(store, { name: order.name, offices, passphrase }, secrets);
    await context.output.data(made.file);
    context.output.words('Keep a copy of that file in a safe place. Its public half:');
    context.output.words(`  ${made.recipient}`);
    tellResealed(made, secrets !== null, context);
    return made;
  },
  async rotate(store: Store, order: Order, context: Context): Promise<Resealed & Recording> {
    const secrets = await helperSecrets(store, order.with ?? order.name, order, context);
    const passphrase = await newPassphrase(order, context);
    const made = await rotateReaderKey(store, { name: order.name, passphrase }, secrets ?? []);
    await context.output.data(made.file);
    context.output.words(`${order.name} has a new key. Its public half:`);
    context.output.words(`  ${made.recipient}`);
    tellResealed(made, true, context);
    return made;
  },
  async revoke(store: Store, order: Order, context: Context): Promise<Resealed & Recording> {
    await readerNamed(store, order.name);
    const secrets = await helperSecrets(store, order.with, order, context);
    const done = await revokeReader(store, order.name, secrets);
    context.output.words(`Nothing new is sealed to ${order.name}.`);
    tellResealed(done, secrets !== null, context);
    return done;
  },
} as const;

function tellResealed({ resealed, closed, others, broken }: Resealed, isAttempted: boolean, { output }: Context): void {
  if (!isAttempted) {
    if (closed > 0)
      output.words(
        'What was sealed before stays as it was. To seal it anew, name a reader who opens it: --with <reader>',
      );
    return;
  }
  output.words(`Sealed anew: ${countText(resealed)} segments.`);
  if (closed > 0)
    output.alarm(
      `Left as they were: ${countText(closed)} segments that this key does not open. Do it again with theirs.`,
    );
  if (others > 0) output.words(`Sealed to other readers, who need nothing: ${countText(others)} segments.`);
  if (broken.length === 0) return;
  output.alarm(`Broken, and left as they are: ${countText(broken.length)} segments.`);
  for (const file of broken) output.words(`  ${file}`);
  output.words('Put them back from your last safe copy, and do it again. Until then, keep old keys.');
}

const stateOf = (reader: Reader) => (isCurrent(reader) ? 'in use' : `ended ${reader.ended?.slice(0, 10) ?? ''}`);

async function list(store: Store, { json }: Input, { output }: Context): Promise<ExitCode> {
  const readers = await readReaders(store);
  if (json) await output.data(jsonText({ readers }, 2));
  else if (readers.length === 0) output.words('Nobody has a key yet: fmreview keys new dsl');
  else {
    const rows = readers.map((reader) => [
      reader.name,
      reader.offices.join(', '),
      reader.since.slice(0, 10),
      stateOf(reader),
      `…${reader.recipient.slice(-8)}`,
    ]);
    const headings = ['Reader', 'Opens as', 'Since', 'State', 'Public half'].map((heading) => ({ heading }));
    await output.data(textTable(headings, rows, output));
  }
  return 0;
}
