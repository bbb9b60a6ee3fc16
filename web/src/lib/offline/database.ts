import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Queued } from './operation.ts';
import type { QueuedScan } from './scan.ts';

export interface Schema extends DBSchema {
  operations: { key: number; value: Queued; indexes: { person: string } };
  scans: { key: number; value: QueuedScan; indexes: { person: string; id: string } };
}

const CHANNEL = 'steward-queue';
let opened: Promise<IDBPDatabase<Schema>> | undefined;

/** The phone's own database: it lasts across restarts, and each person's things lie apart. */
export const database = () =>
  (opened ??= openDB<Schema>('steward', 2, {
    upgrade(db, from) {
      if (from < 1) db.createObjectStore('operations', { keyPath: 'seq', autoIncrement: true }).createIndex('person', 'personId');
      const scans = db.createObjectStore('scans', { keyPath: 'seq', autoIncrement: true });
      scans.createIndex('person', 'personId');
      scans.createIndex('id', 'id', { unique: true });
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

/** Other tabs and the service worker share the queue: each is told when it changes. */
export function announce() {
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
