import type { Sql } from '@steward/db';
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '#kernel/actor.ts';

type People = { asks: Pick<Actor, 'id'>; approves: Pick<Actor, 'id'> };
type Contract = { id: string; lineId: string; budgetLineId: string; vendorId: string };
let made = 0;

/** The books of a programme of ours, written entry by entry through the ledger's own trigger. */
export async function someBooks(on: Sql, { asks, approves }: People, { isDemonstration = false, kind = 'bond' } = {}) {
  const [programmeId, sourceId, unallocatedId, projectId] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  const code = `books-${(made += 1)}-${programmeId.slice(-6)}`;
  const at = '2024-07-01T12:00:00Z';
  await on.execute(sql`insert into programmes (id, code, name, kind, is_demonstration, source, starts_on, ends_on)
    values (${programmeId}, ${code}, ${`Bond ${code}`}, ${kind}, ${isDemonstration}, 'Tests', '2018-11-01', '2028-12-31')`);
  await on.execute(
    sql`insert into funding_sources (id, programme_id, code, name, kind, fund_code, planned_cents) values (${sourceId}, ${programmeId}, 'bond', 'Bond', 'bond', '41', 0)`,
  );
  await on.execute(
    sql`insert into projects (id, programme_id, code, name, site_name, phase) values (${projectId}, ${programmeId}, 'P-1', 'New roof', 'Alder School', 'construction')`,
  );
  await on.execute(
    sql`insert into budget_lines (id, programme_id, source_id, kind, name, account) values (${unallocatedId}, ${programmeId}, ${sourceId}, 'unallocated', 'Unallocated', '41-000-00-0000-0000-000-0000')`,
  );

  const entry = (columns: Record<string, unknown>) => {
    const all: Record<string, unknown> = { id: uuidv7(), programme_id: programmeId, no_document_reason: 'A test', recorded_at: at, ...columns };
    return on.execute(
      sql`insert into ledger_entries (${sql.join(
        Object.keys(all).map((name) => sql.identifier(name)),
        sql`, `,
      )}) values (${sql.join(
        Object.values(all).map((value) => sql`${value}`),
        sql`, `,
      )})`,
    );
  };
  await entry({ kind: 'revenue', budget_line_id: unallocatedId, amount_cents: '90000000000', effective_on: '2018-12-01' });

  let requests = 0;
  /** Something that one asked for and the other approved; `detail` writes what it is about before it is approved. */
  async function approved(kind_: string, amountCents: bigint, detail: (requestId: string) => Promise<unknown>): Promise<string> {
    const [id, approvalId] = [uuidv7(), uuidv7()];
    await on.execute(sql`insert into capital_requests (id, programme_id, project_id, kind, number, title, amount_cents, reason, no_document_reason, requested_by_id, requested_at, state)
      values (${id}, ${programmeId}, ${projectId}, ${kind_}, ${(requests += 1)}, 'Asked', ${String(amountCents)}, 'It is needed', 'A test', ${asks.id}, ${at}, 'waiting')`);
    await detail(id);
    await on.execute(
      sql`insert into capital_approvals (id, request_id, position, roles, state, opened_at) values (${approvalId}, ${id}, 1, '{finance}', 'open', ${at})`,
    );
    await on.execute(
      sql`insert into capital_decisions (id, approval_id, person_id, decision, decided_at) values (${uuidv7()}, ${approvalId}, ${approves.id}, 'approve', ${at})`,
    );
    await on.execute(sql`update capital_approvals set state = 'approved' where id = ${approvalId}`);
    await on.execute(sql`update capital_requests set state = 'approved', decided_at = ${at} where id = ${id}`);
    return id;
  }

  /** A line of the project with a budget, which a transfer brings it. */
  async function aLine(account: string, budgetCents: bigint, lineKind = 'construction'): Promise<string> {
    const id = uuidv7();
    await on.execute(
      sql`insert into budget_lines (id, programme_id, source_id, project_id, kind, name, account) values (${id}, ${programmeId}, ${sourceId}, ${projectId}, ${lineKind}, 'Line', ${account})`,
    );
    const requestId = await approved('transfer', budgetCents, (request) =>
      on.execute(
        sql`insert into transfers (request_id, from_line_id, to_line_id, kind, amount_cents) values (${request}, ${unallocatedId}, ${id}, 'allocation', ${String(budgetCents)})`,
      ),
    );
    await entry({
      kind: 'transfer',
      budget_line_id: id,
      from_line_id: unallocatedId,
      request_id: requestId,
      amount_cents: String(budgetCents),
      effective_on: '2019-01-15',
    });
    return id;
  }
  async function aVendor(name: string, number: string | null = null): Promise<string> {
    const id = uuidv7();
    await on.execute(sql`insert into vendors (id, number, name, is_fictitious) values (${id}, ${number}, ${name}, true)`);
    return id;
  }
  async function aContract(
    number: string,
    budgetLineId: string,
    amountCents: bigint,
    { on: day = '2020-02-03', vendorId, under }: { on?: string; vendorId?: string; under?: string } = {},
  ): Promise<Contract> {
    const [id, lineId] = [uuidv7(), uuidv7()];
    const vendor = vendorId ?? (await aVendor(`Builder ${number}`));
    const requestId = await approved('contract', amountCents, async (request) => {
      await on.execute(sql`insert into contracts (id, request_id, project_id, vendor_id, kind, number, title, under_contract_id, executed_on)
        values (${id}, ${request}, ${projectId}, ${vendor}, ${under === undefined ? 'contract' : 'purchase_order'}, ${number}, 'Works', ${under ?? null}, ${day})`);
      await on.execute(
        sql`insert into contract_lines (id, contract_id, budget_line_id, position, name, original_cents) values (${lineId}, ${id}, ${budgetLineId}, 1, 'Works', ${String(amountCents)})`,
      );
    });
    if (under === undefined)
      await entry({
        kind: 'commitment',
        budget_line_id: budgetLineId,
        contract_line_id: lineId,
        request_id: requestId,
        amount_cents: String(amountCents),
        effective_on: day,
      });
    return { id, lineId, budgetLineId, vendorId: vendor };
  }
  async function anInvoice(
    contract: Contract,
    number: string,
    amountCents: bigint,
    { on: day = '2021-03-04', retainageCents = 0n } = {},
  ): Promise<string> {
    const requestId = await approved('invoice', amountCents, async (request) => {
      await on.execute(
        sql`insert into invoices (request_id, contract_id, vendor_id, number, billed_on) values (${request}, ${contract.id}, ${contract.vendorId}, ${number}, ${day})`,
      );
      await on.execute(
        sql`insert into invoice_lines (request_id, contract_line_id, amount_cents, retainage_cents) values (${request}, ${contract.lineId}, ${String(amountCents)}, ${String(retainageCents)})`,
      );
    });
    const of = { budget_line_id: contract.budgetLineId, contract_line_id: contract.lineId, request_id: requestId, effective_on: day };
    await entry({ kind: 'invoice', amount_cents: String(amountCents), ...of });
    if (retainageCents > 0n) await entry({ kind: 'retainage', amount_cents: String(retainageCents), ...of });
    return requestId;
  }
  const pay = (contract: Contract, amountCents: bigint, day = '2021-04-05') =>
    entry({
      kind: 'payment',
      budget_line_id: contract.budgetLineId,
      contract_line_id: contract.lineId,
      amount_cents: String(amountCents),
      effective_on: day,
    });

  return { programmeId, code, projectId, aLine, aVendor, aContract, anInvoice, pay };
}
export type Books = Awaited<ReturnType<typeof someBooks>>;
