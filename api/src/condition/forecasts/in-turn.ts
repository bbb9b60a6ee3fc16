import { forecastsBusy } from '../problems.ts';

/** One at a time, the first come first; `mustHaveRoom` refuses where so many wait already. */
export function inTurn(most: number) {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  const mustHaveRoom = () => {
    if (waiting >= most) throw forecastsBusy();
  };
  const turn = <T>(work: () => Promise<T>): Promise<T> => {
    waiting += 1;
    const mine = last.then(work).finally(() => {
      waiting -= 1;
    });
    last = mine.catch(() => {});
    return mine;
  };
  return { turn, mustHaveRoom };
}
