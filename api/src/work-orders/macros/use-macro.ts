import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { Problem } from '#kernel/problem.ts';
import { addComment } from '../add-comment.ts';
import { assignOrder } from '../assign-order.ts';
import { changeOrder } from '../change-order.ts';
import { addItems } from '../checklist/keep-checklist.ts';
import { doneByStanding, lockedOrder, orderAt, writeChange } from '../locked-order.ts';
import { standingsOf } from '../present.ts';
import { notYoursToDo } from '../problems.ts';
import { findOrderById, findTeam, hasEvent, type OrderRow } from '../queries.ts';
import { readOrder } from '../read-orders.ts';
import { mayWork } from '../rules/access.ts';
import { type Act, type ActName, actsOf, mayBePutBack, type Said } from '../rules/macro.ts';
import { asAsked } from '#kernel/when.ts';
import { transitionOrder } from '../transition-order.ts';
import { tagOrder } from '../views/tag-order.ts';
import type { UseRequest } from './contract.ts';
import { actRefused, macroChanged, macroNotFound } from './problems.ts';
import { findLocale, findMacro, type MacroRow } from './queries.ts';

const isOffered = (macro: MacroRow, { order }: OrderRow) => macro.isActive && (macro.serviceCode === null || macro.serviceCode === order.serviceCode);

/** The macro, where it is offered on this order. */
async function offered(on: Sql, row: OrderRow, macroId: string): Promise<MacroRow> {
  const macro = await findMacro(on, macroId);
  if (!macro || !isOffered(macro, row)) throw macroNotFound();
  return macro;
}

const notForYou = () => notYoursToDo('Macros are for those who work on the order.');
function mustWork(row: OrderRow, actor: Actor) {
  if (!mayWork(standingsOf(row, actor))) throw notForYou();
}

/** What the macro does to this order, filled in as its requester reads it. */
async function actsFor(on: Sql, actor: Actor, row: OrderRow, macro: MacroRow, said: Said = {}): Promise<Act[]> {
  const place = row.room ? `${row.room.name}, ${row.site.name}` : row.site.name;
  const reader = { locale: await findLocale(on, row.order.requesterId), requester: row.requester.name, number: row.order.number, place };
  return actsOf(macro.acts, reader, actor.id, said);
}

/** Does one act by the use case that does it alone. */
async function doAct(tx: Sql, actor: Actor, id: string, act: Act, now: Date): Promise<unknown> {
  // The row is held: nobody but the acts before this one has changed it.
  const { version } = (await findOrderById(tx, id))!.order;
  switch (act.name) {
    case 'priority':
      return changeOrder(tx, actor, id, version, { priority: act.priority, priorityReason: act.priorityReason }, now);
    case 'tags':
      return tagOrder(tx, actor, id, act, now);
    case 'checklist':
      return addItems(tx, actor, id, act.items, now);
    case 'reply':
      return addComment(tx, actor, id, { body: act.body, isInternal: act.isInternal, attachmentIds: [] }, now);
    case 'assign':
      return assignOrder(tx, actor, id, version, { teamId: act.teamId, personId: act.personId }, now);
    case 'move': {
      const { name: _, ...move } = act;
      return transitionOrder(tx, actor, id, version, move, now);
    }
  }
}

/** Says that the macro was used, then does its acts one by one; the first that is refused refuses them all. The row is locked. */
async function writeUse(tx: Sql, actor: Actor, row: OrderRow, macro: MacroRow, acts: readonly Act[], now: Date, id: string = uuidv7()) {
  const { id: macroId, name } = macro;
  const by = doneByStanding(actor, row, mayWork);
  await writeChange(tx, row, { id, kind: 'macro_used', by, set: {}, data: { macroId, name }, isInternal: true }, asAsked(now));
  for (const act of acts) {
    await doAct(tx, actor, row.order.id, act, now).catch((error: unknown) => {
      throw error instanceof Problem ? actRefused(act.name, error) : error;
    });
  }
}

/**
 * Uses a macro on an order: all that it does in one transaction, each act by the rules of doing it alone, or nothing. `id` may come from the
 * caller's Idempotency-Key: what a killed process did under it is answered, not done again.
 */
export const useMacro = (
  db: Sql,
  actor: Actor,
  idOrNumber: string,
  version: number,
  { macroId, macroVersion, ...said }: z.infer<typeof UseRequest>,
  now: Date,
  id: string = uuidv7(),
) =>
  db.transaction(async (tx) => {
    const row = await lockedOrder(tx, actor, idOrNumber, null);
    if (await hasEvent(tx, id)) return row.order.id;
    mustWork(row, actor);
    await orderAt(tx, actor, row.order.id, version);
    const macro = await offered(tx, row, macroId);
    if (macroVersion !== undefined && macro.version !== macroVersion) throw macroChanged(macro.version);
    await writeUse(tx, actor, row, macro, await actsFor(tx, actor, row, macro, said), now, id);
    return row.order.id;
  });

/** Whether what the macro does to orders can be put back. */
export const macroMayBePutBack = async (on: Sql, macroId: string) => {
  const macro = await findMacro(on, macroId);
  return macro !== undefined && mayBePutBack(macro.acts);
};

/** How using the macro is judged for each order: by trying it out. Throws where there is no such macro. */
export async function judgeUse(on: Sql, actor: Actor, macroId: string, now: Date) {
  const macro = await findMacro(on, macroId);
  if (!macro?.isActive) throw macroNotFound();
  return async (row: OrderRow): Promise<'changes' | Problem> => {
    if (!mayWork(standingsOf(row, actor))) return notForYou();
    if (!isOffered(macro, row)) return macroNotFound();
    return (await tryOut(on, actor, row.order.id, macro, await actsFor(on, actor, row, macro), now)) ?? 'changes';
  };
}

class TriedOut extends Error {}

/** Does it and takes it all back: the refusal that it would meet, or null. */
const tryOut = (db: Sql, actor: Actor, id: string, macro: MacroRow, acts: readonly Act[], now: Date): Promise<Problem | null> =>
  db
    .transaction(async (tx) => {
      await writeUse(tx, actor, await lockedOrder(tx, actor, id, null), macro, acts, now);
      throw new TriedOut('As if it had never been done.');
    })
    .catch((error: unknown) => {
      if (error instanceof TriedOut) return null;
      if (!(error instanceof Problem) || error.facts['act'] === undefined) throw error;
      return error;
    });

/** What using the macro would do, with its words filled in; nothing is kept of it. */
export async function previewUse(db: Sql, actor: Actor, idOrNumber: string, macroId: string, now: Date) {
  const row = await readOrder(db, actor, idOrNumber);
  mustWork(row, actor);
  const macro = await offered(db, row, macroId);
  const acts = await actsFor(db, actor, row, macro);
  const shown = [];
  for (const act of acts) shown.push(await presentAct(db, actor, act));
  const problem = await tryOut(db, actor, row.order.id, macro, acts, now);
  return {
    macro: { id: macro.id, name: macro.name, version: macro.version },
    acts: shown,
    refused: problem && { act: problem.facts['act'] as ActName, code: problem.code, why: problem.message },
    version: row.order.version,
  };
}

async function presentAct(on: Sql, actor: Actor, act: Act) {
  switch (act.name) {
    case 'assign': {
      const team = act.teamId ? await findTeam(on, act.teamId) : undefined;
      return {
        name: act.name,
        team: team ? { id: team.id, name: team.name } : null,
        person: act.personId ? { id: actor.id, name: actor.name } : null,
      };
    }
    case 'move':
      return { name: act.name, to: act.to, holdReason: act.holdReason ?? null, note: act.note ?? act.resolutionNote ?? null };
    case 'tags':
      return { name: act.name, add: [...act.add] };
    case 'checklist':
      return { name: act.name, items: [...act.items] };
    default:
      return act;
  }
}
