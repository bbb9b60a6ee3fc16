import { connect } from '@steward/db';
import { seedReference } from '@steward/db/seed';
import { type FreshDatabase, freshDatabase } from '@steward/db/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedNetwork } from './seed-network.ts';

const NOW = new Date('2026-11-24T16:00:00Z');
let fresh: FreshDatabase;
let owner: ReturnType<typeof connect>;
let made: number;
beforeAll(async () => {
  fresh = await freshDatabase();
  owner = connect(fresh.url, { poolSize: 1, role: 'none' });
  await seedReference(fresh.db);
  made = await seedNetwork(owner.db, NOW);
}, 120_000);
afterAll(async () => {
  await owner.close();
  await fresh.close();
});
const rows = async <T extends Record<string, unknown>>(query: string) => [...(await fresh.db.execute<T>(sql.raw(query)))];

describe('the made-up network', () => {
  test('has a line for every school of the district that is open in a building, and a year of measurements, once', async () => {
    const [counts] = await rows(
      `select (select count(*)::int from circuits) as lines, (select count(*)::int from sites where status = 'active' and not is_virtual and is_charter is not true) as schools`,
    );
    expect(counts!['lines']).toBe(counts!['schools']);
    expect(made).toBeGreaterThan(90_000);
    expect(await seedNetwork(owner.db, NOW)).toBe(0);
  });
  test('is fiber along the Front Range and leased in the foothills', async () => {
    const found = await rows<{ west: boolean; fibre: number; all: number }>(
      `select s.longitude < -105.27 as west, count(*) filter (where c.medium = 'owned_fibre')::int as fibre, count(*)::int as all from circuits c join sites s on s.id = c.site_id where s.longitude is not null group by 1 order by 1`,
    );
    expect(found[0]!.fibre).toBeGreaterThan(found[0]!.all * 0.8);
    expect(found[1]!.fibre).toBe(0);
    expect(found[1]!.all).toBeGreaterThan(10);
  });
  test('says of everything that it is made up, and measures nothing faster than its line, nor after now', async () => {
    expect(
      await rows(
        `select count(*)::int as wrong from bandwidth_measurements m join circuits c on c.site_id = m.site_id where not m.is_demonstration or m.mbps > c.down_mbps or m.measured_at > '${NOW.toISOString()}'`,
      ),
    ).toEqual([{ wrong: 0 }]);
    expect(await rows(`select count(*)::int as real from circuits where not is_demonstration`)).toEqual([{ real: 0 }]);
  });
  test('is in no trouble: no milestone of a real school is late, and none fell silent or slow', async () => {
    expect(
      await rows(
        `select (select count(*)::int from fibre_milestones where done_on is null and planned_on < '2026-11-24') as late, (select count(*)::int from network_dips) as dips, (select count(*)::int from site_link_events) as silent`,
      ),
    ).toEqual([{ late: 0, dips: 0, silent: 0 }]);
  });
});
