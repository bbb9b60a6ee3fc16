import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { listServices } from '../catalog/index.ts';
import { hashOfSecret, newSecret } from '../work-orders/index.ts';
import { alreadyAnswered, answersRefused, linkOfAnother, linkOver, linkUnknown, nothingOpen } from './problems.ts';
import {
  findGroups,
  findInvitation,
  findLink,
  findOpen,
  findSurvey,
  holdOpen,
  insertBallot,
  insertLink,
  listServiceCodes,
  markAnswered,
  type SurveyRow,
} from './queries.ts';
import { judgeAnswers } from './rules/ballot.ts';
import { takesAnswers } from './rules/life.ts';

export type Answers = {
  answers: { serviceCode: string; isUsed: boolean; effective?: number | undefined; adequate?: number | undefined }[];
  comment?: string | undefined;
  commentServiceCode?: string | null | undefined;
};

/** What a survey asks, as who answers sees it. */
async function presentAsked(on: Sql, { id, year, closesOn, isDemonstration }: SurveyRow, hasAnswered: boolean) {
  const [codes, services] = [await listServiceCodes(on, id), await listServices(on)];
  const asked = codes.map((code) => services.find((one) => one.code === code)!).map(({ code, nameEn, nameEs }) => ({ code, nameEn, nameEs }));
  return { id, year, closesOn, services: asked, hasAnswered, isDemonstration };
}

/** The survey that waits for me; null where none is open. */
export async function readMySurvey(on: Sql, actor: Actor, now: Date) {
  const survey = await findOpen(on);
  if (!survey || !takesAnswers(survey, districtDay(now))) return { survey: null };
  return { survey: await presentAsked(on, survey, (await findInvitation(on, survey.id, actor.id))?.hasAnswered ?? false) };
}

/**
 * Puts one person's answer into the ballot box, and the mark that they answered beside it, in one transaction. The two share nothing else: no id,
 * no time. Nothing is logged as an event.
 */
async function cast(tx: Sql, surveyId: string, personId: string, { answers, comment, commentServiceCode = null }: Answers): Promise<void> {
  const { marks, faults } = judgeAnswers(await listServiceCodes(tx, surveyId), answers, commentServiceCode);
  if (faults.length > 0) throw answersRefused(faults);
  if (!(await markAnswered(tx, surveyId, personId))) throw alreadyAnswered();
  const words = comment?.trim() || null;
  await insertBallot(tx, surveyId, {
    ...(await findGroups(tx, personId)),
    marks,
    comment: words,
    commentServiceCode: words === null ? null : commentServiceCode,
  });
}

/** Answers as who is signed in, once. */
export const answerSignedIn = (db: Sql, actor: Actor, input: Answers, now: Date) =>
  db.transaction(async (tx) => {
    const survey = await holdOpen(tx);
    if (!survey || !takesAnswers(survey, districtDay(now))) throw nothingOpen();
    await cast(tx, survey.id, actor.id, input);
    return { isTaken: true };
  });

/** A new link for one person, to be written into a mail; null where there is nothing for them to answer any more. */
export async function makeSurveyLink(tx: Sql, personId: string, now: Date): Promise<string | null> {
  const survey = await findOpen(tx);
  const invitation = survey && takesAnswers(survey, districtDay(now)) ? await findInvitation(tx, survey.id, personId) : undefined;
  if (!invitation || invitation.hasAnswered) return null;
  const secret = newSecret();
  await insertLink(tx, { invitationId: invitation.id, secretHash: hashOfSecret(secret), createdAt: now });
  return secret;
}

/** `openedById`: who is signed in there, if anybody is. */
type Opened = { secret: string; openedById: string | null };

async function usable(tx: Sql, { secret, openedById }: Opened, find: (id: string) => Promise<SurveyRow | undefined>, now: Date) {
  const link = await findLink(tx, hashOfSecret(secret));
  if (!link) throw linkUnknown();
  if (openedById !== null && openedById !== link.personId) throw linkOfAnother();
  const survey = await find(link.surveyId);
  if (!survey || !link.isActive || !takesAnswers(survey, districtDay(now))) throw linkOver();
  return { link, survey };
}

/** What a link asks. Nothing changes, however often it is looked at: mail scanners open links. */
export async function readSurveyLink(on: Sql, opened: Opened, now: Date) {
  const { link, survey } = await usable(on, opened, (id) => findSurvey(on, id), now);
  return { ...(await presentAsked(on, survey, link.hasAnswered)), locale: link.locale === 'es' ? ('es' as const) : ('en' as const) };
}

/** Answers by a link, once, as the person whom it was sent to. */
export const answerByLink = (db: Sql, opened: Opened, input: Answers, now: Date) =>
  db.transaction(async (tx) => {
    const { link, survey } = await usable(tx, opened, () => holdOpen(tx), now);
    if (survey.id !== link.surveyId) throw linkOver();
    if (link.hasAnswered) throw alreadyAnswered();
    await cast(tx, survey.id, link.personId, input);
    return { isTaken: true };
  });
