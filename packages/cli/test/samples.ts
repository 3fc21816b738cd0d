/** Tiny exports, made up line by line. */

const squidLine = (seconds: number, host: string, rest: string) =>
  `${1_772_442_000 + seconds}.250    120 10.20.1.15 ${rest} http://${host}/a toskelby HIER_DIRECT/192.0.2.7 text/html`;

export const SQUID_LOG = [
  squidLine(0, 'www.example.org', 'TCP_MISS/200 5120 GET'),
  squidLine(1, 'bets.example.net', 'TCP_DENIED/403 3900 GET'),
  '1772442003.500      0 10.20.1.16 TCP_MISS/200 41',
  '',
].join('\n');

export const longSquidLog = (lines: number): string =>
  Array.from({ length: lines }, (_, index) => squidLine(index, 'www.example.org', 'TCP_MISS/200 5120 GET')).join('\n');

export const CONSOLE_EXPORT = [
  '"Date and time","User","Client IP","URL","Category","Action"',
  '"05/03/2026 10:15:00","toskelby","10.20.2.9","https://www.example.org/maths","Education","Allowed"',
  '"05/03/2026 10:16:00","toskelby","10.20.2.9","bets.example.net","Gambling","Blocked"',
  '',
].join('\r\n');

export const CAPTURES = [
  'Capture ID,Created,Username,Station,Source,Library category,Phrase,Severity',
  '7001,13/03/2026 10:00:05,toskelby,FH-IT-01,Keyboard,Bullying,made up phrase,3',
  '7002,13/03/2026 10:01:05,toskelby,FH-IT-01,Keyboard,Games,made up phrase,high',
  '',
].join('\r\n');

export const BROKEN_FILE = 'this is no export\nof any kind\n';
