import { describe, expect, test } from 'vitest';
import { inTurn, IsBusy, NotOpened, type Ticket, TURNS } from './turns.ts';

const ticket = (waitSeconds: number): Ticket => ({ id: `after ${waitSeconds}`, downloadPath: '', uploadPath: '', seconds: 10, waitSeconds });

/** `waits` is how long each ticket says to wait, the last of them for good; `opens` how each attempt goes. */
async function run(waits: number[], opens: (Error | undefined)[] = []) {
  const did: string[] = [];
  const next = <T>(list: T[]) => (list.length > 1 ? list.shift()! : list[0]!);
  const outcome = await inTurn({
    ask: async () => ticket(next(waits)),
    measure: async () => {
      did.push('measure');
      const error = opens.shift();
      if (error) throw error;
    },
    wait: async (seconds, turn) => void did.push(`wait ${seconds} for turn ${turn}`),
  }).catch((error: unknown) => error);
  return { did, outcome };
}

describe('a browser that measures', () => {
  test('does so at once where there is room', async () => {
    expect(await run([0])).toEqual({ did: ['measure'], outcome: ticket(0) });
  });
  test('waits as long as it is told while the server is busy, then measures', async () => {
    expect((await run([10, 10, 0])).did).toEqual(['wait 10 for turn 1', 'wait 10 for turn 2', 'measure']);
  });
  test('gives up with that word after all its turns', async () => {
    const { did, outcome } = await run([10]);
    expect(outcome).toBeInstanceOf(IsBusy);
    expect(did).toHaveLength(TURNS);
  });
  test('waits where somebody else was faster, and asks again where there is room once more', async () => {
    expect((await run([0, 10, 0], [new NotOpened()])).did).toEqual(['measure', 'wait 10 for turn 2', 'measure']);
    expect((await run([0], [new NotOpened()])).did).toEqual(['measure', 'measure']);
  });
  test('says that it was not let in, though there was room, and does not call that busy', async () => {
    expect((await run([0], [new NotOpened(), new NotOpened()])).outcome).toBeInstanceOf(NotOpened);
  });
  test('does not try again what was broken off', async () => {
    const broken = new Error('broken off');
    expect(await run([0], [broken])).toEqual({ did: ['measure'], outcome: broken });
  });
});
