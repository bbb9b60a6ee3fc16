import type { Sql } from '@steward/db';
import { BY_THE_SYSTEM } from '#kernel/actor.ts';
import { readVersionOf } from '#platform/kept.ts';
import { keptPlaces } from '../../sites/index.ts';
import { writeChange } from '../locked-order.ts';
import { findOrderById, type OrderRow } from '../queries.ts';
import { applyRules, meets } from '../rules/desk-rules.ts';
import { escalatesAt } from '../rules/escalation.ts';
import { changeTags, TAGS_AT_MOST } from '../rules/tags.ts';
import { asAsked } from '#kernel/when.ts';
import { textsOf } from '../rules/words.ts';
import { listHistory } from '../sla/queries.ts';
import { insertTags } from '../views/tag-queries.ts';
import { calendarFor, keptRules, toldRule } from './kept-rules.ts';
import { holdToEscalate, listRolesOf, listToEscalate, type RuleRow } from './queries.ts';

const BATCH = 200;

/**
 * Does what the escalations that are on say to every open order that has come to it since they were switched on: once for each order and rule,
 * however often and in how many workers this runs. Gives how many orders were escalated.
 */
export async function escalateOrders(db: Sql, now: Date): Promise<number> {
  const { escalations } = await keptRules(db, await readVersionOf(db, 'catalogue'));
  let escalated = 0;
  for (const rule of escalations) escalated += await escalateBy(db, rule, now);
  return escalated;
}

async function escalateBy(db: Sql, rule: RuleRow, now: Date): Promise<number> {
  let escalated = 0;
  for (let after: string | null = null; ;) {
    const rows: { id: string }[] = await listToEscalate(db, rule.id, rule.conditions, rule.activeSince!, after, now, BATCH);
    for (const { id } of rows) if (await db.transaction((tx) => escalateOne(tx, rule, id, now))) escalated += 1;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return escalated;
    after = last.id;
  }
}

async function escalateOne(tx: Sql, rule: RuleRow, id: string, now: Date): Promise<boolean> {
  if (!(await holdToEscalate(tx, id, rule.id))) return false;
  const row = (await findOrderById(tx, id))!;
  const { order } = row;
  const calendar = await calendarFor(tx, order.serviceCode, now.getTime());
  const reached = escalatesAt(rule.conditions.when!, await listHistory(tx, id), calendar, rule.activeSince!.getTime(), now.getTime());
  if (reached === null) return false;
  const { sites } = await keptPlaces(tx);
  const { crews } = await keptRules(tx);
  const facts = {
    ...order,
    texts: textsOf(order),
    level: sites.get(order.siteId)?.level ?? null,
    requesterRoles: rule.conditions.requesterRoles ? ((await listRolesOf(tx, [order.requesterId])).get(order.requesterId) ?? []) : [],
    at: order.submittedAt.getTime(),
    calendar,
  };
  if (!meets(rule, facts)) return false;
  // Who works on it keeps it: only what nobody has goes to another crew.
  const [applied] = applyRules([rule], facts, (teamId) => crews.has(teamId) && order.assigneeId === null).applied;
  if (!applied) return false;
  await write(tx, rule, row, applied, now);
  return true;
}

async function write(tx: Sql, rule: RuleRow, row: OrderRow, applied: ReturnType<typeof applyRules>['applied'][number], now: Date) {
  const { teamId, priority, tags = [], tell = [] } = applied.did;
  const { added, after } = changeTags(row.tags, { add: tags, remove: [] });
  const isRoom = after.length <= TAGS_AT_MOST;
  const did = { ...applied.did, ...(isRoom && added.length ? { tags: added } : { tags: undefined }) };
  const told = await toldRule(
    tx,
    { ...applied, did: JSON.parse(JSON.stringify(did)) },
    { teamName: row.team?.name ?? null, priority: row.order.priority },
  );
  const set = {
    ...(teamId && teamId !== row.order.teamId ? { teamId } : {}),
    ...(priority && priority !== row.order.priority ? { priority, priorityReason: rule.name } : {}),
  };
  if (isRoom && added.length) await insertTags(tx, row.order.id, added, null, now);
  const data = { ...told, when: rule.conditions.when, tell };
  await writeChange(tx, row, { kind: 'escalated', by: BY_THE_SYSTEM, set, data, isInternal: true }, asAsked(now));
}
