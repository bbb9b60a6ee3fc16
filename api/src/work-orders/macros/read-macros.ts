import type { Sql } from '@steward/db';
import { type Actor, holds } from '#kernel/actor.ts';
import { listServices, maySeeSetUp, setUpNotForYou } from '../../catalog/index.ts';
import { standingsOf } from '../present.ts';
import { notYoursToDo } from '../problems.ts';
import { readOrder } from '../read-orders.ts';
import { DESK_ROLES, mayWork } from '../rules/access.ts';
import { macroNotFound } from './problems.ts';
import { findMacro, listInUse, listMacros, listMacroTeams, listOffered, type MacroRow } from './queries.ts';
import { mayChangeMacro } from './save-macro.ts';

type Teams = readonly { id: string; name: string }[];
function present(actor: Actor, teams: Teams, { acts, ...macro }: MacroRow) {
  const team = teams.find(({ id }) => id === acts.assign?.teamId);
  return {
    ...macro,
    acts: { ...acts },
    team: team ? { id: team.id, name: team.name } : null,
    may: { change: mayChangeMacro(actor, macro.serviceCode) },
  };
}

/** Every macro, also those that are no longer offered. */
export async function readMacros(on: Sql, actor: Actor) {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const [rows, teams, services] = [await listMacros(on), await listMacroTeams(on), await listServices(on)];
  return {
    items: rows.map((row) => present(actor, teams, row)),
    may: { add: services.some(({ code }) => mayChangeMacro(actor, code)), addForAll: mayChangeMacro(actor, null) },
  };
}

export async function readMacro(on: Sql, actor: Actor, id: string) {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const row = await findMacro(on, id);
  if (!row) throw macroNotFound();
  return present(actor, await listMacroTeams(on), row);
}

/** Those in use, for desks that change many orders at once: each order is judged by itself. */
export async function readInUse(on: Sql, actor: Actor) {
  if (!holds(actor, ...DESK_ROLES, 'hr_partner')) throw notYoursToDo('Macros are for those who work on orders.');
  return { items: await listInUse(on) };
}

/** The macros that crew and desk may use on this order. */
export async function readOffered(on: Sql, actor: Actor, idOrNumber: string) {
  const row = await readOrder(on, actor, idOrNumber);
  if (!mayWork(standingsOf(row, actor))) throw notYoursToDo('Macros are for those who work on the order.');
  return { items: await listOffered(on, row.order.serviceCode) };
}
