import type { Sql } from '@steward/db';
import { bandwidthMeasurements, circuits, networkProbes, siteStaff } from '@steward/db/schema';
import { uuidv7 } from 'uuidv7';
import { hashOfProbe } from './probes/make-probe.ts';

let made = 0;

/** A line that is live, of 1 Gbps on the district's own fiber unless said otherwise. */
export async function aCircuit(db: Sql, siteId: string, more: Partial<typeof circuits.$inferInsert> = {}): Promise<string> {
  const id = uuidv7();
  made += 1;
  await db.insert(circuits).values({
    id,
    siteId,
    code: `LINE-${made}-${id.slice(-4)}`,
    medium: 'owned_fibre',
    downMbps: 1_000,
    upMbps: 1_000,
    liveOn: '2024-08-01',
    buildStatus: 'built',
    ...more,
  });
  return id;
}

export const someStaff = (db: Sql, siteId: string, staff: number) => db.insert(siteStaff).values({ siteId, staff, source: 'A test' });

/** A probe with the secret that its machine shows. */
export async function aProbe(db: Sql, { siteId, by, at }: { siteId: string; by: { id: string }; at: Date }) {
  const [id, secret] = [uuidv7(), `stp_${uuidv7().replaceAll('-', '')}`];
  await db.insert(networkProbes).values({ id, siteId, name: 'Closet', secretHash: hashOfProbe(secret), createdById: by.id, createdAt: at });
  return { id, secret };
}

/** What this probe measured, in Mbps, at these instants. */
export const measuredBy = (
  db: Sql,
  { probeId, siteId }: { probeId: string; siteId: string },
  rows: readonly { mbps: number; at: Date; direction?: string }[],
) =>
  db.insert(bandwidthMeasurements).values(
    rows.map(({ mbps, at, direction = 'download' }) => ({
      id: uuidv7(),
      siteId,
      direction,
      source: 'probe',
      measuredAt: at,
      numBytes: mbps * 1_250_000,
      elapsedUs: 10_000_000,
      probeId,
    })),
  );
