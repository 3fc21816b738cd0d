import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/test/**/*.test.ts', 'fixtures/test/**/*.test.ts', 'scripts/test/**/*.test.ts'],
    // Dates must come out right wherever the tests run: nothing may lean on the machine's own time zone.
    env: { TZ: 'America/New_York' },
    // One worker a core: on two cores the default would be one.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
