import { main } from './launcher/lifetime.ts';
import { measure, runProbe, sayAlive } from './network/probes/run-probe.ts';

// pnpm probe: for a machine in a school. Says every minute that the school is up, and measures to the district. `--once`: measures now and ends.
main(async () => {
  const { STEWARD_URL, PROBE_SECRET } = process.env;
  const origin = STEWARD_URL === undefined ? null : URL.parse(STEWARD_URL);
  if (!origin) throw new Error('STEWARD_URL: set it to the address that people use, as https://steward.district.example.');
  if (!PROBE_SECRET) throw new Error('PROBE_SECRET: set it to what was shown when the probe was made (stp_…).');

  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  const say = (line: string) => console.log(`${new Date().toISOString()} ${line}`);
  const given = { origin, secret: PROBE_SECRET, random: Math.random, say, signal: stopping.signal };
  if (!process.argv.includes('--once')) return runProbe(given);
  await sayAlive(given);
  await measure(given);
  say('measured');
});
