import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import type { Scope } from './line-queries.ts';
import { dayToCome, notForYou, programmeNotFound, projectNotFound } from './problems.ts';
import { findProgramme, findProject, type ProgrammeRow } from './project-queries.ts';
import { readsSomewhere, readsWholePlan } from '../rules/access.ts';

/** Refuses who has nothing to do with the capital plan. */
export function mustRead(actor: Actor): void {
  if (!readsSomewhere(actor)) throw notForYou();
}

/** The programme, for who reads the plan. */
export async function programmeSeen(on: Sql, actor: Actor, id: string): Promise<ProgrammeRow> {
  mustRead(actor);
  const programme = await findProgramme(on, id);
  if (!programme) throw programmeNotFound();
  return programme;
}

/** The project with its programme, for who sees it. */
export async function projectSeen(on: Sql, actor: Actor, id: string) {
  mustRead(actor);
  const found = await findProject(on, actor, id);
  if (!found) throw projectNotFound();
  return found;
}

/** The day that figures are of, in words of the answer, and as the ledger is asked: today it is asked for what is kept. */
export function dayAsked(asked: string | undefined, now: Date): { asOf: string; today: string; past: string | undefined } {
  const today = districtDay(now);
  if (asked !== undefined && asked > today) throw dayToCome('/asOf');
  return { asOf: asked ?? today, today, past: asked === undefined || asked === today ? undefined : asked };
}

/** What every answer with figures says of them. */
export const headOf = (programme: ProgrammeRow, actor: Actor, asOf: string) => ({
  programme: { id: programme.id, code: programme.code, name: programme.name, kind: programme.kind as 'bond' | 'reserve' | 'other_owner' },
  source: programme.source,
  asOf,
  reconciledOn: programme.reconciledOn,
  isDemonstration: programme.isDemonstration,
  isWhole: readsWholePlan(actor),
});

export const scopeOf = (programme: ProgrammeRow, past: string | undefined): Scope => ({ programmeId: programme.id, asOf: past });
