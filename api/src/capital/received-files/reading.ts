import type { SheetRow } from '#platform/sheets/sheet.ts';

/** How a worker reads a file: its rows, and by which lease it holds it. */
export type Reading = {
  rows: AsyncIterable<SheetRow>;
  clock: () => Date;
  leaseId?: string;
};

export const LEASE_MS = 30_000;
/** Somebody else reads this file by now. */
export class LeaseLost extends Error {}
