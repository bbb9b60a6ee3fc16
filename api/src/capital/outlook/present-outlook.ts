import { dollarsOf } from '#kernel/money.ts';
import type { LineSums, Programme } from './queries.ts';
import type { FlowMonth } from './rules/cash-flow.ts';
import { type Burn, trulyFree } from './rules/contingency-burn.ts';
import type { EarnedValue, Worked } from './rules/earned-value.ts';
import type { Milestone } from './rules/spend-down.ts';

const orNone = (cents: bigint | null) => (cents === null ? null : dollarsOf(cents));

/** Of which day figures are, when they last agreed with the finance system, and whether they are real. */
export const presentStand = ({ reconciledOn, isDemonstration }: Pick<Programme, 'reconciledOn' | 'isDemonstration'>, asOf: string) => ({
  asOf,
  reconciledOn,
  isDemonstration,
});

type Money = Record<'budgetCents' | 'committedCents' | 'expendedCents' | 'waitingCents' | 'toCommitCents' | 'eacCents', bigint>;
export const presentMoney = (money: Money) => ({
  budget: dollarsOf(money.budgetCents),
  committed: dollarsOf(money.committedCents),
  expended: dollarsOf(money.expendedCents),
  waitingChanges: dollarsOf(money.waitingCents),
  toCommit: dollarsOf(money.toCommitCents),
  eac: dollarsOf(money.eacCents),
});

export const presentFlow = (flow: readonly FlowMonth[], eacCents: bigint, until: string) => ({
  eac: dollarsOf(eacCents),
  until,
  months: flow.map(({ month, actualCents, forecastCents, cumulativeCents }) => ({
    month,
    actual: dollarsOf(actualCents),
    forecast: dollarsOf(forecastCents),
    cumulative: dollarsOf(cumulativeCents),
  })),
});

export const presentEarned = (worked: Worked, found: EarnedValue, counted: { projects: number; withoutDates: number }) => ({
  bac: dollarsOf(worked.bacCents),
  pv: dollarsOf(worked.pvCents),
  ev: dollarsOf(worked.evCents),
  ac: dollarsOf(worked.acCents),
  cpi: found.cpi,
  spi: found.spi,
  eacAtCpi: orNone(found.eacAtCpiCents),
  eacAtPlan: dollarsOf(found.eacAtPlanCents),
  eacAtCpiSpi: orNone(found.eacAtCpiSpiCents),
  tcpi: found.tcpi,
  ...counted,
});

export const presentBurn = ({ usedCents, plannedWorkCents }: { usedCents: bigint; plannedWorkCents: bigint }, burn: Burn) => ({
  used: dollarsOf(usedCents),
  projectWork: dollarsOf(burn.projectWorkCents),
  plannedWork: dollarsOf(plannedWorkCents),
  rate: burn.rate,
  need: dollarsOf(burn.needCents),
  left: dollarsOf(burn.leftCents),
  shortfall: dollarsOf(burn.shortfallCents),
});

/** Unallocated less what was decided and has no line yet. */
export function trulyFreeOf(lines: readonly LineSums[], approvedNeedsCents: bigint) {
  const unallocatedCents = lines.reduce((sum, { kind, budgetCents }) => (kind === 'unallocated' ? sum + budgetCents : sum), 0n);
  return {
    unallocated: dollarsOf(unallocatedCents),
    approvedNeeds: dollarsOf(approvedNeedsCents),
    trulyFree: dollarsOf(trulyFree({ unallocatedCents, approvedNeedsCents })),
  };
}

type Series = { series: string; issuedOn: string; availableCents: bigint; spent: readonly { cents: bigint }[] };
export const presentSeries = ({ series, issuedOn, availableCents, spent }: Series, milestones: readonly Milestone[]) => ({
  series,
  issuedOn,
  available: dollarsOf(availableCents),
  spent: dollarsOf(spent.reduce((sum, { cents }) => sum + cents, 0n)),
  milestones: milestones.map(({ requiredCents, spentCents, shortCents, ...one }) => ({
    ...one,
    required: dollarsOf(requiredCents),
    spent: dollarsOf(spentCents),
    short: dollarsOf(shortCents),
  })),
});
