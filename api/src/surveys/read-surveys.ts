import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { listServices } from '../catalog/index.ts';
import { notForYou, surveyNotFound } from './problems.ts';
import { countInvited, findSurvey, listServiceCodes, listSurveys, type SurveyRow } from './queries.ts';
import { readsResults, reviewsComments, runsSurveys, CONFIDENTIAL_SERVICES } from './rules/access.ts';
import { movesOf, type State } from './rules/life.ts';

async function presentSurvey(on: Sql, actor: Actor, row: SurveyRow, now: Date) {
  const { id, year, opensOn, closesOn, state, remindersAsked, isDemonstration, closedAt, version } = row;
  const mayRun = runsSurveys(actor);
  const counts = mayRun && state === 'open' ? await countInvited(on, id) : null;
  return {
    id,
    year,
    opensOn,
    closesOn,
    state: state as State,
    services: await listServiceCodes(on, id),
    turnout: counts,
    reminders: remindersAsked,
    closedAt,
    isDemonstration,
    allowedMoves: mayRun ? movesOf(row, districtDay(now)) : [],
    mayReview: state === 'closed' && [null, ...CONFIDENTIAL_SERVICES].some((code) => reviewsComments(actor, code)),
    version,
  };
}

/** The surveys of all years, for who runs them or reads results. */
export async function readSurveys(on: Sql, actor: Actor, now: Date) {
  const mayRun = runsSurveys(actor);
  if (!mayRun && !readsResults(actor)) throw notForYou();
  const rows = (await listSurveys(on)).filter(({ state }) => mayRun || state !== 'draft');
  const services = (await listServices(on)).map(({ code, nameEn, nameEs }) => ({ code, nameEn, nameEs }));
  return { items: await Promise.all(rows.map((row) => presentSurvey(on, actor, row, now))), services, may: { create: mayRun } };
}

/** One survey. */
export async function readSurvey(on: Sql, actor: Actor, id: string, now: Date) {
  const row = await findSurvey(on, id);
  if (!row) throw surveyNotFound();
  return presentSurvey(on, actor, row, now);
}
