/** What products write for accounts, sites and verdicts, and what it means. Cases after the survey of formats. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseAccount } from '../src/normalise/accounts.js';
import { ACTIONS, actionOf } from '../src/normalise/action-words.js';
import { namesNobody, parseHost } from '../src/normalise/hosts.js';
import { withoutPupilNumbers } from '../src/normalise/pupil-numbers.js';
import { authoritySql, TRANSFORMS, type TransformName } from '../src/normalise/transforms.js';
import { type Database, openDatabase } from '../src/store/database.js';
import { fc, runs } from './support/properties.js';

let database: Database;
beforeAll(async () => {
  database = await openDatabase(':memory:');
});
afterAll(() => database.close());

describe('accounts', () => {
  it.each([
    ['toskelby', 'toskelby', null],
    ['TOskelby ', 'toskelby', null],
    ['FERNHOLLOW\\toskelby', 'toskelby', 'fernhollow'],
    ['FERNHOLLOW\\\\toskelby', 'toskelby', 'fernhollow'],
    ['toskelby@Fernhollow.Example', 'toskelby', 'fernhollow.example'],
    ['FERNHOLLOW\\toskelby@REALM.EXAMPLE', 'toskelby', 'fernhollow'],
    ['\\toskelby', 'toskelby', null],
    ['toskelby@', 'toskelby', null],
    ['@toskelby', '@toskelby', null],
    ['one@two@fernhollow.example', 'one@two', 'fernhollow.example'],
    ['Class 1A', 'class 1a', null],
    ['Tavrin Oskelby', 'tavrin oskelby', null],
    ['10.20.1.15', '10.20.1.15', null],
    ['ZOË', 'zoë', null],
    ['Tavrin Oskelby (toskelby@Fernhollow.Example)', 'toskelby', 'fernhollow.example'],
    ['Oskelby, Tavrin <TOskelby@fernhollow.example>', 'toskelby', 'fernhollow.example'],
    ['<toskelby@fernhollow.example>', 'toskelby', 'fernhollow.example'],
    ['Tavrin Oskelby (FERNHOLLOW\\toskelby@realm.example)', 'toskelby', 'fernhollow'],
    ['Oskelby, Tavrin (Year 7) (toskelby@fernhollow.example)', 'toskelby', 'fernhollow.example'],
    ['Oskelby, Tavrin <Year 7> <toskelby@fernhollow.example>', 'toskelby', 'fernhollow.example'],
    // A directory that calls people by their names has no account to give.
    ['CN=Tavrin Oskelby,OU=Pupils,DC=fernhollow,DC=example', 'tavrin oskelby', 'fernhollow.example'],
    ['Tavrin Oskelby (Year 4)', 'tavrin oskelby (year 4)', null],
    ['CN=toskelby,OU=Pupils,DC=fernhollow,DC=example', 'toskelby', 'fernhollow.example'],
    ['cn=Oskelby\\, Tavrin,ou=Pupils,dc=fernhollow,dc=example', 'oskelby, tavrin', 'fernhollow.example'],
    ['uid=toskelby,ou=people,o=Fernhollow', 'toskelby', null],
    ['CN=toskelby', 'toskelby', null],
    ['cn=', 'cn=', null],
    ['LDAP://10.20.1.5 OU=Pupils,DC=fernhollow,DC=example/toskelby', 'toskelby', 'fernhollow.example'],
    ['LDAP://dc1 OU=Year 4,OU=Pupils,DC=fernhollow/OSKELBY\\, TAVRIN', 'oskelby, tavrin', 'fernhollow'],
  ])('%s', (text, name, domain) => {
    expect(parseAccount(text)).toEqual({ name, domain });
  });

  it('takes the domain from its own column only when the text has none', () => {
    expect(parseAccount('toskelby', ' FERNHOLLOW ')).toEqual({ name: 'toskelby', domain: 'fernhollow' });
    expect(parseAccount('OTHER\\toskelby', 'FERNHOLLOW')).toEqual({ name: 'toskelby', domain: 'other' });
    expect(parseAccount('uid=toskelby,ou=people', 'FERNHOLLOW')).toEqual({ name: 'toskelby', domain: 'fernhollow' });
    expect(parseAccount('toskelby', '  ')).toEqual({ name: 'toskelby', domain: null });
  });

  it('is the same account however it is written', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9._-]{0,12}$/);
    const domain = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);
    fc.assert(
      fc.property(name, domain, (user, place) => {
        const written = [`${place}\\${user}`, `${place}\\\\${user}`, `${user}@${place}`, `${place}\\${user}@elsewhere`];
        for (const text of written)
          for (const each of [text, text.toUpperCase()])
            expect(parseAccount(each)).toEqual({ name: user, domain: place });
      }),
      runs(200),
    );
  });
});

const heldText = z.object({ text: z.string().nullable() });
async function transformed(name: TransformName, raw: string): Promise<string | null> {
  const [row] = await database.query(heldText, `SELECT ${TRANSFORMS[name].sql('$1::VARCHAR')} AS text`, [raw]);
  return row?.text ?? null;
}

describe('what stands in the place of an account', () => {
  it.each([
    ...['10.20.1.15', 'FERNHOLLOW\\10.20.1.15', '10.20.1.15@fernhollow', '[10.20.1.15]', ' 10.20.1.15 '],
    ...['2001:db8::15', '[2001:db8::15]', 'fe80::1%eth0', 'FERNHOLLOW\\fe80::1%eth0', '10.20.1.15\u0001FERNHOLLOW'],
    ...['-', 'FERNHOLLOW\\-', 'FERNHOLLOW\\\\-', 'FERNHOLLOW\\anonymous', 'Unknown@fernhollow.example', 'FERNHOLLOW\\'],
    ...['FH-IT-01$', 'FERNHOLLOW\\FH-IT-01$', 'FH-IT-01$@fernhollow.example', 'NT AUTHORITY\\SYSTEM'],
    ...['NT AUTHORITY\\LOCAL SERVICE', 'NT AUTHORITY\\Network Service', 'NT AUTHORITY\\ANONYMOUS LOGON'],
  ])('is nobody’s: %s', async (text) => {
    expect(await transformed('account', text)).toBeNull();
  });

  it.each([
    ...[
      'toskelby',
      'FERNHOLLOW\\toskelby',
      'toskelby@',
      '@toskelby',
      '10toskelby',
      'FERNHOLLOW\\10.20',
      'fe80',
      'systema',
    ],
    ...['Oskelby, Tavrin (Year 7) (toskelby@fernhollow.example)', 'CN=toskelby,OU=Unknown', 'anonymous\\toskelby'],
  ])('is somebody’s: %s', async (text) => {
    expect(await transformed('account', text)).toBe(text);
  });
});

describe('a Unique Pupil Number', () => {
  it.each([
    ...[
      'A123456789012',
      'a12345678901b',
      'UPN A123456789012',
      'UPN:A123456789012',
      'upnA123456789012',
      '(A123456789012)',
    ],
    ...['FERNHOLLOW\\A123456789012', 'A123456789012@fernhollow.example', 'upn_A123456789012@fernhollow.example'],
  ])('is no account, no mail address and no number: %s', async (text) => {
    expect([
      ...[
        await transformed('account', text),
        await transformed('mail', text),
        await transformed('person-number', text),
      ],
    ]).toEqual([null, null, null]);
  });

  it.each(['A12345678901', '1234567890123', 'BA123456789012', 'A1234567890123', '001042'])(
    'is not: %s',
    async (text) => {
      expect(await transformed('person-number', text)).toBe(text);
      expect(withoutPupilNumbers(text)).toBe(text);
    },
  );
});

const NONE = { name: null, registrable: null, kind: 'none' };
const site = (name: string, registrable: string) => ({ name, registrable, kind: 'domain' });
const local = (name: string) => expect.objectContaining({ name, kind: 'local' });
const address = (name: string) => ({ name, registrable: null, kind: 'address' });

const HOSTS = [
  ['https://www.example.org/a/b?q=1', site('www.example.org', 'example.org')],
  ['www.example.org', site('www.example.org', 'example.org')],
  ['WWW.Example.ORG/Path', site('www.example.org', 'example.org')],
  ['bets.example.net:443', site('bets.example.net', 'example.net')],
  ['http://a.example.org:8080/x', site('a.example.org', 'example.org')],
  ['http://www.example.org./x', site('www.example.org', 'example.org')],
  ['//a.example.net/x', site('a.example.net', 'example.net')],
  ['//a.example.net:8080', site('a.example.net', 'example.net')],
  ['//', NONE],
  ['http://user:secret@www.example.org/', site('www.example.org', 'example.org')],
  ['http://www.example.org?only=query', site('www.example.org', 'example.org')],
  ['http://www.example.org#part', site('www.example.org', 'example.org')],
  ['st-marys.kent.sch.uk', site('st-marys.kent.sch.uk', 'st-marys.kent.sch.uk')],
  ['https://xn--bcher-kva.example/', site('xn--bcher-kva.example', 'xn--bcher-kva.example')],
  ['https://bücher.example/', site('xn--bcher-kva.example', 'xn--bcher-kva.example')],
  ['https://WWW.Bücher.example./', site('www.xn--bcher-kva.example', 'xn--bcher-kva.example')],
  // An ending that is a site too.
  ['https://gov.uk/', site('gov.uk', 'gov.uk')],
  ['http://NHS.uk/x', site('nhs.uk', 'nhs.uk')],
  ['http://[2001:0DB8:0:0::7]/', address('2001:db8::7')],
  ['http://10.20.1.15/x', address('10.20.1.15')],
  ['10.20.1.15:3128', address('10.20.1.15')],
  ['http://[2001:db8::7]:8080/x', address('2001:db8::7')],
  ['[2001:db8::7]:443', address('2001:db8::7')],
  ['2001:db8::7', address('2001:db8::7')],
  ['http://printer.fernhollow.internal/status', local('printer.fernhollow.internal')],
  ['http://it_room_1.fernhollow.internal/', local('it_room_1.fernhollow.internal')],
  ['http://class_1a.example.org/x', site('class_1a.example.org', 'example.org')],
  ['http://class_1a.example/x', site('class_1a.example', 'class_1a.example')],
  ['localhost:3128', local('localhost')],
  ['http://localhost/counters', local('localhost')],
  ['class_1a', NONE],
  ['error:transaction-end-before-headers', NONE],
  ['error:invalid-request', NONE],
  ['https:443', NONE],
  ['http://', NONE],
  ['/path/only', NONE],
  ['?', NONE],
  ['-', NONE],
  ['how to make slime', NONE],
  ['slime', NONE],
  ['http://how%20to/', NONE],
  ['http://some words.example.org/', NONE],
  ['about:blank', NONE],
  ['...', NONE],
] as const;

const authority = z.object({ authority: z.string().nullable() });
async function authorityOf(url: string): Promise<string> {
  const [row] = await database.query(authority, `SELECT ${authoritySql('$1::VARCHAR')} AS authority`, [url]);
  return row?.authority ?? '';
}

describe('hosts', () => {
  it.each(HOSTS)('%s', async (url, host) => {
    expect(parseHost(await authorityOf(url))).toEqual(host);
  });

  it.each(['cdn3', 'www2', 'api-1', 'img12', 'mail', 'pupil', 'teachers'])('names nobody by the label %s', (label) => {
    expect(namesNobody(`${label}.example.org`, 'example.org')).toBe(true);
  });
  it.each([
    'pupil12',
    'student-7',
    'parent3',
    'teacher1',
    'user42',
    'account9',
    'id101',
    'client5',
    'class4',
    'toskelby',
  ])('may name somebody by the label %s', (label) => {
    expect(namesNobody(`${label}.example.org`, 'example.org')).toBe(false);
  });

  it('keeps no text that is no host name, and never throws', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.webAuthority({ withIPv4: true, withIPv6: true, withPort: true, withUserInfo: true }),
    );
    fc.assert(
      fc.property(text, (anything) => {
        const { name, kind } = parseHost(anything);
        expect(name === null).toBe(kind === 'none');
        if (name !== null) expect(name).toMatch(/^[^\s%/?#@]+$/);
      }),
      runs(500),
    );
  });

  it('finds the host behind port, user and path', async () => {
    const url = fc.webUrl({ withQueryParameters: true, withFragments: true, validSchemes: ['http', 'https'] });
    await fc.assert(
      fc.asyncProperty(
        url,
        fc.constantFrom('', 'toskelby@', 'a:b@'),
        fc.constantFrom('', ':8080'),
        async (text, user, port) => {
          const { hostname } = new URL(text);
          const inserted = text.replace(/^(https?:\/\/)([^/?#]+)/, `$1${user}$2${port}`);
          expect(parseHost(await authorityOf(inserted))).toMatchObject({ name: hostname.toLowerCase() });
        },
      ),
      runs(60),
    );
  });
});

describe('action words', () => {
  it.each([
    ['Allowed', 'allowed'],
    ['ALLOWED', 'allowed'],
    ['allow', 'allowed'],
    ['Permitted', 'allowed'],
    ['passthrough', 'allowed'],
    ['OBSERVED', 'allowed'],
    ['TCP_MISS/200', 'allowed'],
    ['TCP_TUNNEL/200', 'allowed'],
    ['Blocked', 'blocked'],
    [' denied ', 'blocked'],
    ['Deny', 'blocked'],
    ['REDIRECT', 'blocked'],
    ['TCP_DENIED/403', 'blocked'],
    ['TCP_DENIED_REPLY/403', 'blocked'],
    ['Warned', 'warned'],
    ['block-continue', 'warned'],
    ['Soft-blocked', 'warned'],
    ['continue', 'warned'],
    ['caution', 'warned'],
    ['Flagged', 'flagged'],
    ['monitor', 'flagged'],
    ['isolated', 'flagged'],
    ['TCP_DENIED/407', 'unknown'],
    ['NONE_NONE/000', 'unknown'],
    ['Gesperrt', 'unknown'],
    ['Quarantined', 'unknown'],
    ['', 'unknown'],
    ['constructor', 'unknown'],
  ])('%s', (word, action) => {
    expect(actionOf(word)).toBe(action);
  });

  it('gives every text one of the five, and allows nothing that it does not know', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(ACTIONS).toContain(actionOf(text));
        if (/[^\x20-\x7e]/.test(text.trim())) expect(actionOf(text)).toBe('unknown');
        expect(() => parseAccount(text, text)).not.toThrow();
      }),
      runs(500),
    );
  });
});
