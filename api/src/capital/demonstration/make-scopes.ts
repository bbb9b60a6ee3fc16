import type { projectRisks, projectScopes, scopeNeeds } from '@steward/db/schema';
import { randomFor, uuidFor } from '@steward/db/seed';
import type { Staff } from './books.ts';
import { divide, type ProjectPlan } from './make-projects.ts';
import { phaseRows, type Schedule } from './make-schedule.ts';
import type { Months } from './months.ts';
import { scopeIdOf } from './make-work.ts';

/** Something found wrong with a building, as the condition of the demonstration has it. */
export type Finding = { id: string; siteId: string; systemCode: string; isCorrected: boolean; actualCents: bigint | null };

type Made = {
  scopes: (typeof projectScopes.$inferInsert)[];
  needs: (typeof scopeNeeds.$inferInsert)[];
  risks: (typeof projectRisks.$inferInsert)[];
};
const NEEDS_MOST = 3;
const RISKS = [
  { title: 'Equipment arrives late', response: 'Order early and store it on the site.', likelihoodRatio: 0.4, share: 0.02 },
  { title: 'Hidden pipes or wires', response: 'Open walls at three places before the work begins.', likelihoodRatio: 0.3, share: 0.03 },
  { title: 'Few offers for the work', response: 'Bid in winter, when builders plan their summer.', likelihoodRatio: 0.2, share: 0.04 },
];

/** What a project promised, line by line, and what it is today; what it puts right; what might go wrong. */
export function makeScopes(
  { plan, schedule, taken }: { plan: ProjectPlan; schedule: Schedule; taken: Set<string> },
  findings: readonly Finding[],
  { months, staff }: { months: Months; staff: Staff },
): Made {
  const { kind, trouble, id: projectId, baselineCents, site } = plan;
  const promised = divide(
    baselineCents,
    kind.promises.map(({ share }) => share),
    10_000_00n,
  );
  const builtOn = months.day(schedule.planned.construction[1]);
  const random = randomFor(`scopes ${projectId}`);
  const scopes = kind.promises.map(({ words }, i): typeof projectScopes.$inferInsert => {
    const common = { id: scopeIdOf(projectId, i), projectId, position: i + 1, siteId: site.id, promise: words, promisedCents: promised[i]! };
    if (trouble?.dropped?.promise === i) return { ...common, state: 'dropped', reason: trouble.dropped.reason };
    if (trouble?.changed?.promise === i) return { ...common, state: 'changed', reason: trouble.changed.reason };
    if (schedule.isBuilt)
      return {
        ...common,
        state: 'complete',
        completedOn: builtOn,
        actualCents: BigInt(Math.round(Number(promised[i]!) * (0.93 + random.next() * 0.05))),
      };
    return { ...common, state: schedule.isBeingBuilt ? 'under_way' : 'promised' };
  });
  const needs = kind.promises.flatMap(({ systems = [] }, i) =>
    findings
      .filter((one) => one.isCorrected === schedule.isBuilt && !taken.has(one.id) && systems.some((code) => one.systemCode.startsWith(code)))
      .slice(0, NEEDS_MOST)
      .map((one) => {
        taken.add(one.id);
        return {
          id: uuidFor(`need ${projectId} ${one.id}`),
          scopeId: scopeIdOf(projectId, i),
          deficiencyId: one.id,
          actualCents: one.isCorrected ? one.actualCents : null,
          addedById: staff.planner,
          addedAt: months.at(months.day(plan.start)),
        };
      }),
  );
  const isActive = !['complete', 'warranty', 'planned'].includes(schedule.phase);
  const risks = isActive
    ? random
        .shuffled(RISKS)
        .slice(0, trouble ? 2 : random.int(0, 1))
        .map(({ share, ...risk }, i) => ({
          id: uuidFor(`risk ${projectId} ${i}`),
          projectId,
          ...risk,
          impactCents: (BigInt(Math.round(Number(baselineCents) * share)) / 100_000n) * 100_000n,
          state: 'open',
          ownerId: staff.asks,
        }))
    : [];
  return { scopes, needs, risks };
}

/** The project itself and its phases. */
export function makeProject(programmeId: string, plan: ProjectPlan, schedule: Schedule, { months, staff }: { months: Months; staff: Staff }) {
  const { id, code, name, site, kind, number } = plan;
  const isReviewed = kind.isSecurity !== true;
  return {
    project: {
      id,
      programmeId,
      code,
      name,
      siteId: site.id,
      siteName: site.name,
      managerId: number % 2 === 0 ? staff.asks : staff.capitalManager,
      phase: schedule.phase,
      summary: kind.summary,
      summaryReviewedById: isReviewed ? staff.capitalManager : null,
      summaryReviewedAt: isReviewed ? months.at(months.day(plan.arrives, 22)) : null,
      isSecurity: kind.isSecurity === true,
      progressRatio: schedule.progressRatio,
    },
    phases: phaseRows(id, schedule, months),
  };
}
