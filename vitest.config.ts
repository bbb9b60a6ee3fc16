import { configDefaults, defineConfig } from 'vitest/config';

const USE_CASES = ['{api,db}/src/**/*.int.test.ts'];

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'rules', include: ['{api,db,web}/src/**/*.test.ts'], exclude: [...configDefaults.exclude, '**/*.int.test.ts'] } },
      { test: { name: 'use-cases', include: USE_CASES, globalSetup: ['./vitest.postgres.ts'], testTimeout: 20_000, hookTimeout: 60_000 } },
    ],
  },
});
