import type { Sql } from '@steward/db';
import { workOrderEvents, workOrders } from '@steward/db/schema';
import { runWritten, written } from '@steward/db/statement';
import { sql } from 'drizzle-orm';
import type { AudienceBefore } from '../rules/live.ts';
import type { Subject } from '../rules/access.ts';
import type { Position } from './position.ts';

/** More than this at once is a mass of changes: who looks at a list loads it anew. */
export const EVENTS_AT_MOST = 1_000;

/** An order to which something happened, as it is now. */
export type Changed = { id: string; number: string; version: number; isInternal: boolean; before: AudienceBefore[]; subject: Subject };
/** What came after a position; `lost` where that cannot be said, or is too much. */
export type Later = { position: Position; changes: Changed[] | 'lost' };

// Which server, and how often another has taken over: a transaction's number counts within that only.
const here = sql`pg_current_snapshot()::text, (select system_identifier from pg_control_system()) || '/' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8),
  (select version from versions where name = 'access')`;

const position = written(sql`select ${here}`);

/** Everything that can be seen at this moment. */
export async function readPosition(on: Sql): Promise<Position> {
  const [row] = await runWritten(on, position);
  const [snapshot, origin, access] = row as [string, string, string];
  return { snapshot, origin, access };
}

const since = sql`${sql.placeholder('since')}::pg_snapshot`;
const limit = sql.raw(String(EVENTS_AT_MOST + 1));

/*
 * One statement, and therefore one snapshot: what it sees and what it calls the new position are the same. Events come neither in the order of
 * their ids nor of their times, as one transaction may begin before another and end after it; but what was not to be seen then and is now, is new.
 */
const later = written(sql`with late as materialized (
    select work_order_id, is_internal, audience_before from ${workOrderEvents}
    where written_in >= pg_snapshot_xmin(${since}) and not pg_visible_in_snapshot(written_in, ${since})
    order by written_in limit ${limit}),
  orders as (
    select work_order_id as id, bool_and(is_internal) as is_internal,
      coalesce(json_agg(audience_before) filter (where audience_before is not null), '[]') as before
    from late group by 1)
select ${here}, pg_snapshot_xmax(${since}) <= pg_snapshot_xmax(pg_current_snapshot()), (select count(*)::int from late),
  (select coalesce(json_agg(json_build_object('id', o.id, 'number', o.number, 'version', o.version, 'isInternal', c.is_internal, 'before', c.before,
    'subject', json_build_object('serviceCode', o.service_code, 'areaId', o.area_id, 'siteId', o.site_id, 'compartment', o.compartment,
      'requesterId', o.requester_id, 'submittedById', o.submitted_by_id, 'assigneeId', o.assignee_id, 'teamId', o.team_id))), '[]')
    from orders c join ${workOrders} o on o.id = c.id)`);

/** The orders to which something happened that was not to be seen at this position, whoever asks. */
export async function readLater(on: Sql, from: Position): Promise<Later> {
  const [row] = await runWritten(on, later, { since: from.snapshot });
  const [snapshot, origin, access, isEarlier, events, changes] = row as [string, string, string, boolean, number, Changed[]];
  const isLost = origin !== from.origin || !isEarlier || events > EVENTS_AT_MOST;
  return { position: { snapshot, origin, access }, changes: isLost ? 'lost' : changes };
}
