/** The questions of `fmreview init`: only for what was not given, each with an answer ready. */
import { autocomplete, isCancel, select, text } from '@clack/prompts';
import { fail, type PolicySummary } from '@fmreview/core';
import type { School } from './commands/init.js';

interface Questions {
  readonly known: Partial<School>;
  readonly ordinary: School;
  readonly policies: readonly PolicySummary[];
  readonly signal: AbortSignal;
}

function answered(answer: string | symbol): string {
  if (typeof answer === 'symbol' || isCancel(answer)) throw fail('cancelled', {});
  return answer;
}

export async function askSchool({ known, ordinary, policies, signal }: Questions): Promise<School> {
  // Questions are words: stdout stays free for data.
  const channel = { output: process.stderr, signal };
  const askName = () =>
    text({
      ...channel,
      message: 'What is the school called?',
      placeholder: ordinary.name,
      defaultValue: ordinary.name,
    });
  const askZone = () =>
    autocomplete({
      ...channel,
      message: 'Which time zone are its clocks in? Type to search.',
      options: Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone })),
      initialValue: ordinary.timeZone,
      maxItems: 5,
    });
  const askPolicy = () =>
    select({
      ...channel,
      message: 'Which acceptable use policy does it follow?',
      options: policies.map(({ id, school, title }) => ({ value: id, label: school, hint: title })),
      initialValue: ordinary.policy,
    });
  return {
    name: known.name ?? answered(await askName()),
    timeZone: known.timeZone ?? answered(await askZone()),
    policy: known.policy ?? answered(await askPolicy()),
  };
}

/** @returns the public half of a spare key; null for none */
export async function askRecovery(signal: AbortSignal): Promise<string | null> {
  const answer = await text({
    output: process.stderr,
    signal,
    message: 'Public half (age1…) of a spare key that opens everything and lies in a safe? Enter for none.',
    placeholder: 'none',
    defaultValue: '',
  });
  const given = answered(answer).trim();
  return given === '' ? null : given;
}
