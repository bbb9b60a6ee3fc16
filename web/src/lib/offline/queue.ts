import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Queued } from './operation.ts';

interface Schema extends DBSchema {
  operations: { key: number; value: Queued; indexes: { person: string } };
}

const CHANNEL = 'steward-queue';
let opened: Promise<IDBPDatabase<Schema>> | undefined;

/** The phone's own database: it lasts across restarts, and each person's things lie apart. */
const database = () =>
  (opened ??= openDB<Schema>('steward', 1, {
    upgrade(db) {
      db.createObjectStore('operations', { keyPath: 'seq', autoIncrement: true }).createIndex('person', 'personId');
    },
    // Another tab wants to upgrade, or the browser closed it: the next use opens it anew.
    blocking: () => forget(),
    terminated: () => forget(),
  }).catch((error: unknown) => {
    forget();
    throw error;
  }));

function forget() {
  void opened?.then((db) => db.close()).catch(() => {});
  opened = undefined;
}

/** Puts things into the queue in the order given, all of them or none; what is there already, by its id, is not put in twice. */
export async function enqueue(things: readonly Queued[]): Promise<void> {
  const tx = (await database()).transaction('operations', 'readwrite', { durability: 'strict' });
  const there = new Set((await tx.store.getAll()).map(({ id }) => id));
  await Promise.all([...things.filter(({ id }) => !there.has(id)).map((thing) => tx.store.add(thing)), tx.done]);
  announce();
}

/** What this person has in the queue, in the order it was meant. */
export const queueOf = async (personId: string): Promise<Queued[]> => (await database()).getAllFromIndex('operations', 'person', personId);

/** Who has anything waiting on this phone. */
export async function peopleWaiting(): Promise<string[]> {
  const things = await (await database()).getAll('operations');
  return [...new Set(things.filter(({ state }) => state === 'waiting').map(({ personId }) => personId))];
}

export async function save(things: readonly Queued[]): Promise<void> {
  const tx = (await database()).transaction('operations', 'readwrite', { durability: 'strict' });
  await Promise.all([...things.map((thing) => tx.store.put(thing)), tx.done]);
  announce();
}

export async function remove(things: readonly Queued[]): Promise<void> {
  const tx = (await database()).transaction('operations', 'readwrite');
  await Promise.all([...things.flatMap(({ seq }) => (seq === undefined ? [] : [tx.store.delete(seq)])), tx.done]);
  announce();
}

/** Other tabs and the service worker share the queue: each is told when it changes. */
function announce() {
  const channel = new BroadcastChannel(CHANNEL);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel stays within its origin
  channel.postMessage('changed');
  channel.close();
}

export function onQueueChange(react: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', react);
  return () => channel.close();
}
