import { forecastsBusy } from '../problems.ts';

export type Room = {
  /** Does the work when it is its turn, and leaves. */
  inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  leave: () => void;
};

/** A queue in which one works at a time, the first come first. Who wants to takes room first: refused where so many have done so already. */
export function queueFor(most: number): () => Room {
  let taken = 0;
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    if (taken >= most) throw forecastsBusy();
    taken += 1;
    let hasLeft = false;
    const leave = () => {
      taken -= hasLeft ? 0 : 1;
      hasLeft = true;
    };
    const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
      const mine = last.then(work).finally(leave);
      last = mine.catch(() => {});
      return mine;
    };
    return { inTurn, leave };
  };
}
