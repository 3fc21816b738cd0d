/** `npm test`: installs, builds, and runs every check and test. Arguments go on to Vitest. */
import { prepare, runNode } from './prepare.mjs';

prepare();
process.stderr.write('Checking style, borders and dead code…\n');
runNode('node_modules/@biomejs/biome/bin/biome', ['check', '--error-on-warnings']);
runNode('node_modules/typescript/bin/tsc', ['--project', 'tsconfig.test.json']);
runNode('node_modules/knip/bin/knip.js');
runNode('node_modules/vitest/vitest.mjs', ['run', ...process.argv.slice(2)]);
