import { announce, database } from './database.ts';
import type { Queued } from './operation.ts';

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
