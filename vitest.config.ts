import { configDefaults, defineConfig } from 'vitest/config';

const USE_CASES = ['{api,db}/src/**/*.int.test.ts'];

/** Whole processes under load, one file at a time, and after everything else: they want the machine to themselves. */
const system = {
  name: 'system',
  include: ['test/system/**/*.test.ts'],
  testTimeout: 300_000,
  hookTimeout: 400_000,
  fileParallelism: false,
  maxWorkers: 1,
  sequence: { groupOrder: 1 },
};

export default defineConfig({
  test: {
    // As many as there are cores: what tests wait for, the database does on the same ones.
    maxWorkers: '100%',
    projects: [
      { test: { name: 'rules', include: ['{api,db,web}/src/**/*.test.ts'], exclude: [...configDefaults.exclude, '**/*.int.test.ts'] } },
      { test: { name: 'use-cases', include: USE_CASES, globalSetup: ['./vitest.postgres.ts'], testTimeout: 20_000, hookTimeout: 60_000 } },
      { test: system },
    ],
  },
});
