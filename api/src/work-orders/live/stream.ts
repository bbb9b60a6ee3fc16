import { Readable } from 'node:stream';
import type { Actor } from '#kernel/actor.ts';
import { judgeTelling } from '../rules/live.ts';
import type { Changed } from './queries.ts';

/** What may wait for somebody who does not read: some four thousand changes. */
const WAITING_AT_MOST = 256 * 1024;
/** How long a browser waits before it comes back, spread, so that those of a process that has gone do not all come at once. */
const BACK_AFTER_MS = 1_000;
const SPREAD_MS = 2_000;

/** An order's change as everybody reads it who is told of it. */
export type Message = { changed: Changed; change: string; gone: string };

const event = (name: string, data: object) => `event: ${name}\ndata: ${JSON.stringify(data)}\n`;

export const messageOf = (changed: Changed): Message => ({
  changed,
  change: event('change', { id: changed.id, number: changed.number, version: changed.version }),
  gone: event('gone', { id: changed.id }),
});
const HERE = event('here', {});
const RESET = event('reset', {});

/** One open stream: whose, and what was told. */
export class Stream {
  readonly out: Readable;
  actor: Actor;
  readonly token: string;
  /** What it missed is still being looked up: until it was told, no position may say that it was. */
  isBehind = true;

  constructor(token: string, actor: Actor, spread: number) {
    this.token = token;
    this.actor = actor;
    this.out = new Readable({ read() {} });
    this.out.push(`retry: ${Math.round(BACK_AFTER_MS + spread * SPREAD_MS)}\n\n`);
  }

  /** Tells what this person may know of it; the last of it carries the position. Nothing at all where there is nothing to tell. */
  tell(messages: readonly Message[], at: string) {
    const told: string[] = [];
    for (const { changed, change, gone } of messages) {
      const verdict = judgeTelling(changed, this.actor);
      if (verdict !== 'nothing') told.push(verdict === 'changed' ? change : gone);
    }
    if (told.length > 0) this.#send(told.join('\n'), at);
  }

  here = (at: string) => this.#send(HERE, at);
  reset = (at: string) => this.#send(RESET, at);
  end = () => void this.out.push(null);

  #send(text: string, at: string) {
    if (this.out.destroyed || this.out.readableEnded) return;
    this.out.push(this.isBehind ? `${text}\n` : `${text}id: ${at}\n\n`);
    // They come back by themselves and go on from where they were.
    if (this.out.readableLength > WAITING_AT_MOST) this.out.destroy();
  }
}
