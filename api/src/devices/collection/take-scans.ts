import type { Sql } from '@steward/db';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { keeperAt, placeOf } from '../may.ts';
import { unknownSite } from '../problems.ts';
import { findSiteOfDevices } from '../queries.ts';
import type { RepairDesk } from '../repairs/open-repair.ts';
import type { ScansRequest } from './contract.ts';
import type { ScanResult } from './present.ts';
import { takeScan } from './take-scan.ts';

type Doing = { now: Date; desk: RepairDesk };

/** Takes in what a station scanned, one after the other: each may build on the one before. */
export async function takeScans(
  db: Sql,
  actor: Actor,
  siteId: string,
  { station, sentAt, scans }: z.infer<typeof ScansRequest>,
  { now, desk }: Doing,
): Promise<{ results: ScanResult[] }> {
  const site = await findSiteOfDevices(db, siteId);
  if (!site) throw unknownSite('/siteId');
  const by = keeperAt(actor, placeOf({ site }));
  const results: ScanResult[] = [];
  for (const scan of scans) results.push(await takeScan(db, actor, scan, { siteId, station, by, sentAt: new Date(sentAt), now, desk }));
  return { results };
}
