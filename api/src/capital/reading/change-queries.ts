import type { Sql } from '@steward/db';
import { people, projects, sites } from '@steward/db/schema';
import { type SQL, sql } from 'drizzle-orm';
import type { Actor } from '#kernel/actor.ts';
import { DECISIONS, type Decision } from './contract-queries.ts';
import { visibleOrWhole } from '../visible-queries.ts';

export const CHANGE_KINDS = [
  'transfer',
  'contract',
  'change_order',
  'invoice',
  'payment',
  'revenue',
  'baseline',
  'estimate',
  'release',
  'event',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];
const OF_REQUESTS: readonly ChangeKind[] = ['transfer', 'contract', 'change_order', 'invoice'];
/** Not what comes every day. */
const NOTABLE_ENTRIES: readonly ChangeKind[] = ['revenue', 'baseline'];
const OF_ENTRIES: readonly ChangeKind[] = ['payment', 'revenue', 'baseline', 'estimate', 'release'];

export type ChangesAsked = {
  programmeId: string;
  projectId?: string | undefined;
  since: Date;
  until: Date;
  kind?: ChangeKind | undefined;
  isNotable?: boolean;
};
export type ChangeRow = {
  id: string;
  at: string;
  kind: ChangeKind;
  cents: string | null;
  state: string | null;
  title: string | null;
  reason: string | null;
  moved: string | null;
  event: string | null;
  data: Record<string, unknown>;
  lineName: string | null;
  requestedBy: string | null;
  decisions: Decision[];
  actor: string | null;
  projectId: string | null;
  projectCode: string | null;
  projectName: string | null;
  siteName: string | null;
};
type Page = { after: readonly [string, string] | undefined; limit: number };

const visible = (actor: Actor, projectId: SQL) =>
  sql`left join ${projects} on ${projects.id} = ${projectId} left join ${sites} on ${sites.id} = ${projects.siteId} where ${visibleOrWhole(actor)}`;
const projectColumns = sql`${projects.id} as "projectId", ${projects.code} as "projectCode", ${projects.name} as "projectName", ${projects.siteName} as "siteName"`;

function requestsPart(actor: Actor, { programmeId, projectId, since, until, kind, isNotable }: ChangesAsked, { after, limit }: Page): SQL {
  const at = sql`coalesce(r.decided_at, r.requested_at)`;
  const [from, to] = [since.toISOString(), until.toISOString()];
  return sql`(select r.id, ${at} as at, r.kind, r.amount_cents::text as cents, r.state, r.title, r.reason, t.kind as moved, null as event, '{}'::jsonb as data, tl.name as "lineName",
      asker.name as "requestedBy", ${DECISIONS} as decisions, null as actor, ${projectColumns}
    from capital_requests r join ${people} asker on asker.id = r.requested_by_id left join transfers t on t.request_id = r.id left join budget_lines tl on tl.id = t.to_line_id
    ${visible(actor, sql`coalesce(r.project_id, tl.project_id)`)} and r.programme_id = ${programmeId} ${projectId ? sql`and ${projects.id} = ${projectId}` : sql``}
      and ((r.decided_at >= ${from} and r.decided_at < ${to}) or (r.decided_at is null and r.requested_at >= ${from} and r.requested_at < ${to}))
      ${kind ? sql`and r.kind = ${kind}` : sql``} ${isNotable ? sql`and (r.kind <> 'invoice' or r.state <> 'approved')` : sql``} ${after ? sql`and (${at}, r.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
    order by 2 desc, 1 desc limit ${limit})`;
}

function entriesPart(actor: Actor, { programmeId, projectId, since, until, kind, isNotable }: ChangesAsked, { after, limit }: Page): SQL {
  const kinds = kind ? [kind] : [...(isNotable ? NOTABLE_ENTRIES : OF_ENTRIES)];
  return sql`(select e.id, e.recorded_at as at, e.kind, e.amount_cents::text as cents, null as state, c.number as title, e.note as reason, null as moved, null as event, '{}'::jsonb as data,
      l.name as "lineName", null as "requestedBy", '[]'::jsonb as decisions, who.name as actor, ${projectColumns}
    from ledger_entries e join budget_lines l on l.id = e.budget_line_id left join ${people} who on who.id = e.actor_id
      left join contract_lines cl on cl.id = e.contract_line_id left join contracts c on c.id = cl.contract_id
    ${visible(actor, sql`l.project_id`)} and e.programme_id = ${programmeId} ${projectId ? sql`and ${projects.id} = ${projectId}` : sql``}
      and e.recorded_at >= ${since.toISOString()} and e.recorded_at < ${until.toISOString()} and e.kind in (${sql.join(kinds, sql`, `)})
      ${after ? sql`and (e.recorded_at, e.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
    order by 2 desc, 1 desc limit ${limit})`;
}

/** What a request says by itself: it is told once, with who asked and who decided. */
const TOLD_BY_REQUESTS = sql`v.kind not in ('requested', 'approval_requested', 'approved', 'declined', 'withdrawn')`;

function eventsPart(actor: Actor, { programmeId, projectId, since, until }: ChangesAsked, { after, limit }: Page): SQL {
  return sql`(select v.id, v.occurred_at as at, 'event' as kind, null as cents, null as state, null as title, coalesce(v.data->>'reason', v.data->>'note') as reason, null as moved, v.kind as event, v.data,
      null as "lineName", null as "requestedBy", '[]'::jsonb as decisions, who.name as actor, ${projectColumns}
    from capital_events v left join ${people} who on who.id = v.actor_id
    ${visible(actor, sql`v.project_id`)} and v.programme_id = ${programmeId} ${projectId ? sql`and v.project_id = ${projectId}` : sql``} and ${TOLD_BY_REQUESTS}
      and v.occurred_at >= ${since.toISOString()} and v.occurred_at < ${until.toISOString()}
      ${after ? sql`and (v.occurred_at, v.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
    order by 2 desc, 1 desc limit ${limit})`;
}

/** What happened in these days, the latest first: what was decided or asked for, what was entered, and what else was done. */
export async function listChanges(on: Sql, actor: Actor, asked: ChangesAsked, page: Page): Promise<ChangeRow[]> {
  const { kind } = asked;
  const parts = [
    ...(kind === undefined || OF_REQUESTS.includes(kind) ? [requestsPart(actor, asked, page)] : []),
    ...(kind === undefined || OF_ENTRIES.includes(kind) ? [entriesPart(actor, asked, page)] : []),
    ...(kind === undefined || kind === 'event' ? [eventsPart(actor, asked, page)] : []),
  ];
  return [
    ...(await on.execute<ChangeRow>(sql`select * from (${sql.join(parts, sql` union all `)}) x order by at desc, id desc limit ${page.limit}`)),
  ];
}

export type Tally = { kind: ChangeKind; count: number; cents: string };
/** How much happened of each kind; what was asked for and not decided counts too. */
export async function tallyChanges(on: Sql, actor: Actor, { programmeId, projectId, since, until }: ChangesAsked): Promise<Tally[]> {
  const [from, to] = [since.toISOString(), until.toISOString()];
  const own = projectId ? sql`and ${projects.id} = ${projectId}` : sql``;
  return [
    ...(await on.execute<Tally>(sql`
      select r.kind, count(*)::int as count, coalesce(sum(r.amount_cents), 0)::text as cents from capital_requests r left join transfers t on t.request_id = r.id left join budget_lines tl on tl.id = t.to_line_id
        ${visible(actor, sql`coalesce(r.project_id, tl.project_id)`)} and r.programme_id = ${programmeId} ${own}
        and ((r.decided_at >= ${from} and r.decided_at < ${to}) or (r.decided_at is null and r.requested_at >= ${from} and r.requested_at < ${to})) group by 1
      union all
      select e.kind, count(*)::int, coalesce(sum(e.amount_cents), 0)::text from ledger_entries e join budget_lines l on l.id = e.budget_line_id ${visible(actor, sql`l.project_id`)}
        and e.programme_id = ${programmeId} ${own} and e.recorded_at >= ${from} and e.recorded_at < ${to} and e.kind in (${sql.join([...OF_ENTRIES], sql`, `)}) group by 1
      union all
      select 'event', count(*)::int, '0' from capital_events v ${visible(actor, sql`v.project_id`)} and v.programme_id = ${programmeId} ${own} and ${TOLD_BY_REQUESTS}
        and v.occurred_at >= ${from} and v.occurred_at < ${to} having count(*) > 0`)),
  ];
}
