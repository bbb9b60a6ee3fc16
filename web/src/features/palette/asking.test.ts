import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Asking } from './asking.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A server that answers when the test says so. */
function aServer() {
  const asked = new Map<string, { answer: (with_: string) => void; signal: AbortSignal }>();
  const told: string[] = [];
  const asking = new Asking<string>({
    ask: (words, signal) => new Promise((answer) => void asked.set(words, { answer, signal })),
    tell: (answer, words) => told.push(`${words}: ${answer}`),
    pauseMs: 100,
  });
  const pause = async () => vi.advanceTimersByTimeAsync(100);
  const answer = async (words: string, with_: string) => {
    asked.get(words)!.answer(with_);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { asking, asked, told, pause, answer };
}

it('asks once for what is typed in one go', async () => {
  const { asking, asked, pause } = aServer();
  for (const words of ['l', 'le', 'lea']) asking.follow(words);
  await pause();
  expect([...asked.keys()]).toEqual(['lea']);
});

it('an older answer never replaces a newer one, and is not waited for', async () => {
  const { asking, asked, told, pause, answer } = aServer();
  asking.follow('le');
  await pause();
  asking.follow('leak');
  expect(asked.get('le')!.signal.aborted).toBe(true);
  await pause();
  await answer('leak', 'new');
  await answer('le', 'old');
  expect(told).toEqual(['leak: new']);
});

it('an older answer that comes first is left out as well', async () => {
  const { asking, told, pause, answer } = aServer();
  asking.follow('le');
  await pause();
  asking.follow('leak');
  await answer('le', 'old');
  expect(told).toEqual([]);
  await pause();
  await answer('leak', 'new');
  expect(told).toEqual(['leak: new']);
});

it('after a stop nothing is told', async () => {
  const { asking, asked, told, pause, answer } = aServer();
  asking.follow('le');
  await pause();
  asking.stop();
  await answer('le', 'late');
  asking.follow('leak');
  asking.stop();
  await pause();
  expect([told, [...asked.keys()]]).toEqual([[], ['le']]);
});
