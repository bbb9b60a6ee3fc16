import { randomFor } from '@steward/db/seed';
import type { projectPhases } from '@steward/db/schema';
import type { Months } from './months.ts';
import { MONTHS } from './months.ts';
import type { ProjectPlan } from './make-projects.ts';

const PHASES = ['planned', 'design', 'bid_award', 'construction', 'closeout', 'warranty'] as const;
export type Schedule = ReturnType<typeof scheduleOf>;

/** Larger work takes longer to build. */
const monthsToBuild = (cents: bigint) => (cents < 100_000_000n ? 5 : cents < 300_000_000n ? 8 : cents < 800_000_000n ? 12 : 16);

/** When each phase was promised and is planned now, in months; and where the project stands. */
export function scheduleOf({ code, start, baselineCents, trouble }: ProjectPlan) {
  const random = randomFor(`schedule ${code} ${start}`);
  const design = random.int(4, 7);
  const build = monthsToBuild(baselineCents);
  const slip = trouble?.slipMonths ?? 0;
  const bounds = (late: number) => {
    const ends = [start + 1, start + 1 + design, start + 3 + design, start + 3.5 + design + build + late];
    const built = ends[3]!;
    return {
      planned: [start, ends[0]!],
      design: [ends[0]!, ends[1]!],
      bid_award: [ends[1]!, ends[2]!],
      construction: [ends[2]! + 0.5, built],
      closeout: [built, built + 2],
      warranty: [built, built + 12],
    } as Record<(typeof PHASES)[number], [number, number]>;
  };
  const [promised, planned] = [bounds(0), bounds(slip)];
  const now = MONTHS + 0.5;
  const isHeld = trouble?.isOnHold === true;
  const phase = isHeld
    ? 'on_hold'
    : now >= planned.warranty[1]
      ? 'complete'
      : now >= planned.closeout[1]
        ? 'warranty'
        : (PHASES.findLast((one) => one !== 'warranty' && now >= planned[one][0]) ?? 'planned');
  const built = (now - planned.construction[0]) / (planned.construction[1] - planned.construction[0]);
  return {
    promised,
    planned,
    phase,
    progressRatio:
      Math.round(Math.max(0, Math.min(1, now < planned.design[0] ? 0 : now < planned.construction[0] ? 0.05 : 0.08 + built * 0.92)) * 100) / 100,
    isBuilt: !isHeld && now >= planned.construction[1],
    isBeingBuilt: !isHeld && now >= planned.construction[0] && now < planned.construction[1],
  };
}

/** The phases as rows: what is past has its actual days. */
export function phaseRows(
  projectId: string,
  { promised, planned, phase: at }: Schedule,
  { day, isPast }: Months,
): (typeof projectPhases.$inferInsert)[] {
  return PHASES.map((phase) => {
    const [start, end] = [day(planned[phase][0]), day(planned[phase][1])];
    const isReached = isPast(start) && !(at === 'on_hold' && (phase === 'closeout' || phase === 'warranty'));
    return {
      projectId,
      phase,
      baselineStartOn: day(promised[phase][0]),
      baselineEndOn: day(promised[phase][1]),
      plannedStartOn: start,
      plannedEndOn: end,
      actualStartOn: isReached ? start : null,
      actualEndOn: isReached && isPast(end) && at !== 'on_hold' ? end : null,
    };
  });
}
