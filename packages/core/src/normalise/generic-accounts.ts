/** Accounts that many can use by their name, not by a list: `guest`, `student1`, `cover-temp2`. */
const WORDS: ReadonlySet<string> = new Set([
  ...['admin', 'administrator', 'root', 'system', 'service', 'svc', 'sysadmin', 'itadmin', 'support', 'helpdesk'],
  ...['guest', 'visitor', 'public', 'kiosk', 'anonymous', 'user', 'test', 'tester', 'testing', 'temp', 'temporary'],
  ...[
    'student',
    'pupil',
    'teacher',
    'staff',
    'supply',
    'cover',
    'class',
    'classroom',
    'office',
    'reception',
    'library',
  ],
  ...[
    'exam',
    'exams',
    'lab',
    'laptop',
    'tablet',
    'ipad',
    'suite',
    'room',
    'shared',
    'local',
    'imaging',
    'install',
    'setup',
  ],
  ...[
    'print',
    'printer',
    'scanner',
    'scan',
    'backup',
    'account',
    'generic',
    'default',
    'demo',
    'train',
    'training',
    'ict',
    'it',
  ],
]);

/** All its words, digits aside, are such words. */
export function isGenericAccount(name: string): boolean {
  const words = name
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
  return words.length > 0 && words.every((word) => WORDS.has(word));
}
