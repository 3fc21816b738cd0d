/** What the three layouts of FortiGate’s log share. */
import { derive, deriveTime, type Surroundings, TRANSFORMS, toldBy } from '../transforms.js';

const isEpoch = (raw: string) => `regexp_full_match(${raw}, '[0-9]{9,19}')`;

/** `eventtime` since 1970, in seconds or nanoseconds by the firmware; else the date, with time and zone beside it. */
const fortigateTime = deriveTime(
  (raw, around) =>
    `CASE WHEN ${isEpoch(raw)} THEN ${toldBy(TRANSFORMS.epoch, raw, around)} ELSE ${TRANSFORMS.time.told(raw, around)} END`,
);

/** `url` holds a path in old firmware and the whole address in new; host and service stand beside it. */
export const fortigateUrl = derive('VARCHAR', null, (raw, { others: [host = 'NULL', service = 'NULL'] }) => {
  const scheme = `CASE lower(${service}) WHEN 'https' THEN 'https://' WHEN 'http' THEN 'http://' ELSE '' END`;
  const path = `CASE WHEN starts_with(${raw}, '/') THEN ${raw} ELSE '/' || coalesce(${raw}, '') END`;
  return `CASE WHEN coalesce(${host}, '') = '' OR regexp_matches(${raw}, '^[A-Za-z]+://') THEN ${raw} ELSE ${scheme} || ${host} || ${path} END`;
});

/** A page of warning is logged as blocked too: the end of the log's number tells it apart (memory only, not checked). */
export const fortigateAction = derive(
  'VARCHAR',
  null,
  (raw, { others: [number = 'NULL'] }) => `${raw} || CASE WHEN ends_with(${number}, '13057') THEN ' 13057' ELSE '' END`,
);

export const FORTIGATE_ACTIONS = { 'blocked 13057': 'warned' } as const;

const fromRawData = (name: string) => (raw: string) =>
  `CASE WHEN contains(${raw}, '=') THEN regexp_extract(${raw}, '(?:^|[|])${name}=([^|]*)', 1) ELSE ${raw} END`;

/** Keys of their own in new firmware, else parts of `rawdata`. The key `method` is how the site was looked up. */
export const fortigateMethod = derive('VARCHAR', null, fromRawData('Method'));
export const fortigateAgent = derive(
  'VARCHAR',
  null,
  (raw: string, _around: Surroundings) =>
    `CASE WHEN contains(${raw}, 'User-Agent=') THEN ${fromRawData('User-Agent')(raw)} WHEN NOT starts_with(${raw}, 'Method=') THEN ${raw} END`,
);

export const FORTIGATE_FIELDS = {
  time: { aliases: ['eventtime', 'date'], with: [['time'], ['tz']], as: fortigateTime },
  user: { aliases: ['user', 'unauthuser'], as: 'account' },
  sourceIp: { aliases: ['srcip'], as: 'text' },
  url: { aliases: ['url'], with: [['hostname'], ['service']], as: fortigateUrl },
  category: { aliases: ['catdesc', 'cat'], as: 'text' },
  action: { aliases: ['action'], with: [['logid']], as: fortigateAction },
  rule: { aliases: ['profile', 'policyid'], as: 'text' },
  method: { aliases: ['httpmethod', 'rawdata'], as: fortigateMethod },
  bytes: { aliases: ['rcvdbyte'], as: 'whole-number' },
  userAgent: { aliases: ['agent', 'rawdata'], as: fortigateAgent },
} as const;
