import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['{packages,apps,examples}/*/{src,test}/**/*.test.{ts,tsx}'],
    // One PostgreSQL for the whole run; every file that needs one copies a migrated template.
    globalSetup: ['packages/db/src/testing/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
