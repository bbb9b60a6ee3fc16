import type { Sql } from '@steward/db';
import { drawInThread } from './draw-in-thread.ts';
import { findBytes, findRun, setEnd, setHeard, setProgress } from './queries.ts';
import { queueFor, type Room } from './queue.ts';
import { digestOf, type Inputs, packed, unpacked } from './saved.ts';

const MOST_WAITING = 8;
const HEARD_EVERY_MS = 2_000;
const PROGRESS_EVERY_MS = 150;
/** A run that was not heard of for so long was broken off: its process has gone. */
export const SILENT_AFTER_MS = 15_000;

type Try = { id: string; attempt: number };
export type Runner = ReturnType<typeof createRunner>;

/** Makes forecasts in threads, one at a time in each process; what waits its turn is heard of too. */
export function createRunner({ db, clock, onError }: { db: Sql; clock: () => Date; onError: (error: unknown) => void }) {
  const takeRoom = queueFor(MOST_WAITING);
  const stopping = new AbortController();
  const atWork = new Set<string>();
  const heard = setInterval(() => {
    if (atWork.size > 0) setHeard(db, [...atWork], clock()).catch(onError);
  }, HEARD_EVERY_MS).unref();

  /** Draws again what is saved of a run. */
  async function draw(id: string, said: (done: number) => void = () => {}) {
    const [row, bytes] = [(await findRun(db, id))!, (await findBytes(db, id))!];
    const inventory = unpacked(bytes.inventory);
    const began = performance.now();
    const result = await drawInThread(
      { inputs: row.inputs as Inputs, inventory, year: row.year, method: row.method },
      { said, signal: stopping.signal },
    );
    return { result, inventory, tookMs: Math.round(performance.now() - began) };
  }

  async function run({ id, attempt }: Try): Promise<void> {
    let told = 0;
    const said = (done: number) => {
      if (performance.now() - told < PROGRESS_EVERY_MS) return;
      told = performance.now();
      setProgress(db, { id, attempt }, done, clock()).catch(onError);
    };
    try {
      const { result, tookMs } = await draw(id, said);
      const { draws } = (await findRun(db, id))!.inputs as Inputs;
      const end = { status: 'done', drawsDone: draws, result: packed(result), resultDigest: digestOf(result), tookMs, endedAt: clock() };
      await setEnd(db, { id, attempt }, end);
    } catch (error) {
      // Told to stop, it is left as it is: whoever looks sees that it was broken off.
      if (stopping.signal.aborted) return;
      onError(error);
      await setEnd(db, { id, attempt }, { status: 'failed', endedAt: clock() }).catch(onError);
    }
  }

  return {
    takeRoom,
    /** Begins with this try of a run, in its turn. Nobody waits for it. */
    begin({ inTurn }: Room, one: Try): void {
      atWork.add(one.id);
      void inTurn(() => run(one)).finally(() => atWork.delete(one.id));
    },
    /** Draws a run again, in its turn. */
    again: (id: string) => takeRoom().inTurn(() => draw(id)),
    stop: () => {
      clearInterval(heard);
      stopping.abort();
    },
  };
}
