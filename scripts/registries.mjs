/**
 * Writes the registries of the catalogues (formats, findings, sections) from the files in their folders,
 * so that a contribution is one new file. The registries are git-ignored.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const catalogues = [
  { folder: 'packages/core/src/formats', name: 'formats' },
  { folder: 'packages/core/src/findings', name: 'findings' },
  { folder: 'packages/core/src/list-formats', name: 'listFormats' },
  { folder: 'packages/report/src/sections', name: 'sections' },
];

const variable = (id) => id.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());

for (const { folder, name } of catalogues) {
  const absolute = join(root, folder);
  if (!existsSync(absolute)) continue;
  const ids = readdirSync(absolute)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.endsWith('.generated.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();
  const lines = [
    '// Made by scripts/registries.mjs from the files of this folder. Not committed, not edited.',
    ...ids.map((id) => `import ${variable(id)} from './${id}.js';`),
    '',
    `export const ${name} = [${ids.map(variable).join(', ')}] as const;`,
    '',
  ];
  const target = join(absolute, 'registry.generated.ts');
  const text = lines.join('\n');
  if (!existsSync(target) || readFileSync(target, 'utf8') !== text) writeFileSync(target, text);
}
