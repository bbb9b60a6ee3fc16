import type { Sql } from '@steward/db';
import { type Actor, actingFor, doneBy } from '#kernel/actor.ts';
import { changed, commentNotFound, notForYou, notNow, sayWhy, surveyNotFound } from './problems.ts';
import { type CommentRow, findSurvey, insertEvent, listComments, listServiceCodes, lockComment, setComment } from './queries.ts';
import { readsComment, reviewsComments } from './rules/access.ts';

export type Review = { decision: 'publish' | 'withhold'; reason?: string | undefined };

const presentComment = (actor: Actor, { id, serviceCode, body, state, reason, version }: CommentRow) => {
  const mayReview = reviewsComments(actor, serviceCode);
  // Why something is withheld is between those who review.
  return { id, serviceCode, body, state: state as 'waiting', reason: mayReview ? reason : null, mayReview, version };
};

/** The comments of a closed survey: those that wait, or are withheld, for who reviews them; published ones for who reads the results. */
export async function readComments(on: Sql, actor: Actor, surveyId: string, state: 'waiting' | 'published' | 'withheld') {
  if (!(await findSurvey(on, surveyId))) throw surveyNotFound();
  const sees = (code: string | null) => reviewsComments(actor, code) || (state === 'published' && readsComment(actor, code));
  const codes = (await listServiceCodes(on, surveyId)).filter(sees);
  const isGeneral = sees(null);
  if (codes.length === 0 && !isGeneral) throw notForYou();
  return { items: (await listComments(on, surveyId, state, { codes, isGeneral })).map((row) => presentComment(actor, row)) };
}

/** Publishes a comment or withholds it, with the reason; either may be thought over. Its words stay as they are. */
export const reviewComment = (db: Sql, actor: Actor, { id, version }: { id: string; version: number }, { decision, reason }: Review, now: Date) =>
  db.transaction(async (tx) => {
    const row = await lockComment(tx, id);
    const forId = row && actingFor(actor, (as) => reviewsComments(as, row.serviceCode));
    if (!row || forId === undefined) throw commentNotFound();
    if (row.version !== version) throw changed(row.version);
    const state = decision === 'publish' ? 'published' : 'withheld';
    if (row.state === state) throw notNow(`This comment is ${state} already.`);
    if (state === 'withheld' && !reason) throw sayWhy();
    const set = { state, reason: state === 'withheld' ? reason! : null, reviewedById: actor.id, reviewedAt: now };
    await setComment(tx, id, set);
    await insertEvent(tx, row.surveyId, 'comment_reviewed', doneBy(actor, forId), { commentId: id, state, reason: set.reason }, now);
    return presentComment(actor, { ...row, ...set, version: row.version + 1 });
  });
