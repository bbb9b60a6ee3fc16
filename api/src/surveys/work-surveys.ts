import type { Sql } from '@steward/db';
import { districtDay } from '#kernel/day.ts';
import type { SteadyWork } from '#platform/steady-work.ts';
import { notify, type FromAbove } from '../notices/index.ts';
import { makeSurveyLink } from './answer-survey.ts';
import { emptyBallotBox } from './empty-ballot-box.ts';
import { findOpen, findPrepared, findToInvite, hasToRemind, insertEvent, insertInvitations, lockSurvey, setSurvey, takeToRemind } from './queries.ts';

/** People told at once, in one transaction. */
const AT_ONCE = 500;
export const SURVEY_PATH = '/survey';
const about = { path: SURVEY_PATH };

/** Invites some of those who were not invited yet; false when nobody is left. */
export const inviteNext = (db: Sql, now: Date): Promise<boolean> =>
  db.transaction(async (tx) => {
    const found = await findToInvite(tx, districtDay(now), AT_ONCE);
    const personIds = await insertInvitations(
      tx,
      found.map(({ surveyId, personId }) => ({ surveyId, personId })),
    );
    if (personIds.length > 0) await notify(tx, { kind: 'survey_invited', personIds, facts: { day: found[0]!.closesOn }, about }, now);
    return personIds.length > 0;
  });

/** Reminds some of those who are to be reminded; false when nobody is left. */
export const remindNext = (db: Sql, now: Date): Promise<boolean> =>
  db.transaction(async (tx) => {
    const found = await takeToRemind(tx, districtDay(now), AT_ONCE);
    const personIds = found.map(({ personId }) => personId);
    if (found.length > 0) await notify(tx, { kind: 'survey_reminder', personIds, facts: { day: found[0]!.closesOn }, about }, now);
    return found.length > 0;
  });

/** Opens on its first day the survey that was prepared before it, where no other is open; one of today its maker opens. Gives how many. */
export const openDueSurveys = (db: Sql, now: Date): Promise<number> =>
  db.transaction(async (tx) => {
    const today = districtDay(now);
    const survey = await findPrepared(tx, today);
    if (!survey || districtDay(survey.createdAt) >= today || (await findOpen(tx))) return 0;
    await setSurvey(tx, survey.id, { state: 'open' });
    await insertEvent(tx, survey.id, 'survey_opened', { actorId: null, onBehalfOfId: null }, {}, now);
    return 1;
  });

/** Closes the open survey on the day after its last; gives how many. */
export const closeDueSurveys = (db: Sql, now: Date): Promise<number> =>
  db.transaction(async (tx) => {
    const open = await findOpen(tx);
    const survey = open && (await lockSurvey(tx, open.id));
    if (!survey || survey.state !== 'open' || districtDay(now) <= survey.closesOn) return 0;
    await emptyBallotBox(tx, survey.id, now);
    await insertEvent(tx, survey.id, 'survey_closed', { actorId: null, onBehalfOfId: null }, {}, now);
    return 1;
  });

/** What the worker does all the time for surveys. */
export const surveyWork = (db: Sql, now: () => Date): SteadyWork[] => [
  { name: 'invite-to-survey', hasWork: async () => (await findToInvite(db, districtDay(now()), 1)).length > 0, work: () => inviteNext(db, now()) },
  { name: 'remind-of-survey', hasWork: () => hasToRemind(db, districtDay(now())), work: () => remindNext(db, now()) },
];

/** What surveys say of their notices when their mails go out: have they answered meanwhile, and where do they answer. */
export const surveyMails: FromAbove = async (tx, { kind, personId }, now) => {
  if (kind !== 'survey_invited' && kind !== 'survey_reminder') return undefined;
  const secret = await makeSurveyLink(tx, personId, now);
  return { isTheirs: secret !== null, decidePath: null, answerPath: secret && `${SURVEY_PATH}/${secret}` };
};
