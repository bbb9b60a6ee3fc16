import { setTimeout as pause } from 'node:timers/promises';
import { measureOnce } from './measure-once.ts';

type Told = { measureEveryMinutes: number; heartbeatEverySeconds: number };
type Given = {
  /** Where Steward is, as the machine reaches it. */
  origin: URL;
  secret: string;
  /** 0 up to 1: when to measure first, so that a district's probes do not all do so at once. */
  random: () => number;
  say: (line: string) => void;
  signal: AbortSignal;
};

/** How long to wait where the district cannot be reached: that it is silent is what the district sees. */
const UNTIL_TOLD: Told = { measureEveryMinutes: 20, heartbeatEverySeconds: 60 };
const ANSWERS_WITHIN_MS = 20_000;

async function ask<T>({ origin, secret, signal }: Given, path: string): Promise<T> {
  const answer = await fetch(new URL(path, origin), {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}` },
    signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWERS_WITHIN_MS)]),
  });
  if (!answer.ok) throw new Error(`${path} answers ${answer.status}`);
  return (await answer.json()) as T;
}

/** Says once that the machine lives; gives how often the district wants to hear. */
export const sayAlive = (given: Given): Promise<Told> => ask<Told>(given, '/api/network/probe-heartbeats');

/** Measures once, with a ticket of its own. */
export async function measure(given: Given): Promise<void> {
  const ticket = await ask<{ downloadPath: string; uploadPath: string }>(given, '/api/network/probe-tickets');
  await measureOnce(given.origin, ticket);
}

/** Says every minute that it lives and measures several times an hour, until it is told to stop. What fails is tried again in its turn. */
export async function runProbe(given: Given): Promise<void> {
  let told = UNTIL_TOLD;
  const isStopped = () => given.signal.aborted;
  const rest = (ms: number) => pause(ms, undefined, { signal: given.signal }).catch(() => {});
  const tell = (what: string) => (error: unknown) => {
    if (!isStopped()) given.say(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  };
  const beat = async () => {
    while (!isStopped()) {
      await sayAlive(given).then((now) => (told = now), tell('not heard'));
      await rest(told.heartbeatEverySeconds * 1000);
    }
  };
  const measureSteadily = async () => {
    await rest(given.random() * told.measureEveryMinutes * 60_000);
    while (!isStopped()) {
      await measure(given).then(() => given.say('measured'), tell('not measured'));
      await rest((0.75 + given.random() / 2) * told.measureEveryMinutes * 60_000);
    }
  };
  await Promise.all([beat(), measureSteadily()]);
}
