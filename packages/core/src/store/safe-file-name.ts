/** A file's name as the store may keep it: dates, small numbers and common words; anything else may name somebody. */

const COMMON = new Set([
  ...['log', 'logs', 'access', 'console', 'web', 'filter', 'proxy', 'squid', 'internet', 'network', 'traffic', 'usage'],
  ...['capture', 'captures', 'alert', 'alerts', 'securus', 'monitoring', 'safeguarding', 'event', 'events', 'activity'],
  ...['roster', 'people', 'pupils', 'staff', 'users', 'devices', 'device', 'registry', 'inventory', 'list', 'class'],
  ...['export', 'exports', 'report', 'data', 'file', 'school', 'term', 'half', 'year', 'month', 'week', 'day', 'daily'],
  ...['weekly', 'monthly', 'autumn', 'spring', 'summer', 'all', 'full', 'new', 'old', 'copy', 'final', 'part', 'page'],
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november'],
  ...['december', 'jan', 'feb', 'mar', 'apr', 'jun', 'jul', 'aug', 'sep', 'sept', 'oct', 'nov', 'dec', 'to', 'from'],
  ...['checks', 'check', 'exclusions', 'exclusion', 'lists', 'block', 'allow', 'exceptions', 'approved', 'refused'],
  ...['outcomes', 'outcome', 'decisions', 'concerns', 'concern', 'acceptance', 'signatures', 'signed'],
  ...['csv', 'txt', 'tsv', 'gz', 'zip', 'xlsx', 'sheet', 'of', 'standard', 'input'],
]);

/** Days, months, years, and dates written together; other numbers may be those of a person. */
const DATE_LIKE = /^(\d{1,2}|(19|20)\d{2}|(19|20)\d{4}|(19|20)\d{6})$/;

export const safeFileName = (name: string): string =>
  name.replace(/[\p{L}\p{N}\p{M}']+/gu, (word) =>
    COMMON.has(word.toLowerCase()) || DATE_LIKE.test(word) ? word : '…',
  );
