import { connect } from '@steward/db';
import { seedDemonstrationPeople, seedReference } from '@steward/db/seed';
import { type FreshDatabase, freshDatabase } from '@steward/db/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedCapital } from './seed-capital.ts';

const NOW = new Date('2026-11-24T16:00:00Z');
/** As the launcher does it: the totals of lines are not the runtime role's to write. */
async function seedAsOwner(url: string, now: Date): Promise<number> {
  const { db, close } = connect(url, { poolSize: 1, role: 'none' });
  try {
    return await seedCapital(db, now);
  } finally {
    await close();
  }
}
const MILLION = 100_000_000n;
let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
  await seedReference(fresh.db);
  await seedDemonstrationPeople(fresh.db, NOW);
  // As at every start: another owner's projects come first.
  await fresh.db.execute(sql`insert into programmes (id, code, name, kind, source, starts_on, ends_on)
    values (${crypto.randomUUID()}, 'another', 'Of another owner', 'other_owner', 'Its list', '2020-01-01', '2030-01-01')`);
  await seedAsOwner(fresh.url, NOW);
}, 120_000);
afterAll(() => fresh.close());

const rows = async <T extends Record<string, unknown>>(query: string) => [...(await fresh.db.execute<T>(sql.raw(query)))];
const one = async (query: string) => BigInt((await rows<{ v: string }>(query))[0]!.v);

describe('the 2018 programme', () => {
  test('has the public totals: 567 M bond and 138 M transfers, for 563 M projects, 56 M charter schools and 86 M contingency', async () => {
    const received = await rows<{ kind: string; cents: string }>(
      `select s.kind, sum(l.revenue_cents)::text as cents from budget_lines l join funding_sources s on s.id = l.source_id join programmes p on p.id = l.programme_id where p.code = 'bond-2018' group by 1`,
    );
    const of = Object.fromEntries(received.map(({ kind, cents }) => [kind, BigInt(cents)]));
    expect([of['bond'], of['transfer']]).toEqual([567n * MILLION, 138n * MILLION]);
    const promised = await rows<{ use: string; cents: string }>(
      `select case when l.kind in ('charter','contingency') then l.kind else 'projects' end as use, sum(l.baseline_cents)::text as cents
       from budget_lines l join programmes p on p.id = l.programme_id where p.code = 'bond-2018' and l.kind <> 'unallocated' group by 1`,
    );
    expect(Object.fromEntries(promised.map(({ use, cents }) => [use, BigInt(cents)]))).toEqual({
      projects: 563n * MILLION,
      charter: 56n * MILLION,
      contingency: 86n * MILLION,
    });
  });

  test('every total is the sum of its entries', async () => {
    expect(
      await rows(`
        select l.id from budget_lines l left join lateral (select
          coalesce(sum(amount_cents) filter (where kind = 'revenue'), 0) as revenue,
          coalesce(sum(amount_cents) filter (where kind in ('commitment','change_order','release')), 0) as committed,
          coalesce(sum(amount_cents) filter (where kind = 'invoice'), 0) as expended,
          coalesce(sum(amount_cents) filter (where kind = 'estimate'), 0) as to_commit
          from ledger_entries e where e.budget_line_id = l.id) e on true
        where (l.revenue_cents, l.committed_cents, l.expended_cents, l.to_commit_cents) is distinct from (e.revenue, e.committed, e.expended, e.to_commit)`),
    ).toEqual([]);
    expect(
      await one(
        `select coalesce(sum(revenue_cents) - sum(budget_cents), 0)::text as v from budget_lines l join programmes p on p.id = l.programme_id where p.code = 'bond-2018'`,
      ),
    ).toBe(0n);
  });

  test('has about 160 projects, and troubles only where no real school is', async () => {
    expect(await one(`select count(*)::text as v from projects x join programmes p on p.id = x.programme_id where p.code = 'bond-2018'`)).toBe(160n);
    expect(
      await rows(
        `select x.code from projects x where x.site_id is not null and (
           exists (select from project_scopes s where s.project_id = x.id and s.state in ('dropped','changed'))
           or exists (select from capital_requests r where r.project_id = x.id and r.state in ('disputed','waiting')))`,
      ),
    ).toEqual([]);
    const seen = await rows<{ what: string }>(`
      select distinct t.kind as what from transfers t union select state from capital_requests union select state from project_scopes`);
    expect(seen.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['draw', 'allocation', 'transfer', 'disputed', 'waiting', 'dropped', 'changed']),
    );
  });

  test('who asked never decided', async () => {
    expect(
      await rows(
        `select 1 from capital_decisions d join capital_approvals a on a.id = d.approval_id join capital_requests r on r.id = a.request_id where d.person_id = r.requested_by_id`,
      ),
    ).toEqual([]);
  });

  test('has proposals at every step, decided by another person than proposed, and what was approved is a project of its programme', async () => {
    expect(await rows(`select distinct state from proposals order by 1`)).toEqual(
      ['decided', 'draft', 'in_committee', 'published'].map((state) => ({ state })),
    );
    expect(await rows(`select distinct decision from proposals where decision is not null order by 1`)).toEqual(
      ['approved', 'declined', 'later'].map((decision) => ({ decision })),
    );
    expect(
      await rows(`select p.id from proposals p left join projects x on x.id = p.project_id
        where (p.decision = 'approved' and (x.programme_id <> p.programme_id or x.site_id <> p.site_id)) or p.decided_by_id = p.proposed_by_id`),
    ).toEqual([]);
  });

  test('has scenarios of the outlook to compare', async () => {
    expect(await one(`select count(*)::text as v from outlook_scenarios`)).toBe(3n);
  });

  test('is made once', async () => {
    expect(await seedAsOwner(fresh.url, NOW)).toBe(0);
  });
});

test.each(['2027-03-31T23:00:00Z', '2028-02-29T18:00:00Z'])(
  'it is made on any day: %s',
  async (now) => {
    const other = await freshDatabase();
    try {
      await seedReference(other.db);
      await seedDemonstrationPeople(other.db, new Date(now));
      expect(await seedAsOwner(other.url, new Date(now))).toBeGreaterThan(3_000);
    } finally {
      await other.close();
    }
  },
  120_000,
);
