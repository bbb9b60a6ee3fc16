import { randomInt } from 'node:crypto';
import type { Sql } from '@steward/db';
import { insertEmptied, listBallots, listInvited, listServiceCodes, removeBallots, setSurvey } from './queries.ts';
import type { Ballot } from './rules/ballot.ts';
import { countBallots, countTurnout } from './rules/count.ts';

/** In an order that says nothing of the one in which they came. */
function shuffled<T>(items: readonly T[]): T[] {
  const all = [...items];
  for (let i = all.length - 1; i > 0; i--) {
    const j = randomInt(i + 1);
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return all;
}

/** What is kept of ballots: an answer for each service, with a level and an area; comments with neither. What a person said of two services is tied no more. */
export const takenApart = (ballots: readonly Ballot[]) => ({
  answers: ballots.flatMap(({ level, areaId, marks }) =>
    Object.entries(marks).map(([serviceCode, mark]) => ({
      serviceCode,
      level,
      areaId,
      effective: mark?.effective ?? null,
      adequate: mark?.adequate ?? null,
    })),
  ),
  comments: ballots.flatMap(({ comment, commentServiceCode }) => (comment === null ? [] : [{ serviceCode: commentServiceCode, body: comment }])),
});

/** Closes a survey that is held: counts the ballots, keeps what may be kept in an order of chance, and empties the box. */
export async function emptyBallotBox(tx: Sql, surveyId: string, now: Date): Promise<void> {
  await setSurvey(tx, surveyId, { state: 'closed', closedAt: now });
  const ballots = await listBallots(tx, surveyId);
  const { answers, comments } = takenApart(ballots);
  await insertEmptied(tx, surveyId, {
    answers: shuffled(answers),
    comments: shuffled(comments),
    tallies: countBallots(ballots, await listServiceCodes(tx, surveyId)),
    turnouts: countTurnout(await listInvited(tx, surveyId)),
  });
  await removeBallots(tx, surveyId);
}
