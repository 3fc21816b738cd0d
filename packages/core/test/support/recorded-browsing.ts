/**
 * Somebody's quarter of a minute in a browser, through a Squid that writes it down: what was opened is known, because it is
 * done here. Names are invented; everything stands on the loopback interface, and the log is thrown away.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import { type Answer, loopbackSites, type Site } from './loopback-sites.js';
import { startSquid, throughProxy } from './squid.js';

export const SEARCH_HOST = 'search.dolvane.example';
export const SEARCHED = 'free vpn for school';
/** Registrable domains of which a page was opened, in this order. */
export const OPENED = [
  'toskelby.example',
  'dolvane.example',
  'ellspar.example',
  'tavrin.example',
  'oskelby.example',
] as const;
/** What the pages fetched from elsewhere. */
export const FETCHED = ['bdolvane.example', 'morvath.example', 'fernhollow.example'] as const;

const HOSTS = [
  ...['www.toskelby.example', SEARCH_HOST, 'old.ellspar.example', 'www.ellspar.example', 'news.tavrin.example'],
  ...['widgets.bdolvane.example', 'collect.fernhollow.example', 'pki.fernhollow.example'],
  ...['secure.oskelby.example', 'parts.morvath.example'],
];

/** Longer than programs take between the parts of a page. */
const THINKING_MS = 4600;
/** How long a page is looked at, at the least. */
const READING_MS = 1600;
const BEAT_MS = 500;
const KEY_MS = 60;

const html = (body: string): Answer => ({ type: 'text/html; charset=utf-8', body: `<!doctype html>${body}` });
const script = (body: string): Answer => ({ type: 'text/javascript', body });
const PICTURE: Answer = { type: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' };

/** Each letter goes to the engine; the telemetry beats on, in both ways that are usual. */
const portalScript = (port: number) => `
  const words = document.querySelector('input');
  words.addEventListener('input', () => fetch('http://${SEARCH_HOST}:${port}/suggest?q=' + encodeURIComponent(words.value)));
  let beats = 0;
  setInterval(() => {
    beats += 1;
    const to = 'http://collect.fernhollow.example:${port}/';
    if (beats % 2 === 0) navigator.sendBeacon(to + 'beat'); else fetch(to + 'state');
  }, ${BEAT_MS});`;

const frame = (host: string, port: number, path: string) => `<iframe src="http://${host}:${port}${path}"></iframe>`;

const portal = (port: number) => `<title>Portal</title><link rel="icon" href="/favicon.ico">
  <link rel="stylesheet" href="/style.css"><img src="/logo.svg">
  <form action="http://${SEARCH_HOST}:${port}/results"><input name="q"></form>
  ${frame('widgets.bdolvane.example', port, '/weather.html')}${frame('widgets.bdolvane.example', port, '/clock.html')}
  <script src="/portal.js"></script>`;

/** A single beat after so long a silence that a line which tells nothing would pass for somebody's page. */
const story = (port: number) => `<title>Story</title><img src="/story.svg">
  <script>setTimeout(() => navigator.sendBeacon('http://collect.fernhollow.example:${port}/read'), ${THINKING_MS - 250})</script>`;

const siteOf = ({ plain, encrypted }: { readonly plain: number; readonly encrypted: number }): Site => {
  const pages: Readonly<Record<string, Answer>> = {
    'www.toskelby.example/': html(portal(plain)),
    'www.toskelby.example/style.css': { type: 'text/css', body: 'body { background: url("/paper.svg") }' },
    'www.toskelby.example/portal.js': script(portalScript(plain)),
    'www.toskelby.example/logo.svg': PICTURE,
    'www.toskelby.example/paper.svg': PICTURE,
    'www.toskelby.example/favicon.ico': { type: 'image/x-icon' },
    'widgets.bdolvane.example/weather.html': html('<script src="/weather.js"></script>'),
    'widgets.bdolvane.example/weather.js': script('fetch("/weather.json")'),
    'widgets.bdolvane.example/weather.json': { type: 'application/json', body: '{}' },
    'widgets.bdolvane.example/clock.html': html('12:00'),
    'collect.fernhollow.example/beat': { status: 204 },
    'collect.fernhollow.example/read': { status: 204 },
    'collect.fernhollow.example/state': { type: 'application/json', body: '{}' },
    'pki.fernhollow.example/root.crl': { type: 'application/pkix-crl' },
    [`${SEARCH_HOST}/suggest`]: { type: 'application/json', body: '[]' },
    [`${SEARCH_HOST}/results`]: html('<title>Results</title><img src="/logo.svg">'),
    [`${SEARCH_HOST}/logo.svg`]: PICTURE,
    'old.ellspar.example/': { status: 301, location: `http://www.ellspar.example:${plain}/story` },
    'www.ellspar.example/story': html(story(plain)),
    'www.ellspar.example/story.svg': PICTURE,
    'news.tavrin.example/today': html('<title>News</title><link rel="stylesheet" href="/news.css">'),
    'news.tavrin.example/news.css': { type: 'text/css' },
    'secure.oskelby.example/': html(
      `<title>Secure</title><img src="/own.svg"><script src="https://parts.morvath.example:${encrypted}/parts.js"></script>`,
    ),
    'secure.oskelby.example/own.svg': PICTURE,
    'parts.morvath.example/parts.js': script(''),
  };
  return (host, path) => pages[`${host}${path.split('?', 1)[0]}`] ?? null;
};

async function browse(page: Page, ports: { readonly plain: number; readonly encrypted: number }): Promise<void> {
  await page.goto(`http://www.toskelby.example:${ports.plain}/`);
  await wait(READING_MS);
  await page.locator('input').pressSequentially(SEARCHED, { delay: KEY_MS });
  await page.locator('input').press('Enter');
  await page.waitForURL(/results/);
  // Results are read before one is followed: a page that came sooner would be a frame of theirs.
  await wait(READING_MS);
  await page.goto(`http://old.ellspar.example:${ports.plain}/`);
  await wait(THINKING_MS);
  await page.goto(`http://news.tavrin.example:${ports.plain}/today`);
  await wait(THINKING_MS);
  await page.goto(`https://secure.oskelby.example:${ports.encrypted}/`);
}

/** @returns the log, as Squid wrote it. @param browser path of a Chromium */
export async function recordBrowsing(browser: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fmreview-recorded-'));
  const accessLog = join(folder, 'access.log');
  const sites = await loopbackSites(siteOf);
  const hosts = Object.fromEntries(HOSTS.map((name) => [name, '127.0.0.1']));
  // Squid cuts addresses at the question mark unless it is told not to.
  const acl = ['strip_query_terms off', 'http_access allow all'];
  const squid = await startSquid({ hosts, accessLog, acl });
  try {
    const chrome = await chromium.launch({
      executablePath: browser,
      args: [
        ...['--no-sandbox', '--disable-dev-shm-usage', '--proxy-bypass-list=<-loopback>'],
        `--proxy-server=http://127.0.0.1:${squid.port}`,
      ],
    });
    try {
      const context = await chrome.newContext({ ignoreHTTPSErrors: true });
      await throughProxy(squid.port, `http://pki.fernhollow.example:${sites.plain}/root.crl`);
      await browse(await context.newPage(), sites);
    } finally {
      // A tunnel is written down when it ends.
      await chrome.close();
    }
    await wait(200);
  } finally {
    await squid.stop();
    await sites.close();
  }
  const log = await readFile(accessLog, 'utf8');
  await rm(folder, { recursive: true, force: true });
  return log;
}
