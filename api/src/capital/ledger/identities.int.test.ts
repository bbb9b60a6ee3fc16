import { connect, type Sql } from '@steward/db';
import { capitalApprovals, capitalRequests, contractLines, contracts, ledgerEntries } from '@steward/db/schema';
import { and, eq, isNotNull, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { dollarsOf } from '#kernel/money.ts';
import { Problem } from '#kernel/problem.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict } from '../../district.testing.ts';
import { decideCapitalApproval } from '../approvals/decide.ts';
import { aContract, aPlan, askForContract, type CapitalPeople, capitalPeople, good, NO_PAPER, type Plan } from '../capital.testing.ts';
import { enterRevenue, estimateToCommit } from '../programmes/keep-books.ts';
import { requestChangeOrder, requestContract, requestInvoice, requestTransfer } from '../requests/request-money.ts';
import { enterPayment, releaseBalance } from './contract-money.ts';
import { brokenIn } from './identities.testing.ts';

/* Thousands of random operations, legal and not, from eight connections at once: whatever happens, every identity holds to the cent, derived anew from the entries. */

const CONNECTIONS = 8;
let api: TestApi;
let people: CapitalPeople;
let plan: Plan;
let pool: ReturnType<typeof connect>;

beforeAll(async () => {
  api = await startApi();
  const district = await aDistrict(api.db);
  people = await capitalPeople(api);
  plan = await aPlan(api, people, district);
  pool = connect(api.config.databaseUrl, { poolSize: CONNECTIONS });
  // Small amounts would never meet a limit: small purchases do.
  good(
    await api
      .as(people.cfo)
      .put('/api/capital-rules/thresholds', { body: { thresholds: [{ from: '0.00', methods: ['quote'] }], reason: 'Small' }, ifMatch: 1 }),
  );
});
afterAll(async () => {
  await pool.close();
  await api.close();
});

/** The same numbers each time it is begun with the same seed. */
function chance(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(next() * n);
  return { below, one: <T>(all: readonly T[]): T | undefined => all[below(all.length)], cents: (most: number) => BigInt(below(most) + 1) };
}
type Chance = ReturnType<typeof chance>;
type Done = { done: number; refused: Map<string, number>; unexpected: unknown[] };

const isConflict = (error: unknown) => ['40P01', '40001'].includes((Object(error).cause as { code?: string } | undefined)?.code ?? '');
async function tried(done: Done, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
    done.done += 1;
  } catch (error) {
    const code = error instanceof Problem ? error.code : isConflict(error) ? 'conflict' : undefined;
    if (code === undefined) done.unexpected.push(error);
    else done.refused.set(code, (done.refused.get(code) ?? 0) + 1);
  }
}

const linesOfContracts = (db: Sql) =>
  db
    .select({ id: contractLines.id, contractId: contracts.id })
    .from(contractLines)
    .innerJoin(contracts, eq(contracts.id, contractLines.contractId))
    .where(isNotNull(contracts.executedOn))
    .limit(30);
const openSteps = (db: Sql) =>
  db
    .select({ id: capitalApprovals.id, version: capitalApprovals.version })
    .from(capitalApprovals)
    .innerJoin(capitalRequests, eq(capitalRequests.id, capitalApprovals.requestId))
    .where(and(eq(capitalApprovals.state, 'open'), eq(capitalRequests.state, 'waiting')))
    .limit(20);

const WORDS = { title: 'An operation', reason: 'By chance', ...NO_PAPER };
const MILLION = 100_000_000;

/** One operation by chance, of anybody who might or might not do it. */
async function operate(db: Sql, { below, one, cents }: Chance, done: Done): Promise<void> {
  const { manager, second, cfo, bookkeeper, administrator } = people;
  const asks = one([manager, manager, second, cfo])!;
  const lines = Object.values(plan.lines);
  const dollars = (most: number) => dollarsOf(cents(most));
  const sign = below(4) === 0 ? '-' : '';
  const kind = below(12);
  if (kind === 0) {
    const input = { fromLineId: one(lines)!, toLineId: one(lines)!, amount: dollars(4 * MILLION), ...WORDS };
    return tried(done, () => requestTransfer(db, asks, plan.programmeId, input, NOW));
  }
  if (kind === 1) {
    const bought = [
      { budgetLineId: one(lines)!, name: 'Works', amount: dollars(MILLION) },
      { budgetLineId: plan.lines.design, name: 'Plans', amount: dollars(MILLION / 10) },
    ];
    const { vendorId, projectId, programmeId } = plan;
    const input = {
      kind: 'contract',
      number: uuidv7(),
      vendorId,
      projectId,
      isPublicWorks: false,
      retainageRatio: below(2) / 20,
      lines: bought.slice(below(2)),
      ...WORDS,
    } as const;
    return tried(done, () => requestContract(db, asks, programmeId, input, NOW));
  }
  if (kind === 2)
    return tried(done, () => enterRevenue(db, cfo, plan.sourceId, { amount: sign + dollars(MILLION), on: '2026-11-01', ...NO_PAPER }, NOW));
  if (kind === 3)
    return tried(done, () =>
      estimateToCommit(db, manager, one(lines)!, { toCommit: dollars(MILLION), on: '2026-11-01', note: 'Anew', ...NO_PAPER }, NOW),
    );
  if (kind >= 8) {
    const step = one(await openSteps(db));
    if (!step) return;
    const decides = one<Actor>([second, cfo, cfo, bookkeeper, administrator, administrator, manager])!;
    const decision = below(8) === 0 ? ('decline' as const) : ('approve' as const);
    return tried(done, () => decideCapitalApproval(db, decides, step.id, step.version, { decision, words: 'By chance' }, NOW));
  }
  const line = one(await linesOfContracts(db));
  if (!line) return;
  const amount = dollars(MILLION / 2);
  const given = [{ contractLineId: line.id, amount }];
  if (kind === 4)
    return tried(done, () =>
      requestChangeOrder(
        db,
        asks,
        line.contractId,
        { reasonCode: 'code', probabilityRatio: 1, addedDays: 0, lines: [{ ...given[0]!, amount: sign + amount }], ...WORDS },
        NOW,
      ),
    );
  if (kind === 5) {
    const billed =
      below(6) === 0
        ? [{ contractLineId: line.id, amount: '0.00', released: dollars(MILLION / 50) }]
        : [{ contractLineId: line.id, amount: sign + amount }];
    return tried(done, () => requestInvoice(db, asks, line.contractId, { number: uuidv7(), billedOn: '2026-11-01', lines: billed, ...WORDS }, NOW));
  }
  if (kind === 6) {
    const paid = [{ contractLineId: line.id, amount: sign + dollars(MILLION / 100) }];
    return tried(done, () => enterPayment(db, one([cfo, cfo, manager])!, line.contractId, { on: '2026-11-24', lines: paid, ...NO_PAPER }, NOW));
  }
  return tried(done, () => releaseBalance(db, asks, line.contractId, { on: '2026-11-24', lines: given, reason: 'Less', ...NO_PAPER }, NOW));
}

async function manyOperations(db: Sql, each: number, seed: number): Promise<Done> {
  const done: Done = { done: 0, refused: new Map(), unexpected: [] };
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async (_, i) => {
      const by = chance(seed * 100 + i);
      for (let n = 0; n < each; n += 1) await operate(db, by, done);
    }),
  );
  return done;
}

describe('every identity holds to the cent', () => {
  test('whatever eight people do at once through the use cases; each refusal is one of ours', { timeout: 300_000 }, async () => {
    const done = await manyOperations(pool.db, 150, 7);
    expect(done.unexpected).toEqual([]);
    expect(done.done).toBeGreaterThan(250);
    const codes = [...done.refused.keys()];
    expect(codes).toEqual(expect.arrayContaining(['capital.not_there', 'capital.over_budget', 'capital.over_contract', 'capital.own']));
    expect(await brokenIn(api.db, plan.programmeId)).toEqual([]);
    const kinds = await api.db.selectDistinct({ kind: ledgerEntries.kind }).from(ledgerEntries);
    expect(kinds.map(({ kind }) => kind).toSorted()).toEqual(
      ['baseline', 'change_order', 'commitment', 'estimate', 'invoice', 'payment', 'release', 'retainage', 'revenue', 'transfer'].toSorted(),
    );
  });

  test('whatever is inserted by hand at once, past every rule: what would break one is refused by the database', { timeout: 300_000 }, async () => {
    const all = await linesOfContracts(api.db);
    const budgets = await api.db.select({ id: contractLines.id, budgetLineId: contractLines.budgetLineId }).from(contractLines);
    const of = new Map(budgets.map(({ id, budgetLineId }) => [id, budgetLineId]));
    const lines = Object.values(plan.lines);
    let [entered, refused] = [0, 0];
    const insert = async ({ below, one, cents }: Chance) => {
      const kind = one(['revenue', 'transfer', 'commitment', 'change_order', 'release', 'invoice', 'retainage', 'payment', 'estimate'])!;
      const isOfContract = !['revenue', 'transfer', 'estimate'].includes(kind);
      const contractLine = one(all)!.id;
      const amountCents = (below(2) === 0 ? -1n : 1n) * cents(below(3) === 0 ? MILLION : MILLION / 100);
      const row = {
        id: uuidv7(),
        programmeId: plan.programmeId,
        kind,
        budgetLineId: isOfContract && below(8) > 0 ? of.get(contractLine)! : one(lines)!,
        fromLineId: kind === 'transfer' ? one(lines)! : null,
        contractLineId: isOfContract ? contractLine : null,
        amountCents,
        effectiveOn: '2026-11-02',
        noDocumentReason: 'By hand',
        recordedAt: NOW,
      };
      await pool.db
        .insert(ledgerEntries)
        .values(row)
        .then(
          () => (entered += 1),
          () => (refused += 1),
        );
    };
    await Promise.all(
      Array.from({ length: CONNECTIONS }, async (_, i) => {
        const by = chance(i + 1);
        for (let n = 0; n < 400; n += 1) await insert(by);
      }),
    );
    expect([entered > 300, refused > 1_000]).toEqual([true, true]);
    expect(await brokenIn(api.db, plan.programmeId)).toEqual([]);
  });
});

describe('by hand, as the role that the processes run under', () => {
  const refusalOf = (statement: ReturnType<typeof sql>) =>
    pool.db.execute(statement).then(
      () => 'done',
      ({ cause }: { cause: { code: string; constraint_name?: string } }) => cause.constraint_name ?? cause.code,
    );
  const DENIED = '42501';

  test('no total is written', async () => {
    const totals = [
      'revenue_cents',
      'baseline_cents',
      'transferred_in_cents',
      'transferred_out_cents',
      'committed_cents',
      'expended_cents',
      'retainage_cents',
      'paid_cents',
      'to_commit_cents',
    ];
    for (const total of totals) expect(await refusalOf(sql`update budget_lines set ${sql.raw(total)} = 0`)).toBe(DENIED);
    for (const total of ['original_cents', ...totals.slice(4, 8)])
      expect(await refusalOf(sql`update contract_lines set ${sql.raw(total)} = 0`)).toBe(DENIED);
  });

  test('no entry, baseline, decision or closed month is changed or taken away', async () => {
    for (const table of [
      'ledger_entries',
      'baselines',
      'baseline_lines',
      'capital_decisions',
      'closed_periods',
      'transfers',
      'change_order_lines',
      'invoice_lines',
    ])
      for (const statement of [sql`delete from ${sql.identifier(table)}`, sql`truncate ${sql.identifier(table)}`])
        expect([table, await refusalOf(statement)]).toEqual([table, DENIED]);
    expect(await refusalOf(sql`update ledger_entries set amount_cents = 1`)).toBe(DENIED);
  });

  test('nothing is entered that is not approved, that is not as approved, or in a month that is closed', async () => {
    const waiting = good(await askForContract(api, people, plan, { amount: '1.00' }));
    const entry = {
      programmeId: plan.programmeId,
      budgetLineId: plan.lines.construction,
      effectiveOn: '2026-11-02',
      noDocumentReason: 'By hand',
      recordedAt: NOW,
    };
    const insert = (more: Partial<typeof ledgerEntries.$inferInsert>) =>
      pool.db
        .insert(ledgerEntries)
        .values({ id: uuidv7(), kind: 'commitment', amountCents: 100n, ...entry, ...more })
        .then(
          () => 'done',
          ({ cause }: { cause: { constraint_name?: string } }) => cause.constraint_name,
        );
    const commit = { requestId: waiting.id as string, contractLineId: waiting.lines[0].id as string };
    expect(await insert(commit)).toBe('ledger_not_approved');
    expect(await insert({ contractLineId: commit.contractLineId })).toBe('ledger_entries_asked');
    expect(await refusalOf(sql`update capital_requests set state = 'approved', decided_at = now() where id = ${waiting.id}`)).toBe(
      'capital_requests_all_approved',
    );
    expect(await refusalOf(sql`update capital_requests set amount_cents = 1 where id = ${waiting.id}`)).toBe('capital_requests_as_asked');

    const contract = await aContract(api, people, plan, { amount: '2.00' });
    const [made] = await api.db.select().from(contracts).where(eq(contracts.id, contract.id));
    expect(await insert({ requestId: made!.requestId, contractLineId: contract.lineId, amountCents: 200n })).toBe('ledger_entries_contract_once');
    expect(await insert({ kind: 'change_order', requestId: made!.requestId, contractLineId: contract.lineId })).toBe('ledger_not_as_approved');
    expect(
      await refusalOf(
        sql`insert into contract_lines (id, contract_id, budget_line_id, position, name, original_cents) values (${uuidv7()}, ${contract.id}, ${plan.lines.construction}, 9, 'More', 5)`,
      ),
    ).toBe('capital_requests_stays');
    expect(await insert({ kind: 'release', contractLineId: contract.lineId, amountCents: 1n })).toBe('ledger_entries_release');

    good(await api.as(people.cfo).post(`/api/programmes/${plan.programmeId}/closed-months`, { body: { month: '2026-10' } }));
    expect(await insert({ kind: 'revenue', budgetLineId: plan.lines.unallocated, effectiveOn: '2026-10-31' })).toBe('ledger_period_closed');
    expect(await refusalOf(sql`delete from closed_periods`)).toBe(DENIED);
    expect(await brokenIn(api.db, plan.programmeId)).toEqual([]);
  });

  test('who asked decides on nothing of it, whoever writes it', async () => {
    const waiting = good(await askForContract(api, people, plan, { amount: '1.00' }));
    const [step] = waiting.steps;
    expect(
      await refusalOf(
        sql`insert into capital_decisions (id, approval_id, person_id, decision, decided_at) values (${uuidv7()}, ${step.id}, ${people.manager.id}, 'approve', now())`,
      ),
    ).toBe('capital_decisions_duties_apart');
  });
});
