import { figuresOf } from './figures.ts';
import type { ProjectRow } from './project-queries.ts';

const NOT_STARTED = new Set(['planned', 'design', 'bid_award']);
const SHOWN = 5;

const varianceOf = ({ totals }: ProjectRow) => figuresOf(totals).variance;
const sum = (all: readonly ProjectRow[], of: (one: ProjectRow) => number) => all.reduce((total, one) => total + of(one), 0);
const sumCents = (all: readonly ProjectRow[], of: (one: ProjectRow) => bigint) => all.reduce((total, one) => total + of(one), 0n);
const by = (a: bigint | number, b: bigint | number) => (a < b ? -1 : a > b ? 1 : 0);

/** Those that miss what was promised, what they have, or their day: all of them, the worst first. */
export function missingOf(projects: readonly ProjectRow[]) {
  return {
    over: projects.filter((one) => varianceOf(one) < 0n).toSorted((a, b) => by(varianceOf(a), varianceOf(b))),
    late: projects.filter(({ slipDays }) => slipDays !== null && slipDays > 0).toSorted((a, b) => by(b.slipDays!, a.slipDays!)),
    less: projects.filter(({ promises }) => promises.changed + promises.dropped > 0),
  };
}

/** How the projects of a programme stand: on promise, on money, on time; and those that miss it the most. */
export function standingOf(projects: readonly ProjectRow[]) {
  const { over, late, less } = missingOf(projects);
  const waiting = projects.filter(({ phase, totals }) => NOT_STARTED.has(phase) && totals.committed > 0n);
  return {
    total: projects.length,
    phases: Object.fromEntries([...Map.groupBy(projects, ({ phase }) => phase)].map(([phase, those]) => [phase, those.length])),
    promises: {
      total: sum(projects, ({ promises }) => promises.total),
      complete: sum(projects, ({ promises }) => promises.complete),
      underWay: sum(projects, ({ promises }) => promises.underWay),
      changed: sum(projects, ({ promises }) => promises.changed),
      dropped: sum(projects, ({ promises }) => promises.dropped),
      addedLater: sum(projects, ({ promises }) => promises.addedLater),
    },
    over: over.length,
    overByCents: -sumCents(over, varianceOf),
    late: late.length,
    onTime: projects.filter(({ slipDays }) => slipDays !== null && slipDays <= 0).length,
    committedNotStarted: waiting.length,
    committedNotStartedCents: sumCents(waiting, ({ totals }) => totals.committed),
    mostOver: over.slice(0, SHOWN),
    mostLate: late.slice(0, SHOWN),
    lessThanPromised: less.slice(0, SHOWN),
  };
}
