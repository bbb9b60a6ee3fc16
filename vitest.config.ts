import { configDefaults, defineConfig } from 'vitest/config';

/** Files share what they import: nothing in our modules outlives a test but what is the same for all. It halves the time. */
const shared = { isolate: false };
const USE_CASES = ['{api,db}/src/**/*.int.test.ts'];

const UNDER_LOAD = ['test/system/{topology,pgbouncer}.test.ts'];
const limits = { testTimeout: 300_000, hookTimeout: 400_000 };
/** Whole processes, after everything else. */
const system = { name: 'system', include: ['test/system/**/*.test.ts'], exclude: UNDER_LOAD, ...limits, sequence: { groupOrder: 1 } };
/** Under load, one file at a time: they want the machine to themselves. */
const underLoad = { name: 'under-load', include: UNDER_LOAD, ...limits, fileParallelism: false, maxWorkers: 1, sequence: { groupOrder: 2 } };

export default defineConfig({
  test: {
    // As many as there are cores: what tests wait for, the database does on the same ones.
    maxWorkers: '100%',
    projects: [
      { test: { name: 'rules', ...shared, include: ['{api,db,web}/src/**/*.test.ts'], exclude: [...configDefaults.exclude, '**/*.int.test.ts'] } },
      { test: { name: 'use-cases', ...shared, include: USE_CASES, globalSetup: ['./vitest.postgres.ts'], testTimeout: 20_000, hookTimeout: 60_000 } },
      { test: system },
      { test: underLoad },
    ],
  },
});
