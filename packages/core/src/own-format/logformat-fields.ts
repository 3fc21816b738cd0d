/** Which code of a `logformat` is which field, and how its text is read. */
import type { AnySource } from '../normalise/header.js';
import { derive } from '../normalise/transforms.js';
import type { Meaning } from './logformat-codes.js';
import type { LogformatCode } from './logformat-parts.js';

/** The codes of a layout, and the group of the expression that each is. */
export interface WrittenCodes {
  readonly codes: readonly LogformatCode[];
  readonly groups: readonly number[];
}

/** What Squid wrote as `%5C` is a backslash again, before anything else is made of the name. */
const USER = derive('VARCHAR', null, (raw, { others }) => {
  const first = [raw, ...others].map((each) => `nullif(nullif(trim(${each}, '"'), '-'), '')`).join(', ');
  return `regexp_replace(regexp_replace(coalesce(${first}), '%5[cC]', '\\\\', 'g'), '%20', ' ', 'g')`;
});
/** `TCP_DENIED` alone does not say whether it was a demand to log on; with the status it does. */
const ACTION = derive('VARCHAR', null, (raw, { others: [status = "''"] }) =>
  status === "''" ? raw : `${raw} || '/' || ${status}`,
);
const HOST_AND_PATH = derive(
  'VARCHAR',
  null,
  (raw, { others: [path = "''"] }) => `${raw} || CASE WHEN starts_with(${path}, '/') THEN ${path} ELSE '' END`,
);
const TEXT = 'text';

/** Without the status, a denial that asks to log on looks like any other. */
export const RESULT_ACTIONS = { 'tcp_denied*': 'blocked', 'tcp_*': 'allowed' } as const;

export function fieldsFrom({ codes, groups }: WrittenCodes): Record<string, AnySource> {
  const all = (meaning: Meaning, argument?: RegExp) =>
    codes.flatMap((code, index) =>
      code.meaning === meaning && (argument === undefined || argument.test(code.argument)) ? [groups[index] ?? 0] : [],
    );
  const first = (...candidates: readonly number[][]) => candidates.flat()[0];
  const fields: Record<string, AnySource> = {};
  const put = (name: string, at: number | undefined, as: AnySource['as'], others: readonly number[] = []) => {
    if (at !== undefined) fields[name] = { at, as, ...(others.length === 0 ? {} : { with: others }) };
  };
  const epoch = first(all('seconds'), all('start'));
  put(
    'time',
    first(epoch === undefined ? [] : [epoch], all('local-time'), all('utc-time')),
    epoch === undefined ? 'time' : 'epoch',
  );
  const [user, ...otherUsers] = all('user');
  put('user', user, USER, otherUsers);
  put('sourceIp', first(all('address'), all('header', /^x-forwarded-for$/i)), TEXT);
  put('device', first(all('computer')), TEXT);
  const host = first(all('host'), all('header', /^host$/i));
  const [url] = all('url');
  if (url !== undefined) put('url', url, TEXT);
  else if (host !== undefined) put('url', host, HOST_AND_PATH, all('path').slice(0, 1));
  else put('url', first(all('path')), TEXT);
  put('category', first(all('note', /categor/i)), TEXT);
  put('action', first(all('result')), ACTION, all('status').slice(0, 1));
  put('rule', first(all('tag'), all('error')), TEXT);
  put('method', first(all('method')), TEXT);
  put('status', first(all('status')), 'whole-number');
  put('bytes', first(all('bytes')), 'whole-number');
  put('contentType', first(all('type')), TEXT);
  put('elapsed', first(all('elapsed')), 'whole-number');
  put('userAgent', first(all('header', /^user-agent$/i)), TEXT);
  return fields;
}
