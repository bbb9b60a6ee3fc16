import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { type Finished, inRoot, run, secondsSince } from './commands.ts';
import { compareGenerated, prepareWeb } from './generated.ts';
import { faultsInMessages } from './messages.ts';

type Step = { name: string; run: () => Promise<Finished> };

const tool = (name: string, command: readonly string[], cwd = inRoot()): Step => ({ name, run: () => run(command, { cwd }) });

/** .bin/tsc is claimed by two packages: this one is TypeScript 7. */
const TYPESCRIPT_7 = 'node_modules/@typescript/native/bin/tsc';

const messages: Step = {
  name: 'messages',
  run: async () => {
    const faults = faultsInMessages();
    return { code: faults.length > 0 ? 1 : 0, output: faults.map((fault) => `${fault}\n`).join('') };
  },
};

const CHECKS: Step[] = [
  tool('types', ['node', TYPESCRIPT_7, '-p', 'tsconfig.json']),
  tool('types of the portal', ['svelte-check', '--tsgo', '--fail-on-warnings', '--output', 'human'], inRoot('web')),
  tool('lint', ['oxlint', '--type-aware', '--format', 'unix']),
  tool('lint of templates', ['eslint', 'web/src']),
  tool('format', ['prettier', '--check', '.', '--log-level', 'warn']),
  tool('architecture', ['depcruise', 'api/src', 'db/src', 'web/src']),
  tool('unused', ['knip', '--no-config-hints']),
  messages,
  { name: 'generated files', run: compareGenerated },
];

/** Every check, as many at a time as there are cores; a line for each as it ends, and all that a failing one said. */
export async function runChecks(): Promise<{ passed: number; failed: number }> {
  const tally = { passed: 0, failed: 0 };
  const take = async (step: Step) => {
    const start = performance.now();
    const finished = await step.run().catch((error: unknown) => ({ code: 1, output: String(error) }));
    report(step.name, finished, secondsSince(start));
    if (finished.code === 0) tally.passed += 1;
    else tally.failed += 1;
  };
  await take({ name: 'messages and types made', run: prepareWeb });
  const waiting = [...CHECKS];
  const worker = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) await take(step);
  };
  await Promise.all(Array.from({ length: Math.min(2, cpus().length) }, worker));
  return tally;
}

function report(name: string, { code, output }: Finished, time: string) {
  console.log(`  ${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(24)} ${time}`);
  if (code !== 0) console.log(output.trimEnd().replaceAll(/^/gm, '         '));
}

if (import.meta.main) {
  if (!existsSync(inRoot('web/node_modules'))) throw new Error('Install first: npx -y pnpm@12 install');
  const { passed, failed } = await runChecks();
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
