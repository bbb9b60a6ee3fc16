import type { Sql } from '@steward/db';
import { uuidFor } from '@steward/db/seed';
import { districtDay } from '#kernel/day.ts';
import { listServices } from '../../catalog/index.ts';
import { isDemonstration } from '../../people/index.ts';
import { takenApart } from '../empty-ballot-box.ts';
import { insertEmptied, insertSurvey, setServices } from '../queries.ts';
import { countBallots, countTurnout } from '../rules/count.ts';
import { makeAnswers } from './make-answers.ts';
import { hasSurveys, listSchools } from './queries.ts';

const OPENS = '10-06';
const CLOSES = '10-24';

/** The two last surveys of the demonstration, once; gives how many answered. Made-up answers, counted as real ones are. */
export const seedSurveys = (db: Sql, now: Date): Promise<number> =>
  db.transaction(async (tx) => {
    if (!(await isDemonstration(tx)) || (await hasSurveys(tx))) return 0;
    const today = districtDay(now);
    const thisYear = Number(today.slice(0, 4));
    const last = today > `${thisYear}-${CLOSES}` ? thisYear : thisYear - 1;
    const services = (await listServices(tx)).map(({ code }) => code);
    const schools = (await listSchools(tx)).map((school) => ({ ...school, enrollment: school.enrollment! }));
    let answered = 0;
    for (const [nth, year] of [last - 1, last].entries()) {
      const id = uuidFor(`survey ${year}`);
      const closedAt = new Date(`${year}-${CLOSES}T23:00:00Z`);
      const days = { opensOn: `${year}-${OPENS}`, closesOn: `${year}-${CLOSES}` };
      await insertSurvey(tx, {
        id,
        year,
        ...days,
        state: 'closed',
        isDemonstration: true,
        createdAt: new Date(`${year}-${OPENS}T15:00:00Z`),
        closedAt,
      });
      await setServices(tx, id, services);
      const { asked, ballots, comments } = makeAnswers(schools, services, { year, nth });
      const { answers } = takenApart(ballots);
      const reviewedAt = new Date(`${year}-11-03T17:00:00Z`);
      await insertEmptied(tx, id, {
        answers: answers.map((answer, i) => ({ id: uuidFor(`survey ${year} answer ${i}`), ...answer })),
        comments: comments.map((comment, i) => ({
          id: uuidFor(`survey ${year} comment ${i}`),
          ...comment,
          reviewedAt: comment.state === 'waiting' ? null : reviewedAt,
        })),
        tallies: countBallots(ballots, services),
        turnouts: countTurnout(asked),
      });
      answered += ballots.length;
    }
    return answered;
  });
