import type { Sql } from '@steward/db';
import type { DryRunFound } from '@steward/db/schema';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { decodeCursor, encodeCursor } from '#kernel/page.ts';
import { maySeeSetUp, notYoursToSetUp, setUpNotForYou } from '../../catalog/index.ts';
import { keptPlaces } from '../../sites/index.ts';
import { applyRules, meets, type Rule, type RuleFacts } from '../rules/desk-rules.ts';
import { escalatesAt } from '../rules/escalation.ts';
import { asSubmitted, addTo, changesOf, NOTHING_FOUND } from '../rules/tried.ts';
import { textsOf } from '../rules/words.ts';
import { listHistories } from '../sla/queries.ts';
import { calendarFor, keptRuleNames, keptRules } from './kept-rules.ts';
import { dryRunNotFound, ruleNotFound } from './problems.ts';
import {
  countTriable,
  type DryRunRow,
  findDryRun,
  findRule,
  insertDryRun,
  listRolesOf,
  listTouched,
  listTriable,
  lockDryRun,
  removeOtherDryRuns,
  type RuleRow,
  setDryRun,
  setTried,
  type TriedRow,
} from './queries.ts';
import { mayChangeRule } from './save-rule.ts';

export const DRY_RUN_DAYS = 90;
const DAY_MS = 86_400_000;
/** More orders than this are not looked at: the newest are. */
const ORDERS_AT_MOST = 50_000;
const BATCH = 1_000;
/** So many are looked at before it is said how far it is: a second or two of work. */
const AT_ONCE = 10_000;

/** Tries a rule on the orders of the last 90 days that the actor may see, as they were asked. Answers the run, perhaps not yet finished. */
export async function tryRule(db: Sql, actor: Actor, ruleId: string, now: Date, atOnce = AT_ONCE): Promise<string> {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const rule = await findRule(db, ruleId);
  if (!rule) throw ruleNotFound();
  if (!mayChangeRule(actor, rule)) throw notYoursToSetUp();
  const since = new Date(now.getTime() - DRY_RUN_DAYS * DAY_MS);
  const id = uuidv7();
  const total = await countTriable(db, actor, { since, until: now }, ORDERS_AT_MOST);
  await db.transaction(async (tx) => {
    await removeOtherDryRuns(tx, actor, ruleId);
    await insertDryRun(tx, { id, ruleId, ruleVersion: rule.version, startedById: actor.id, since, startedAt: now, total, found: NOTHING_FOUND });
  });
  await continueDryRun(db, actor, id, now, atOnce);
  return id;
}

/** Looks at the next orders of a run: each batch is counted with how far it is, so that any process may go on. */
export async function continueDryRun(db: Sql, actor: Actor, id: string, now: Date, atOnce = AT_ONCE): Promise<void> {
  for (let done = 0; done < atOnce; done += BATCH) if (!(await nextBatch(db, actor, id, now, Math.min(BATCH, atOnce)))) return;
}

/** False when nothing is left. */
const nextBatch = (db: Sql, actor: Actor, id: string, now: Date, size: number): Promise<boolean> =>
  db.transaction(async (tx) => {
    const run = await lockDryRun(tx, actor, id);
    if (!run) throw dryRunNotFound();
    if (run.finishedAt) return false;
    const rule = await findRule(tx, run.ruleId);
    if (!rule) throw ruleNotFound();
    const after = run.lastAt && run.lastId ? { at: run.lastAt, id: run.lastId } : null;
    const rows = await listTriable(tx, actor, { since: run.since, until: run.startedAt, after }, Math.min(size, ORDERS_AT_MOST - run.seen));
    const found = await tryOn(tx, rule, run, rows);
    const last = rows.at(-1);
    const isFinished = rows.length < size || run.seen + rows.length >= ORDERS_AT_MOST;
    await setDryRun(tx, id, {
      found,
      seen: run.seen + rows.length,
      ...(last ? { lastAt: last.submittedAt, lastId: last.id } : {}),
      ...(isFinished ? { finishedAt: now } : {}),
    });
    if (isFinished) await setTried(tx, run, now);
    return !isFinished;
  });

async function tryOn(tx: Sql, rule: RuleRow, run: DryRunRow, rows: readonly TriedRow[]): Promise<DryRunFound> {
  const histories = await listHistories(
    tx,
    rows.map(({ id }) => id),
  );
  const { sites } = await keptPlaces(tx);
  const { submitted, crews } = await keptRules(tx);
  const { teams } = await keptRuleNames(tx);
  const roles = rule.conditions.requesterRoles ? await listRolesOf(tx, [...new Set(rows.map(({ requesterId }) => requesterId))]) : undefined;
  // Among the others of its kind where it would be; an escalation acts by itself.
  const others = submitted.filter(({ id }) => id !== rule.id);
  const rules = (rule.trigger === 'escalation' ? [rule] : [...others, rule].toSorted((a, b) => a.position - b.position)) as Rule[];
  let found = run.found;
  for (const row of rows) {
    const history = histories.get(row.id) ?? [];
    const order = asSubmitted(row, history);
    const at = row.submittedAt.getTime();
    const facts: RuleFacts = {
      ...order,
      compartment: null,
      texts: textsOf(order),
      level: sites.get(row.siteId)?.level ?? null,
      requesterRoles: roles?.get(row.requesterId) ?? [],
      at,
      calendar: await calendarFor(tx, order.serviceCode, at),
    };
    if (!meets(rule, facts)) continue;
    const { when } = rule.conditions;
    if (when && escalatesAt(when, history, facts.calendar, run.since.getTime(), run.startedAt.getTime()) === null) continue;
    const did = applyRules(rules, facts, (id) => crews.has(id)).applied.find((applied) => applied.rule.id === rule.id)?.did ?? {};
    found = addTo(
      found,
      row.id,
      changesOf(did, { teamName: order.teamName, priority: order.priority }, (id) => teams.get(id)?.name ?? id),
    );
  }
  return found;
}

type Paging = { limit: number; cursor?: string | undefined };

/** A run with a page of the orders that the rule would have changed: those that the actor may still see. */
export async function readDryRun(on: Sql, actor: Actor, id: string, { limit, cursor }: Paging) {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const run = await findDryRun(on, actor, id);
  const rule = run && (await findRule(on, run.ruleId));
  if (!run || !rule) throw dryRunNotFound();
  const from = decodeCursor(cursor, z.tuple([z.int32().min(0)]))?.[0] ?? 0;
  const { matched, changed, effects, touched } = run.found;
  const page = touched.slice(from, from + limit);
  const { sites } = await keptPlaces(on);
  const orders = new Map(
    (
      await listTouched(
        on,
        actor,
        page.map((one) => one.id),
      )
    ).map((order) => [order.id, order]),
  );
  const { conditions } = rule;
  return {
    id,
    ruleId: run.ruleId,
    ruleVersion: run.ruleVersion,
    since: run.since,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    total: run.total,
    seen: run.seen,
    matched,
    changed,
    effects,
    takenAsNow: (['levels', 'requesterRoles'] as const).filter((key) => conditions[key] !== undefined),
    items: page.flatMap(({ id: orderId, changes }) => {
      const order = orders.get(orderId);
      return order
        ? [
            {
              id: orderId,
              number: order.number,
              title: order.title,
              siteName: sites.get(order.siteId)?.name ?? '',
              submittedAt: order.submittedAt,
              changes,
            },
          ]
        : [];
    }),
    nextCursor: from + limit < touched.length ? encodeCursor([from + limit]) : null,
  };
}
