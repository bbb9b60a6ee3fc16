import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { type Actor, actingFor, doneBy } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { listServices } from '../catalog/index.ts';
import { isDemonstration } from '../people/index.ts';
import { emptyBallotBox } from './empty-ballot-box.ts';
import { changed, daysTurned, notNow, notYoursToRun, serviceUnknown, surveyNotFound, yearTaken } from './problems.ts';
import { findByYear, findOpen, insertEvent, insertSurvey, listServiceCodes, lockSurvey, setServices, setSurvey, type SurveyRow } from './queries.ts';
import { runsSurveys } from './rules/access.ts';
import { type Move, movesOf } from './rules/life.ts';

type Days = { opensOn: string; closesOn: string };
type Content = Days & { services: readonly string[] };

function running(actor: Actor) {
  const forId = actingFor(actor, runsSurveys);
  if (forId === undefined) throw notYoursToRun();
  return doneBy(actor, forId);
}

async function mustFit(on: Sql, { opensOn, closesOn, services }: Content): Promise<void> {
  if (closesOn < opensOn) throw daysTurned();
  const known = new Set((await listServices(on)).map(({ code }) => code));
  const unknown = services.findIndex((code, i) => !known.has(code) || services.indexOf(code) !== i);
  if (unknown >= 0) throw serviceUnknown(unknown);
}

/** A survey of a year, which nobody sees before it is opened. Gives its id. */
export const createSurvey = (db: Sql, actor: Actor, { year, ...content }: Content & { year: number }, now: Date, id: string = uuidv7()) =>
  db.transaction(async (tx) => {
    const by = running(actor);
    await mustFit(tx, content);
    const { opensOn, closesOn, services } = content;
    if (await findByYear(tx, year)) throw yearTaken();
    const row = { id, year, opensOn, closesOn, isDemonstration: await isDemonstration(tx), createdAt: now };
    if (!(await insertSurvey(tx, row))) throw yearTaken();
    await setServices(tx, id, services);
    await insertEvent(tx, id, 'survey_created', by, { year, ...content }, now);
    return id;
  });

type Asked = { id: string; version: number };
/** The survey in a state in which this may be done; held until the transaction ends. */
async function surveyTo(tx: Sql, actor: Actor, { id, version }: Asked, move: Move, now: Date) {
  const by = running(actor);
  const survey = await lockSurvey(tx, id);
  if (!survey) throw surveyNotFound();
  if (survey.version !== version) throw changed(survey.version);
  if (!movesOf(survey, districtDay(now)).includes(move)) throw notNow(whyNot(survey, move));
  return { survey, by };
}

function whyNot({ state, opensOn, closesOn }: SurveyRow, move: Move): string {
  if (state === 'closed') return 'This survey is closed for good.';
  if (state === 'draft') return move === 'open' ? `It can be opened from ${opensOn} to ${closesOn}.` : 'This survey is not open yet.';
  return move === 'remind' ? `Its last day was ${closesOn}.` : 'This survey is open already.';
}

/** Other days; before it opens, other services too. */
export const changeSurvey = (db: Sql, actor: Actor, asked: Asked, content: Content, now: Date) =>
  db.transaction(async (tx) => {
    const { survey, by } = await surveyTo(tx, actor, asked, 'change', now);
    await mustFit(tx, content);
    const before = { opensOn: survey.opensOn, closesOn: survey.closesOn, services: await listServiceCodes(tx, survey.id) };
    const isOpen = survey.state === 'open';
    if (isOpen && (before.services.join() !== content.services.join() || before.opensOn !== content.opensOn))
      throw notNow('While it is open only its last day can be changed.');
    await setSurvey(tx, survey.id, { opensOn: content.opensOn, closesOn: content.closesOn });
    if (!isOpen) await setServices(tx, survey.id, content.services);
    await insertEvent(tx, survey.id, 'survey_changed', by, { before, after: content }, now);
  });

/** Opens it: from now on people are invited, and answer. One survey is open at a time. */
export const openSurvey = (db: Sql, actor: Actor, asked: Asked, now: Date) =>
  db.transaction(async (tx) => {
    const { survey, by } = await surveyTo(tx, actor, asked, 'open', now);
    if (await findOpen(tx)) throw notNow('Another survey is open: close it first.');
    await setSurvey(tx, survey.id, { state: 'open' });
    await insertEvent(tx, survey.id, 'survey_opened', by, {}, now);
  });

/** Has everybody reminded who has not answered. */
export const remindOfSurvey = (db: Sql, actor: Actor, asked: Asked, now: Date) =>
  db.transaction(async (tx) => {
    const { survey, by } = await surveyTo(tx, actor, asked, 'remind', now);
    await setSurvey(tx, survey.id, { remindersAsked: survey.remindersAsked + 1 });
    await insertEvent(tx, survey.id, 'survey_reminded', by, {}, now);
  });

/** Closes it for good, and counts. */
export const closeSurvey = (db: Sql, actor: Actor, asked: Asked, now: Date) =>
  db.transaction(async (tx) => {
    const { survey, by } = await surveyTo(tx, actor, asked, 'close', now);
    await emptyBallotBox(tx, survey.id, now);
    await insertEvent(tx, survey.id, 'survey_closed', by, {}, now);
  });
