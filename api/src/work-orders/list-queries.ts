import type { Sql } from '@steward/db';
import { workOrders, workOrderTexts } from '@steward/db/schema';
import { runPlannedAnew, runWritten, written } from '@steward/db/statement';
import { and, asc, count, desc, eq, gte, inArray, isNull, lt, lte, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Actor } from '#kernel/actor.ts';
import { type Shape, type SummaryRow, visibleTo } from './queries.ts';
import { OPEN_STATUSES, type Status } from './rules/lifecycle.ts';
import { withSurroundings } from './surroundings.ts';
import { type MoreFilters, moreFilters } from './views/filter-queries.ts';

export type Filters = {
  q?: string | undefined;
  status?: readonly Status[] | undefined;
  isOpen?: boolean | undefined;
  serviceCode?: string | undefined;
  tradeCode?: string | undefined;
  requestTypeId?: string | undefined;
  priority?: readonly string[] | undefined;
  siteId?: string | undefined;
  areaId?: string | undefined;
  teamId?: string | undefined;
  assigneeId?: string | undefined;
  requesterId?: string | undefined;
  plannedFrom?: string | undefined;
  plannedTo?: string | undefined;
  updatedSince?: string | undefined;
  /** Open and due before then; `late`: before now. */
  dueBefore?: Date | undefined;
} & MoreFilters;

/** In so many words, so that it is met by the index of open orders. */
export const isOpenSql = sql`${workOrders.status} in (${sql.raw(OPEN_STATUSES.map((status) => `'${status}'`).join(', '))})`;

const meOr = (id: string, actor: Actor) => (id === 'me' ? actor.id : id);

/** Words as people type them: all must occur, the last may be unfinished. Undefined when nothing is left to look for. */
const searchQuery = (q: string) => {
  const words = q
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
    ?.slice(0, 12);
  return words?.map((word) => `${word}:*`).join(' & ');
};

const DIGITS = 6;
/** The number; where it was written with some of its zeros, it may be one that is still being typed, too. */
function isNumber(year = '____', zeros: string, digits: string): SQL {
  const whole = sql`${workOrders.number} like ${`WO-${year}-${digits.padStart(DIGITS, '0')}`}`;
  const isBegun = zeros !== '' && zeros.length + digits.length < DIGITS;
  return isBegun ? sql`(${whole} or ${workOrders.number} like ${`WO-${year}-${zeros}${digits}%`})` : whole;
}

function textFilter(q: string | undefined): SQL | undefined {
  if (!q) return undefined;
  const number = /^\s*(?:WO-)?(?:(\d{4})-)?(0*)(\d{1,9})\s*$/i.exec(q);
  if (number) return isNumber(number[1], number[2]!, number[3]!);
  const query = searchQuery(q);
  if (!query) return sql`false`;
  return sql`exists (select 1 from ${workOrderTexts} where ${workOrderTexts.workOrderId} = ${workOrders.id} and ${workOrderTexts.words} @@ to_tsquery('simple', ${query}))`;
}

/** What a list with these filters finds, as SQL: whoever counts orders counts what the list shows. */
export function filtered(actor: Actor, f: Filters): SQL {
  const team =
    f.teamId === undefined
      ? undefined
      : f.teamId === 'none'
        ? isNull(workOrders.teamId)
        : f.teamId === 'mine'
          ? actor.teamIds.length
            ? inArray(workOrders.teamId, [...actor.teamIds])
            : sql`false`
          : eq(workOrders.teamId, f.teamId);
  const who =
    f.assigneeId === undefined
      ? undefined
      : f.assigneeId === 'none'
        ? isNull(workOrders.assigneeId)
        : eq(workOrders.assigneeId, meOr(f.assigneeId, actor));
  return and(
    visibleTo(actor),
    textFilter(f.q),
    f.status && inArray(workOrders.status, [...f.status]),
    f.isOpen === undefined ? undefined : f.isOpen ? isOpenSql : sql`not ${isOpenSql}`,
    f.serviceCode === undefined ? undefined : eq(workOrders.serviceCode, f.serviceCode),
    f.tradeCode === undefined ? undefined : eq(workOrders.tradeCode, f.tradeCode),
    f.requestTypeId === undefined ? undefined : eq(workOrders.requestTypeId, f.requestTypeId),
    f.priority && inArray(workOrders.priority, [...f.priority]),
    f.siteId === undefined ? undefined : eq(workOrders.siteId, f.siteId),
    f.areaId === undefined ? undefined : f.areaId === 'none' ? isNull(workOrders.areaId) : eq(workOrders.areaId, f.areaId),
    team,
    who,
    f.requesterId === undefined ? undefined : eq(workOrders.requesterId, meOr(f.requesterId, actor)),
    f.plannedFrom === undefined ? undefined : gte(workOrders.plannedOn, f.plannedFrom),
    f.plannedTo === undefined ? undefined : lte(workOrders.plannedOn, f.plannedTo),
    f.updatedSince === undefined ? undefined : gte(workOrders.updatedAt, new Date(f.updatedSince)),
    moreFilters(actor, f),
    f.dueBefore && sql`${isOpenSql} and ${lt(workOrders.resolutionDueAt, f.dueBefore)}`,
  )!;
}

export type Sort = 'newest' | 'oldest' | 'updated' | 'priority' | 'planned' | 'due';
/** Instants in a cursor keep PostgreSQL's microseconds, which a JavaScript Date would cut. */
const exact = (column: PgColumn) => sql<string>`(extract(epoch from ${column}) * 1000000)::bigint::text`;
const instantOf = (micros: string) => sql`to_timestamp(0) + make_interval(secs => ${micros}::numeric / 1000000)`;
const FAR = '9999-12-31';
const planned = sql<string>`coalesce(${workOrders.plannedOn}, ${FAR}::date)`;
const step = sql<number>`coalesce(${workOrders.plannedSequence}, 1000)`;

/** What breaches next: the answer, where none was given yet, or the work. In so many words, so that it is met by its index. */
const breach = sql`least(case when ${workOrders.respondedAt} is null then ${workOrders.responseDueAt} end, ${workOrders.resolutionDueAt})`;

/** What each sort orders by (always total: the id comes last) and where a page goes on. */
const SORTS: Record<Sort, { order: SQL[]; key: SQL<string>[]; after: (k: readonly string[]) => SQL }> = {
  newest: {
    order: [desc(workOrders.submittedAt), desc(workOrders.id)],
    key: [exact(workOrders.submittedAt)],
    after: (k) => sql`(${workOrders.submittedAt}, ${workOrders.id}) < (${instantOf(k[0]!)}, ${k[1]}::uuid)`,
  },
  oldest: {
    order: [asc(workOrders.submittedAt), asc(workOrders.id)],
    key: [exact(workOrders.submittedAt)],
    after: (k) => sql`(${workOrders.submittedAt}, ${workOrders.id}) > (${instantOf(k[0]!)}, ${k[1]}::uuid)`,
  },
  updated: {
    order: [asc(workOrders.updatedAt), asc(workOrders.id)],
    key: [exact(workOrders.updatedAt)],
    after: (k) => sql`(${workOrders.updatedAt}, ${workOrders.id}) > (${instantOf(k[0]!)}, ${k[1]}::uuid)`,
  },
  priority: {
    order: [asc(workOrders.priority), asc(workOrders.submittedAt), asc(workOrders.id)],
    key: [sql<string>`${workOrders.priority}`, exact(workOrders.submittedAt)],
    after: (k) => sql`(${workOrders.priority}, ${workOrders.submittedAt}, ${workOrders.id}) > (${k[0]}, ${instantOf(k[1]!)}, ${k[2]}::uuid)`,
  },
  // What waits for nothing more than its turn, and has no due time, comes last.
  due: {
    order: [asc(breach), asc(workOrders.id)],
    key: [sql<string>`coalesce((extract(epoch from ${breach}) * 1000000)::bigint::text, '')`],
    after: (k) =>
      k[0] === ''
        ? sql`${breach} is null and ${workOrders.id} > ${k[1]}::uuid`
        : sql`(${breach} is null or (${breach}, ${workOrders.id}) > (${instantOf(k[0]!)}, ${k[1]}::uuid))`,
  },
  planned: {
    order: [asc(planned), asc(step), asc(workOrders.priority), asc(workOrders.id)],
    key: [sql<string>`${planned}::text`, sql<string>`${step}::text`, sql<string>`${workOrders.priority}`],
    after: (k) => sql`(${planned}, ${step}, ${workOrders.priority}, ${workOrders.id}) > (${k[0]}::date, ${k[1]}::int, ${k[2]}, ${k[3]}::uuid)`,
  },
};
/** How many strings a cursor of this sort holds. */
export const cursorLength = (sort: Sort) => SORTS[sort].key.length + 1;

/** One row more than `limit`, so that the caller knows whether there is a next page; each with its cursor key. `shape` says how much of each. */
export async function listOrders<Row extends SummaryRow>(
  on: Sql,
  actor: Actor,
  filters: Filters,
  { sort, limit, after }: { sort: Sort; limit: number; after: readonly string[] | undefined },
  shape: Shape<Row>,
) {
  const { order, key, after: goOn } = SORTS[sort];
  const by = sql`order by ${sql.join(order, sql`, `)}`;
  const cursor = sql.join([...key, sql`${workOrders.id}::text`], sql`, `);
  // The limit is written out: a plan is made for it.
  const found = sql`${workOrders} where ${and(filtered(actor, filters), after && goOn(after))} ${by} limit ${sql.raw(`${limit + 1}`)}`;
  // The page is found first and alone; what surrounds the orders is looked up for those on it.
  const page = filters.q ? sql`${workOrders}` : sql`(select * from ${found}) ${workOrders}`;
  const ids = filters.q ? await runPlannedAnew(on, written(sql`select ${workOrders.id} from ${found}`)) : [];
  const onPage = filters.q ? sql`where ${workOrders.id} = any(${sql.placeholder('ids')}::uuid[])` : sql``;
  const rows = await runWritten(on, written(sql`${shape.select(page, sql`, ${cursor}`)} ${onPage} ${by}`), { ids: ids.flat() });
  return withSurroundings(on, (surroundings) =>
    rows.map((values) => ({ ...shape.rowOf(values, surroundings), key: values.slice(-key.length - 1) as string[] })),
  );
}

export const countOrders = (on: Sql, actor: Actor, filters: Filters) =>
  on
    .select({ status: workOrders.status, priority: workOrders.priority, n: count() })
    .from(workOrders)
    .where(filtered(actor, filters))
    .groupBy(workOrders.status, workOrders.priority);
