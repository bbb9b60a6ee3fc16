const ORDER = ['planned', 'design', 'bid_award', 'construction', 'closeout', 'warranty'];
const OVER = ['complete', 'cancelled'];

type Phase = { phase: string; baselineEndOn: string | null; plannedEndOn: string | null; actualEndOn: string | null };

/** Is it still to be done, however its dates are? What a project has left behind is over, also where nobody noted when; building is done when that was said. */
function isAhead(phase: string, projectPhase: string): boolean {
  if (OVER.includes(projectPhase)) return false;
  return phase === 'construction' || (ORDER.includes(projectPhase) && ORDER.indexOf(phase) >= ORDER.indexOf(projectPhase));
}

const DAY_MS = 86_400_000;
const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** By how many days a phase ends after the day that was promised. One whose day passed without its end is later every day; null: nothing was promised, or nobody knows. */
export function slipDaysOf({ phase, baselineEndOn, plannedEndOn, actualEndOn }: Phase, projectPhase: string, asOf: string): number | null {
  if (baselineEndOn === null) return null;
  if (actualEndOn !== null) return daysBetween(baselineEndOn, actualEndOn);
  const isUnreached = isAhead(phase, projectPhase) && (plannedEndOn === null || plannedEndOn < asOf);
  const end = isUnreached ? asOf : plannedEndOn;
  return end === null ? null : daysBetween(baselineEndOn, end);
}
