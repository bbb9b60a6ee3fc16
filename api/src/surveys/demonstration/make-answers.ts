import { randomFor, type Random } from '@steward/db/seed';
import type { Ballot, Mark } from '../rules/ballot.ts';
import { COMMENTS } from './comments.ts';

export type School = { siteId: string | null; code: string; level: string | null; areaId: string | null; enrollment: number };
type Asked = Pick<Ballot, 'siteId' | 'level' | 'areaId'> & { hasAnswered: boolean };

/** How a service is seen in the first year, and by how much better or worse in each that follows; how many use it. */
const SEEN: Record<string, { effective: number; adequate: number; change: number; used: number }> = {
  facilities: { effective: 0.63, adequate: 0.52, change: 0.05, used: 0.97 },
  it: { effective: 0.74, adequate: 0.66, change: 0.03, used: 0.99 },
  hr: { effective: 0.58, adequate: 0.61, change: -0.02, used: 0.9 },
  nutrition: { effective: 0.69, adequate: 0.6, change: 0.02, used: 0.62 },
};
const USUAL = { effective: 0.6, adequate: 0.6, change: 0, used: 0.9 };
/** Levels differ a little; schools of a level do not: nothing is made up about a real one. */
const BY_LEVEL: Record<string, number> = { elementary: 0.04, middle: -0.03, high: -0.05 };

const STUDENTS_FOR_ONE = 12;
const OFFICES: School = { siteId: null, code: 'offices', level: null, areaId: null, enrollment: 320 * STUDENTS_FOR_ONE };

/** A mark from 1 to 5, of which this share agrees. */
function mark(random: Random, agreeing: number): number {
  if (random.next() < agreeing) return random.next() < 0.35 ? 5 : 4;
  const rest = random.next();
  return rest < 0.5 ? 3 : rest < 0.85 ? 2 : 1;
}

function marksOf(random: Random, services: readonly string[], level: string | null, nth: number): Record<string, Mark> {
  const more = BY_LEVEL[level ?? ''] ?? 0;
  return Object.fromEntries(
    services.map((code) => {
      const seen = SEEN[code] ?? USUAL;
      if (random.next() >= seen.used) return [code, null];
      const better = more + seen.change * nth;
      return [code, { effective: mark(random, seen.effective + better), adequate: mark(random, seen.adequate + better) }];
    }),
  );
}

/** The made-up answers of a year: the staff of each school in proportion to its students, about half of whom answered. `nth` counts the years from 0. */
export function makeAnswers(schools: readonly School[], services: readonly string[], { year, nth }: { year: number; nth: number }) {
  const asked: Asked[] = [];
  const ballots: Ballot[] = [];
  for (const { siteId, code, level, areaId, enrollment } of [...schools, OFFICES]) {
    const random = randomFor(`survey ${year} ${code}`);
    const answering = 0.46 + 0.04 * nth + 0.16 * random.next();
    for (let i = 0; i < Math.round(enrollment / STUDENTS_FOR_ONE); i++) {
      const hasAnswered = random.next() < answering;
      asked.push({ siteId, level, areaId, hasAnswered });
      if (hasAnswered) ballots.push({ siteId, level, areaId, marks: marksOf(random, services, level, nth), comment: null, commentServiceCode: null });
    }
  }
  return { asked, ballots, comments: COMMENTS.filter(({ serviceCode }) => serviceCode === null || services.includes(serviceCode)) };
}
