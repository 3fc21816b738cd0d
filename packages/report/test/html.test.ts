/** The page: safe whatever was typed, and open to every reader. */
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { render } from '../src/index.js';
import { chromiumPath } from './programs.js';
import { dslSample } from './sample-edition.js';
import { samples } from './samples.js';

async function pageOf(edition: (typeof samples)[number]): Promise<string> {
  const [file] = await render(edition, { formats: ['html'] });
  return Buffer.from(file?.content ?? []).toString('utf8');
}

test('what was typed is never markup', async () => {
  const page = (await pageOf(dslSample)).replaceAll('<wbr>', '');
  expect(page.match(/<script|<b>|<i>co/)).toBeNull();
  expect(page.includes('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; \\ `code`')).toBe(true);
});

test('nothing is fetched, and the policy forbids it', async () => {
  const page = await pageOf(dslSample);
  expect(page).not.toMatch(/\s(?:src|href)="(?!#)/);
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  expect(page).toContain(`default-src 'none'; style-src 'sha256-${hash}'`);
  expect(page).not.toMatch(/\sstyle="/);
});

test('a suppressed figure is said as well as shown', async () => {
  const page = await pageOf(dslSample);
  expect(page).toContain('<span aria-hidden="true">c</span><span class="spoken">suppressed</span>');
});

test('direction overrides and control characters are dropped', async () => {
  const page = await pageOf({ ...dslSample, school: { name: 'A\u202eB\u0000C' } });
  expect(page).toContain('<p class="school">ABC</p>');
});

const browserPath = chromiumPath();
const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const large = new Set(['governors', 'dsl']);

test.skipIf(browserPath === undefined)('axe finds no fault, wide or narrow', { timeout: 60_000 }, async () => {
  if (browserPath === undefined) return;
  const browser = await chromium.launch({
    executablePath: browserPath,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  try {
    for (const sample of samples) {
      // The page's own policy forbids scripts; the checker is one.
      const page = await browser.newPage({ bypassCSP: true });
      await page.setContent(await pageOf(sample));
      await page.addScriptTag({ path: axePath });
      for (const width of [1200, 360]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
        // Every block stands in the two large editions; the others are laid out by the same rules.
        if (width === 360 && !large.has(sample.edition)) continue;
        const faults: unknown = await page.evaluate(
          `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
            .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 200)))`,
        );
        expect(faults).toEqual([]);
      }
      await page.close();
    }
  } finally {
    await browser.close();
  }
});
