export type Ticket = {
  id: string;
  downloadPath: string;
  uploadPath: string;
  seconds: number;
  /** 0: there is room. Else it is worth asking for another after so long. */
  waitSeconds: number;
};
export type Direction = 'download' | 'upload';

/** The district's server was not reached, or had no room: a browser is not told which. */
export class NotOpened extends Error {}
/** All places were taken for as long as it was worth to wait. */
export class IsBusy extends Error {}

/** How often a place is asked for, ten seconds apart. */
export const TURNS = 10;

type Given = {
  ask: () => Promise<Ticket>;
  measure: (ticket: Ticket) => Promise<void>;
  /** Waits, and tells which turn is waited for. */
  wait: (seconds: number, turn: number) => Promise<void>;
};

/**
 * Measures once there is room, and gives the ticket it was done with. Who was not let in though there was room asks once more, as somebody
 * else may have been faster; then it is not the server that is in the way.
 */
export async function inTurn({ ask, measure, wait }: Given): Promise<Ticket> {
  let hadRoom = false;
  for (let turn = 1; turn <= TURNS; turn += 1) {
    const ticket = await ask();
    if (ticket.waitSeconds > 0) {
      hadRoom = false;
      await wait(ticket.waitSeconds, turn);
      continue;
    }
    try {
      await measure(ticket);
      return ticket;
    } catch (error) {
      if (hadRoom || !(error instanceof NotOpened)) throw error;
      hadRoom = true;
    }
  }
  throw new IsBusy();
}
