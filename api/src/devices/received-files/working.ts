import type { Sql } from '@steward/db';
import { type FileRow, lease } from './queries.ts';

/** Somebody else is at this file by now, or it was put away. */
export class LeaseLost extends Error {}
const LEASE_MS = 60_000;

/** How a worker is at a file: by which lease, and by whose clock. */
export type Working = { leaseId: string; clock: () => Date };

/** Takes a file, or says how far it is; throws once it is somebody else's. */
export async function stillMine(
  db: Sql,
  row: FileRow,
  { leaseId, clock }: Working,
  far: { rowsRead?: number; doneRatio?: number } = {},
): Promise<void> {
  const now = clock();
  const until = new Date(now.getTime() + LEASE_MS);
  if (!(await lease(db, { id: row.id, state: row.state, leaseId, now, until }, far))) throw new LeaseLost();
}
