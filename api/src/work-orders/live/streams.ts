import { setImmediate as breathe, setTimeout as pause } from 'node:timers/promises';
import type { Sql } from '@steward/db';
import type { FastifyBaseLogger } from 'fastify';
import type { Actor } from '#kernel/actor.ts';
import { actorsOfSessions } from '../../people/index.ts';
import { noMoreStreams, tooManyStreams } from './problems.ts';
import type { Position, Seal } from './position.ts';
import { type Later, readLater, readPosition } from './queries.ts';
import { messageOf, Stream } from './stream.ts';

type Given = {
  db: Sql;
  clock: () => Date;
  seal: Seal;
  random: () => number;
  log: FastifyBaseLogger;
  listen: (heard: () => void) => () => Promise<void>;
};

const PER_PERSON_AT_MOST = 24;
/** Of a burst of changes the first is told at once, the others together. */
const BETWEEN_READS_MS = 100;
/** What nobody announced, a program that writes past the API or a notice that was lost, is found this soon. */
const LOOK_EVERY_MS = 2_000;
const BEAT_EVERY_MS = 20_000;
const SESSIONS_EVERY_MS = 10_000;
/** Other requests get their turn in between. */
const AT_ONCE = 100;

/** The open streams of this process, and the one reader of the log that feeds them. Nothing is read or listened to while there is no stream. */
export function openStreams({ db, clock, seal, random, log, listen }: Given) {
  const open = new Set<Stream>();
  /** Up to where all streams that are not behind were told. */
  let here: Position | undefined;
  let starting: Promise<void> | undefined;
  let sessionsSeenAt = 0;
  let isWanted = false;
  let isReading = false;
  let isClosed = false;
  let stopListening: (() => Promise<void>) | undefined;

  const sealed = () => seal.seal(here!, clock());

  /** Ends streams of sessions that have ended; the others go on by what their person holds now, and load anew where that changed. */
  async function judgeSessions(at: string) {
    const streams = [...open];
    const actors = await actorsOfSessions(db, [...new Set(streams.map(({ token }) => token))], clock());
    sessionsSeenAt = performance.now();
    for (const stream of streams) {
      const actor = actors.get(stream.token);
      if (!actor) stream.end();
      else if (actor !== stream.actor) {
        const isOther = JSON.stringify(actor) !== JSON.stringify(stream.actor);
        stream.actor = actor;
        if (isOther) stream.reset(at);
      }
    }
  }

  async function tell(later: Later, at: string) {
    if (later.changes === 'lost') for (const stream of open) stream.reset(at);
    else {
      const messages = later.changes.map(messageOf);
      let told = 0;
      for (const stream of open) {
        stream.tell(messages, at);
        if (++told % AT_ONCE === 0) await breathe();
      }
    }
  }

  async function read() {
    if (!here) return;
    const later = await readLater(db, here);
    const at = seal.seal(later.position, clock());
    const isSomething = later.changes === 'lost' || later.changes.length > 0;
    // Before anybody is told anything: whose session has ended, or whose role, learns nothing more.
    const { access } = later.position;
    if (isSomething || access !== here.access || performance.now() - sessionsSeenAt > SESSIONS_EVERY_MS) await judgeSessions(at);
    if (isSomething) await tell(later, at);
    here = later.position;
  }

  const goesOn = () => isWanted && open.size > 0 && !isClosed;

  async function readOn() {
    if (isReading) return;
    isReading = true;
    while (goesOn()) {
      isWanted = false;
      // What was not read is read the next time: the position has not moved on.
      await read().catch((error: Error) => log.warn({ failure: error.cause instanceof Error ? error.cause.message : error.name }, 'live: not read'));
      await pause(BETWEEN_READS_MS);
    }
    isReading = false;
  }
  const look = () => {
    isWanted = true;
    void readOn();
  };
  const beat = () => {
    if (!here) return;
    const at = sealed();
    for (const stream of open) stream.here(at);
  };
  const timers = [setInterval(look, LOOK_EVERY_MS).unref(), setInterval(beat, BEAT_EVERY_MS).unref()];

  /** The reader's position stands before anybody's gap is looked up: so the two always meet. */
  async function started() {
    stopListening ??= listen(look);
    if (here) return;
    starting ??= readPosition(db)
      .then((position) => void (here = position))
      .finally(() => (starting = undefined));
    await starting;
  }

  function leave(stream: Stream) {
    open.delete(stream);
    if (open.size === 0) here = undefined;
  }

  /** What happened since `from`; without one it begins here. Whose access changed meanwhile, as far as can be told, loads anew. */
  async function catchUp(stream: Stream, from: Position | 'unknown' | undefined) {
    await started();
    const later = from === undefined || from === 'unknown' ? undefined : await readLater(db, from);
    const isLost = from === 'unknown' || (later && (later.changes === 'lost' || later.position.access !== from?.access));
    const at = later ? seal.seal(later.position, clock()) : sealed();
    stream.isBehind = false;
    if (isLost) stream.reset(at);
    else if (later && later.changes !== 'lost') stream.tell(later.changes.map(messageOf), at);
    stream.here(at);
  }

  return {
    /** A stream for this session; `after` is where it was left. */
    async join(token: string, actor: Actor, after: string | undefined): Promise<Stream> {
      if (isClosed) throw noMoreStreams();
      if ([...open].filter((other) => other.actor.id === actor.id).length >= PER_PERSON_AT_MOST) throw tooManyStreams();
      const stream = new Stream(token, actor, random());
      open.add(stream);
      stream.out.once('close', () => leave(stream));
      try {
        await catchUp(stream, after === undefined ? undefined : (seal.open(after, clock()) ?? 'unknown'));
      } catch (error) {
        stream.out.destroy();
        throw error;
      }
      return stream;
    },
    position: async () => seal.seal(await readPosition(db), clock()),
    count: () => open.size,
    /** No more, and those that are open end: their browsers go to another process. */
    async close() {
      isClosed = true;
      for (const timer of timers) clearInterval(timer);
      for (const stream of open) stream.end();
      await stopListening?.();
      stopListening = undefined;
    },
  };
}
