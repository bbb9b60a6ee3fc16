import { buildPortal } from '../../api/src/launcher/build-portal.ts';
import { runChecks } from './check.ts';
import { secondsSince } from './commands.ts';
import { journeyFiles, runJourneys } from './journeys.ts';
import { describeWeights, weighPages } from './page-weight.ts';
import { makeRunDirectory, removeRunDirectory, sweepAbandoned } from './sweep.ts';
import { CODE, runVitest, SYSTEM } from './vitest.ts';

// pnpm test: everything, in order, to the end whatever fails on the way. The last line is for people and machines: "N passed, N failed".
const tally = { passed: 0, failed: 0 };

sweepAbandoned();
const directory = await makeRunDirectory();
process.once('exit', () => removeRunDirectory(directory));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

await suite('check', runChecks);
// First of what runs: the tests that start the product find it built.
await suite('build of the portal, weight of its pages', async () => {
  try {
    await buildPortal();
  } catch (error) {
    console.log((error as Error).message);
    return { passed: 0, failed: 2 };
  }
  const { lines, isWithin } = describeWeights(await weighPages());
  for (const line of lines) console.log(`  ${line}`);
  return isWithin ? { passed: 2, failed: 0 } : { passed: 1, failed: 1 };
});
await suite('rules, use cases, contract, database', () => vitest(CODE));
await suite('system', () => vitest(SYSTEM));
await suite('journeys', async () => {
  if (journeyFiles().length === 0) {
    console.log('  there are none yet');
    return { passed: 0, failed: 0 };
  }
  const { output, ...counted } = await runJourneys(directory);
  if (output) console.log(output);
  return counted;
});

console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed > 0 ? 1 : 0);

async function vitest(which: typeof CODE): Promise<{ passed: number; failed: number }> {
  const { suites, output } = await runVitest(directory, which);
  if (output) console.log(output);
  if (suites.length > 1) for (const { name, passed, failed } of suites) console.log(`  ${name.padEnd(22)} ${passed} of ${passed + failed} passed`);
  return suites.reduce((sum, one) => ({ passed: sum.passed + one.passed, failed: sum.failed + one.failed }), { passed: 0, failed: 0 });
}

/** Runs one suite; what it throws counts as one failure, and the next suite runs all the same. */
async function suite(name: string, work: () => Promise<{ passed: number; failed: number }>): Promise<void> {
  console.log(`\n${name}`);
  const start = performance.now();
  let counted = { passed: 0, failed: 1 };
  try {
    counted = await work();
  } catch (error) {
    console.log(error instanceof Error ? error.stack : error);
  }
  tally.passed += counted.passed;
  tally.failed += counted.failed;
  console.log(`  ${counted.passed} of ${counted.passed + counted.failed} passed, ${secondsSince(start)}`);
}
