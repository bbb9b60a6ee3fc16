import { isTransaction, poolOf, type Sql } from '@steward/db';
import { runWritten, written } from '@steward/db/statement';
import { sql } from 'drizzle-orm';

// What changes rarely is kept in memory under the version that the database gives it (table `versions`). The look-up of a session brings the
// versions along, so a request never works with anything older than itself and asks nothing extra; whoever comes without one, asks.

export type Name = 'access' | 'catalogue';
type Thing = { answer: Promise<unknown>; isThere: boolean };
type Shelf = { version: string; things: Map<string, Thing> };
type Pool = { seen: Map<Name, { version: string; at: number }>; shelves: Map<Name, Shelf> };

/** How long a version that was just read may be gone by without asking again. */
const FRESH_FOR_MS = 250;
/** A shelf that has grown past this is begun anew. */
const THINGS_AT_MOST = 20_000;

const pools = new WeakMap<object, Pool>();

function kept(on: Sql): Pool {
  const key = poolOf(on);
  const pool = pools.get(key) ?? { seen: new Map(), shelves: new Map() };
  pools.set(key, pool);
  return pool;
}

/** The version that `name` has, as just read from the database. */
export const noteVersion = (on: Sql, name: Name, version: string) => kept(on).seen.set(name, { version, at: performance.now() });

const readVersion = written(sql`select version from versions where name = ${sql.placeholder('name')}`);

/** The version that `name` has now. */
export async function readVersionOf(on: Sql, name: Name): Promise<string> {
  const version = (await runWritten(on, readVersion, { name }))[0]![0] as string;
  noteVersion(on, name, version);
  return version;
}

async function versionOf(on: Sql, name: Name): Promise<string> {
  const last = kept(on).seen.get(name);
  return last && performance.now() - last.at < FRESH_FOR_MS ? last.version : readVersionOf(on, name);
}

/** Rows by their id. */
export const byId = <T extends { id: string }>(rows: readonly T[]): ReadonlyMap<string, T> => new Map(rows.map((row) => [row.id, row]));

/**
 * What `load` gives, kept as `thing` for as long as `name` has the same version: the one given, or the one that was last read. What is kept is
 * shared: nobody changes it. A transaction that has itself changed what it asks for does not ask here.
 */
export async function keep<T>(on: Sql, name: Name, thing: string, load: () => Promise<T>, version?: string): Promise<T> {
  const current = version ?? (await versionOf(on, name));
  const { shelves } = kept(on);
  let shelf = shelves.get(name);
  if (shelf?.version !== current || shelf.things.size >= THINGS_AT_MOST) shelves.set(name, (shelf = { version: current, things: new Map() }));
  const { things } = shelf;
  const found = things.get(thing);
  // A transaction holds a connection: it must not wait for somebody who may be waiting for one. It loads what is not there yet itself.
  if (found && (found.isThere || !isTransaction(on))) return found.answer as Promise<T>;
  // A query is asked each time somebody waits for it; what is kept is its answer.
  const answer = Promise.resolve(load());
  const loaded: Thing = { answer, isThere: false };
  if (!isTransaction(on)) things.set(thing, loaded);
  answer.then(
    () => {
      loaded.isThere = true;
      things.set(thing, loaded);
    },
    // A failure is not kept.
    () => things.get(thing) === loaded && things.delete(thing),
  );
  return answer;
}
