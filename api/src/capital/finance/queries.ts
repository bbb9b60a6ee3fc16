import { isTransaction, type Sql } from '@steward/db';
import { copyIn, copyOf, insertMany } from '@steward/db/copy';
import { assetClasses, capitalFiles, financeMatches, financeResolutions, financeRows, journalAccounts, programmes } from '@steward/db/schema';
import { and, asc, count, desc, eq, inArray, sql } from 'drizzle-orm';
import type postgres from 'postgres';

export type NewFinanceRow = typeof financeRows.$inferInsert;
export type NewMatch = typeof financeMatches.$inferInsert;

// Reading.

export const removeRows = (on: Sql, fileId: string) => on.delete(financeRows).where(eq(financeRows.fileId, fileId));
/** Many rows; outside a transaction of the caller's, what they refer to is looked up once. */
export async function insertRows(on: Sql, rows: readonly NewFinanceRow[]): Promise<void> {
  if (rows.length === 0) return;
  if (isTransaction(on)) return insertMany(on, financeRows, rows);
  await (on as unknown as { $client: postgres.Sql }).$client.begin((tx) => copyIn(tx, [copyOf(financeRows, rows)]));
}
export const listUnreadable = (on: Sql, fileId: string) =>
  on
    .select()
    .from(financeRows)
    .where(and(eq(financeRows.fileId, fileId), sql`${financeRows.faults} is not null`))
    .orderBy(asc(financeRows.row));

// Comparing.

const THEIRS = (fileId: string) => sql`
  select r.account, coalesce(upper(parent.number), r.po_number, '') as po_number, coalesce(r.invoice_number, '') as invoice_number, sum(r.amount_cents) as cents,
    min(r.vendor_name) as vendor_name, (array_agg(r.row order by r.row))[1:20] as rows
  from finance_rows r left join contracts po on upper(po.number) = r.po_number and not po.is_void left join contracts parent on parent.id = po.under_contract_id
  where r.file_id = ${fileId}::uuid and r.faults is null group by 1, 2, 3`;
/** Per account of an invoice: what was approved of it, gross of retainage, up to the day. */
const OUR_ACTUALS = (programmeId: string, asOfOn: string) => sql`
  select l.account, upper(c.number) as po_number, upper(i.number) as invoice_number, sum(e.amount_cents) as cents, min(v.name) as vendor_name, (array_agg(c.id))[1] as contract_id
  from ledger_entries e join budget_lines l on l.id = e.budget_line_id join contract_lines cl on cl.id = e.contract_line_id join contracts c on c.id = cl.contract_id
    join vendors v on v.id = c.vendor_id join invoices i on i.request_id = e.request_id
  where e.programme_id = ${programmeId}::uuid and e.kind = 'invoice' and e.effective_on <= ${asOfOn}::date group by 1, 2, 3`;
/** Per account of an order: what it commits after changes and releases, up to the day. */
const OUR_ORDERS = (programmeId: string, asOfOn: string) => sql`
  select l.account, upper(c.number) as po_number, '' as invoice_number, sum(e.amount_cents) as cents, min(v.name) as vendor_name, (array_agg(c.id))[1] as contract_id
  from ledger_entries e join budget_lines l on l.id = e.budget_line_id join contract_lines cl on cl.id = e.contract_line_id join contracts c on c.id = cl.contract_id
    join vendors v on v.id = c.vendor_id
  where e.programme_id = ${programmeId}::uuid and e.kind in ('commitment','change_order','release') and e.effective_on <= ${asOfOn}::date group by 1, 2, 3`;

type Compared = Pick<typeof capitalFiles.$inferSelect, 'id' | 'programmeId' | 'kind' | 'asOfOn'>;
/** Puts what the file says beside what our ledger says, account by account of each order or invoice. What is of another programme, or of a fund that pays for none of this one, is told apart. */
export async function insertMatches(on: Sql, { id, programmeId, kind, asOfOn }: Compared): Promise<void> {
  await on.delete(financeMatches).where(eq(financeMatches.fileId, id));
  const ours = kind === 'actuals' ? OUR_ACTUALS(programmeId, asOfOn) : OUR_ORDERS(programmeId, asOfOn);
  await on.execute(sql`
    with theirs as (${THEIRS(id)}), ours as (${ours}),
    known as (select account, bool_or(programme_id = ${programmeId}::uuid) as is_ours from budget_lines where account in (select account from theirs) group by account),
    funds as (select distinct fund_code from funding_sources where programme_id = ${programmeId}::uuid)
    insert into finance_matches (file_id, key, outcome, account, po_number, invoice_number, vendor_name, ours_cents, theirs_cents, rows, contract_id)
    select ${id}::uuid, account || '|' || po_number || '|' || invoice_number,
      case when o.cents is null and (not coalesce(k.is_ours, true) or (k.account is null and left(account, 2) not in (select fund_code from funds))) then 'elsewhere'
        when o.cents is null then 'theirs_only' when t.cents is null then 'ours_only' when o.cents = t.cents then 'matched' else 'different' end,
      account, po_number, invoice_number, coalesce(o.vendor_name, t.vendor_name), o.cents, t.cents, coalesce(t.rows, '{}'), o.contract_id
    from theirs t full join ours o using (account, po_number, invoice_number) left join known k using (account)
    where coalesce(o.cents, 0) <> 0 or coalesce(t.cents, 0) <> 0`);
}
export const listLeftovers = (on: Sql, fileId: string) =>
  on
    .select()
    .from(financeMatches)
    .where(and(eq(financeMatches.fileId, fileId), inArray(financeMatches.outcome, ['ours_only', 'theirs_only'])))
    .orderBy(asc(financeMatches.key));
export async function replaceMatches(on: Sql, fileId: string, gone: readonly string[], made: readonly NewMatch[]): Promise<void> {
  for (let from = 0; from < gone.length; from += 1_000)
    await on.delete(financeMatches).where(and(eq(financeMatches.fileId, fileId), inArray(financeMatches.key, gone.slice(from, from + 1_000))));
  await insertMany(on, financeMatches, made);
}

/** The last word on each difference, as long as its figures stand. */
const LAST_WORD = sql`left join lateral (
  select r.id, r.reason, r.words, r.by_id, r.on_behalf_of_id, r.resolved_at from finance_resolutions r
  where r.programme_id = f.programme_id and r.kind = f.kind and r.key = m.key and r.ours_cents is not distinct from m.ours_cents and r.theirs_cents is not distinct from m.theirs_cents
  order by r.id desc limit 1) word on true`;
const IS_DIFFERENCE = sql`m.outcome in ('different','ours_only','theirs_only','unreadable')`;
const IS_OPEN = sql`${IS_DIFFERENCE} and coalesce(word.reason, 'reopened') = 'reopened'`;

type Counts = { outcome: string; n: number; open: number; oursCents: bigint; theirsCents: bigint };
/** How many came out how, how many of them nobody explained yet, and the sums on both sides. */
export const countMatches = async (on: Sql, fileId: string): Promise<Counts[]> =>
  (
    await on.execute<{ outcome: string; n: string; open: string; ours: string; theirs: string }>(sql`
      select m.outcome, count(*) as n, count(*) filter (where ${IS_OPEN}) as open, coalesce(sum(m.ours_cents), 0) as ours, coalesce(sum(m.theirs_cents), 0) as theirs
      from finance_matches m join capital_files f on f.id = m.file_id ${LAST_WORD} where m.file_id = ${fileId}::uuid group by m.outcome`)
  ).map(({ outcome, n, open, ours, theirs }) => ({
    outcome,
    n: Number(n),
    open: Number(open),
    oursCents: BigInt(ours),
    theirsCents: BigInt(theirs),
  }));

type Asked = { fileId: string; outcome: string | undefined; isOpenOnly: boolean; limit: number; after: string | undefined };
export type ReadMatch = {
  key: string;
  outcome: string;
  account: string | null;
  poNumber: string | null;
  invoiceNumber: string | null;
  theirsAccount: string | null;
  theirsInvoiceNumber: string | null;
  vendorName: string | null;
  ours: string | null;
  theirs: string | null;
  rows: number[];
  contractId: string | null;
  reason: string | null;
  words: string | null;
  resolvedAt: string | null;
  byId: string | null;
  byName: string | null;
  faults: unknown;
  isOpen: boolean;
};
/** What differs, the open first; a page of them. */
export const listMatches = async (on: Sql, { fileId, outcome, isOpenOnly, limit, after }: Asked) =>
  on.execute<ReadMatch>(sql`
    select m.key, m.outcome, m.account, m.po_number as "poNumber", m.invoice_number as "invoiceNumber", m.theirs_account as "theirsAccount", m.theirs_invoice_number as "theirsInvoiceNumber",
      m.vendor_name as "vendorName", m.ours_cents::text as ours, m.theirs_cents::text as theirs, m.rows, m.contract_id as "contractId",
      case when word.reason = 'reopened' then null else word.reason end as reason, case when word.reason = 'reopened' then null else word.words end as words,
      case when word.reason = 'reopened' then null else to_char(word.resolved_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') end as "resolvedAt", p.id as "byId", p.name as "byName",
      (select r.faults from finance_rows r where r.file_id = m.file_id and r.row = m.rows[1]) as faults, (${IS_OPEN}) as "isOpen"
    from finance_matches m join capital_files f on f.id = m.file_id ${LAST_WORD} left join people p on p.id = word.by_id and word.reason <> 'reopened'
    where m.file_id = ${fileId}::uuid and ${outcome === undefined ? IS_DIFFERENCE : sql`m.outcome = ${outcome}`} and ${isOpenOnly ? IS_OPEN : sql`true`}
      and ${after === undefined ? sql`true` : sql`m.key > ${after}`}
    order by m.key limit ${limit}`);
export const findMatches = (on: Sql, fileId: string, keys: readonly string[]) =>
  on
    .select()
    .from(financeMatches)
    .where(and(eq(financeMatches.fileId, fileId), inArray(financeMatches.key, [...keys])));
export const insertResolutions = (on: Sql, rows: readonly (typeof financeResolutions.$inferInsert)[]) =>
  on.insert(financeResolutions).values([...rows]);

// As of when the books agree.

/** The last file of each kind of statement that was compared. */
export const listStatements = (on: Sql, programmeId: string) =>
  on
    .selectDistinctOn([capitalFiles.kind], { id: capitalFiles.id, kind: capitalFiles.kind, asOfOn: capitalFiles.asOfOn })
    .from(capitalFiles)
    .where(and(eq(capitalFiles.programmeId, programmeId), inArray(capitalFiles.kind, ['actuals', 'purchase_orders']), eq(capitalFiles.state, 'done')))
    .orderBy(asc(capitalFiles.kind), desc(capitalFiles.asOfOn), desc(capitalFiles.finishedAt), desc(capitalFiles.id));
export const lockProgramme = async (on: Sql, id: string) => (await on.select().from(programmes).where(eq(programmes.id, id)).for('no key update'))[0];
export const setReconciled = (on: Sql, id: string, reconciledOn: string) =>
  on
    .update(programmes)
    .set({ reconciledOn, version: sql`${programmes.version} + 1` })
    .where(eq(programmes.id, id));

// Vendors.

/** Takes the vendors of a file over: by their number, one without a number by its name where only one is called so. */
export async function takeVendors(
  on: Sql,
  fileId: string,
  ids: ReadonlyMap<string, string>,
): Promise<{ added: number; changed: number; same: number }> {
  const said = sql`select distinct on (r.vendor_number) r.vendor_number as number, r.vendor_name as name from finance_rows r
    where r.file_id = ${fileId}::uuid and r.faults is null order by r.vendor_number, r.row desc`;
  const [row] = await on.execute<{ added: string; changed: string; same: string }>(sql`
    with said as (${said}), ids as (select key as number, value::uuid as id from jsonb_each_text(${JSON.stringify(Object.fromEntries(ids))}::jsonb)),
    nameless as (select said.number, (array_agg(v.id))[1] as id from said join vendors v on v.number is null and lower(v.name) = lower(said.name)
      where not exists (select 1 from vendors k where upper(k.number) = said.number) group by said.number having count(*) = 1),
    known as (select said.number, said.name, v.id, v.name as was, v.number as had from said join vendors v on upper(v.number) = said.number or v.id = (select id from nameless where number = said.number)),
    changed as (update vendors v set name = known.name, number = coalesce(v.number, known.number), version = v.version + 1 from known
      where v.id = known.id and (known.was <> known.name or known.had is null) returning v.id),
    added as (insert into vendors (id, number, name) select ids.id, said.number, said.name from said join ids using (number)
      where not exists (select 1 from known where known.number = said.number) on conflict do nothing returning id)
    select (select count(*) from added) as added, (select count(*) from changed) as changed, (select count(*) from known) - (select count(*) from changed) as same`);
  return { added: Number(row!.added), changed: Number(row!.changed), same: Number(row!.same) };
}
export const listVendorNumbers = async (on: Sql, fileId: string) =>
  (
    await on
      .selectDistinct({ number: financeRows.vendorNumber })
      .from(financeRows)
      .where(and(eq(financeRows.fileId, fileId), sql`${financeRows.faults} is null`))
  ).flatMap(({ number }) => number ?? []);
export const countRows = async (on: Sql, fileId: string) =>
  (
    await on
      .select({ rows: count(), unreadable: sql<number>`count(*) filter (where ${financeRows.faults} is not null)::int` })
      .from(financeRows)
      .where(eq(financeRows.fileId, fileId))
  )[0]!;

// What is taken away.

export type JournalEntry = {
  id: string;
  kind: string;
  account: string;
  fromAccount: string | null;
  amount: string;
  effectiveOn: string;
  recordedAt: string;
  note: string | null;
  contractNumber: string | null;
  invoiceNumber: string | null;
  vendorName: string | null;
};
type JournalAsked = { programmeId: string; from: string; to: string };
const PAGE = 2_000;
/** The ledger's entries of some days in the order in which they were entered, a page of them in memory. */
export async function* eachEntry(on: Sql, { programmeId, from, to }: JournalAsked): AsyncGenerator<JournalEntry> {
  let after: readonly [string, string] | undefined;
  for (;;) {
    const page: JournalEntry[] = await on.execute<JournalEntry>(sql`
      select e.id, e.kind, l.account, f.account as "fromAccount", e.amount_cents::text as amount, e.effective_on::text as "effectiveOn", e.recorded_at::text as "recordedAt", e.note,
        c.number as "contractNumber", i.number as "invoiceNumber", v.name as "vendorName"
      from ledger_entries e join budget_lines l on l.id = e.budget_line_id left join budget_lines f on f.id = e.from_line_id
        left join contract_lines cl on cl.id = e.contract_line_id left join contracts c on c.id = cl.contract_id left join vendors v on v.id = c.vendor_id
        left join invoices i on i.request_id = e.request_id
      where e.programme_id = ${programmeId}::uuid and e.effective_on between ${from}::date and ${to}::date and e.kind <> 'estimate'
        and ${after === undefined ? sql`true` : sql`(e.recorded_at, e.id) > (${after[0]}::timestamptz, ${after[1]}::uuid)`}
      order by e.recorded_at, e.id limit ${PAGE}`);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = [last.recordedAt, last.id];
  }
}
export const listAssetClasses = (on: Sql) => on.select().from(assetClasses).orderBy(asc(assetClasses.code));
/** Whether the class still had this version. */
export const setAssetClass = async (on: Sql, { code, version, lifeYears }: { code: string; version: number; lifeYears: number | null }) =>
  (
    await on
      .update(assetClasses)
      .set({ lifeYears, version: version + 1 })
      .where(and(eq(assetClasses.code, code), eq(assetClasses.version, version)))
      .returning({ code: assetClasses.code })
  ).length > 0;
/** Whether the account still had this version. */
export const setJournalAccount = async (on: Sql, { use, version, code }: { use: string; version: number; code: string }) =>
  (
    await on
      .update(journalAccounts)
      .set({ code, version: version + 1 })
      .where(and(eq(journalAccounts.use, use), eq(journalAccounts.version, version)))
      .returning({ use: journalAccounts.use })
  ).length > 0;
export const listJournalAccounts = (on: Sql) => on.select().from(journalAccounts).orderBy(asc(journalAccounts.use));
export type AssetRow = {
  code: string | null;
  name: string | null;
  siteName: string | null;
  phase: string | null;
  assetClass: string;
  nameEn: string;
  nameEs: string;
  lifeYears: number | null;
  inServiceOn: string | null;
  before: string;
  cost: string;
};
/** What each project cost by class of asset, up to two days: expended, gross of retainage. It serves from the end of its construction, else from when the last of its scope was complete. */
export const listAssets = (on: Sql, programmeId: string, beforeOn: string, asOf: string) =>
  on.execute<AssetRow>(sql`
    with spent as (
      select l.project_id, k.code as class, sum(e.amount_cents) filter (where e.effective_on <= ${beforeOn}::date) as before, sum(e.amount_cents) as cost
      from ledger_entries e join budget_lines l on l.id = e.budget_line_id join asset_classes k on l.kind = any(k.line_kinds)
      where e.programme_id = ${programmeId}::uuid and e.kind = 'invoice' and e.effective_on <= ${asOf}::date group by 1, 2)
    select p.code, p.name, p.site_name as "siteName", p.phase, k.code as "assetClass", k.name_en as "nameEn", k.name_es as "nameEs", k.life_years as "lifeYears",
      coalesce(h.actual_end_on, case when scopes.is_complete then scopes.completed_on end)::text as "inServiceOn", coalesce(s.before, 0)::text as before, s.cost::text as cost
    from spent s join asset_classes k on k.code = s.class left join projects p on p.id = s.project_id
      left join project_phases h on h.project_id = p.id and h.phase = 'construction'
      left join lateral (select bool_and(o.state in ('complete','dropped')) as is_complete, max(o.completed_on) as completed_on from project_scopes o where o.project_id = p.id) scopes on true
    order by p.code nulls last, k.code`);
