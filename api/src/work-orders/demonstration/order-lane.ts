import { parentPort, workerData } from 'node:worker_threads';
import { connect } from '@steward/db';
import postgres from 'postgres';
import type { Lane } from './add-orders.ts';
import { copyRows } from './copy-queries.ts';
import { type Batch, orderTeller } from './tell-orders.ts';

// A thread of addOrders: tells a batch, writes it in one transaction, says so, and waits for the next.

const { databaseUrl, seed, now } = workerData as Lane;
const { db, close } = connect(databaseUrl, { poolSize: 1, role: 'none' });
const tell = await orderTeller(db, { seed, now });
await close();
const sql = postgres(databaseUrl, { max: 1, onnotice: () => {}, connection: { application_name: 'steward seed' } });

parentPort!.on('message', (batch: Batch) => void write(batch));

async function write(batch: Batch): Promise<void> {
  await sql.begin((tx) => copyRows(tx, tell(batch)));
  // A thread, not a window: it has no origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort!.postMessage('written');
}
