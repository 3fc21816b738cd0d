/**
 * Installs and builds: what both `npm run demo` and `npm test` start with. Only Node and npm are needed; pnpm comes
 * through npx, the lockfile is frozen, and no package may run a script of its own. What is up to date is left alone.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const isWindows = process.platform === 'win32';

/** Runs a program in the project's folder and ends this one when it fails. */
export function run(program, args, options = {}) {
  const result = spawnSync(program, args, { cwd: root, stdio: 'inherit', ...options });
  if (result.error) throw result.error;
  if (result.status !== 0) process.exit(result.status ?? 1);
}

/** Runs a JavaScript program of an installed package, without a shell in between. */
export const runNode = (script, args = [], options = {}) =>
  run(process.execPath, [join(root, script), ...args], options);

function manifests() {
  const folders = [
    '.',
    'fixtures',
    'bench',
    ...readdirSync(join(root, 'packages')).map((name) => join('packages', name)),
  ];
  return ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...folders.map((folder) => join(folder, 'package.json'))];
}

/** Changes whenever another install is needed. */
function fingerprint() {
  const hash = createHash('sha256').update(process.version);
  for (const file of manifests()) if (existsSync(join(root, file))) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function install() {
  const stamp = join(root, 'node_modules', '.fmreview-installed');
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  process.stderr.write('Installing…\n');
  // npx is a script on Windows, and scripts need a shell there; the arguments are our own.
  run('npx', ['--yes', packageManager, 'install', '--frozen-lockfile', '--reporter=silent'], {
    shell: isWindows,
    env: { ...process.env, CI: 'true' },
  });
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

export function prepare() {
  install();
  runNode('scripts/registries.mjs');
  process.stderr.write('Building…\n');
  runNode('node_modules/typescript/bin/tsc', ['--build']);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) prepare();
