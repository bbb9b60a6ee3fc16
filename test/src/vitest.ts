import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { inRoot, root, run } from './commands.ts';

export type Suite = { name: string; passed: number; failed: number };
type Report = { testResults: { name: string; status: string; assertionResults: { status: string }[] }[] };

/** Vitest's projects that run together, and the suites that their files are counted as. */
type Run = { projects: readonly string[]; suites: readonly string[] };

export const CODE: Run = { projects: ['rules', 'use-cases'], suites: ['rules', 'use cases', 'contract', 'database'] };
export const SYSTEM: Run = { projects: ['system', 'under-load'], suites: ['system'] };

/** Which suite a test file belongs to, by its name and place. */
function suiteOf(file: string): string {
  const path = relative(root, file);
  if (path.startsWith('test/system/')) return 'system';
  if (path.startsWith('db/')) return 'database';
  if (!path.endsWith('.int.test.ts')) return 'rules';
  return path === 'api/src/every-route.int.test.ts' || path.startsWith('api/src/contract/') ? 'contract' : 'use cases';
}

/** One run of Vitest, its suites counted apart; `output` is what it said when something failed. */
export async function runVitest(directory: string, { projects, suites: names }: Run): Promise<{ suites: Suite[]; output: string }> {
  const file = join(directory, `vitest-${projects.join('-')}.json`);
  const chosen = projects.map((project) => `--project=${project}`);
  const command = ['node', 'node_modules/vitest/vitest.mjs', 'run', ...chosen, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { code, output } = await run(command, { cwd: inRoot() });
  if (!existsSync(file)) return { suites: [{ name: names[0]!, passed: 0, failed: 1 }], output };
  const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as Report;
  const suites = names.map((name) => count(name, testResults));
  const isUnexplained = code !== 0 && suites.every(({ failed }) => failed === 0);
  if (isUnexplained) suites.push({ name: 'outside a test', passed: 0, failed: 1 });
  return { suites, output: code === 0 ? '' : output };
}

function count(name: string, results: Report['testResults']): Suite {
  const own = results.filter((result) => suiteOf(result.name) === name);
  const statuses = own.flatMap((result) => result.assertionResults.map(({ status }) => status));
  const failed = statuses.filter((status) => status === 'failed').length;
  const broken = own.filter((result) => result.status === 'failed' && !result.assertionResults.some(({ status }) => status === 'failed')).length;
  return { name, passed: statuses.filter((status) => status === 'passed').length, failed: failed + broken };
}
