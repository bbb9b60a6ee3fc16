import type {
  baselineLines,
  baselines,
  budgetLines,
  closedPeriods,
  fundingSources,
  programmes,
  projectPhases,
  projects,
  vendors,
} from '@steward/db/schema';
import { uuidFor } from '@steward/db/seed';
import { type Books, type Ladder, openBooks, type Staff } from './books.ts';
import { type Bought, buyer, vendorId } from './buy.ts';
import { ARCHITECTS, BUILDERS, CHARTER_PAYEE, SERVICES, SUPPLIERS, TROUBLED_BUILDER } from './kinds.ts';
import { addedLine, type Line, projectLines, sourceLines } from './make-lines.ts';
import { makeProjects, type Place, type ProjectPlan } from './make-projects.ts';
import { type Schedule, scheduleOf } from './make-schedule.ts';
import { type Finding, makeProject, makeScopes } from './make-scopes.ts';
import { makeWork, move } from './make-work.ts';
import type { Months } from './months.ts';
import { MONTHS } from './months.ts';
import { PREMIUM_ALLOCATION, type SourcePlan } from './plan.ts';

export type ProgrammePlan = {
  code: string;
  name: string;
  kind: 'bond' | 'reserve';
  source: string;
  prefix: string;
  isPublic: boolean;
  startsOn: string;
  baseline: { name: string; adoptedOn: string; reference: string };
  sources: readonly SourcePlan[];
};
export type Given = { places: readonly Place[]; findings: readonly Finding[]; ladder: Ladder; staff: Staff; months: Months };
export type MadeProgramme = ReturnType<typeof makeProgramme>;

const OPEN_MONTHS = 3;
const CHARTER_INVOICES = 6;

/** A programme with everything that happened to it: six years of promises, work and money. */
export function makeProgramme(plan: ProgrammePlan, { places, findings, ladder, staff, months }: Given) {
  const programmeId = uuidFor(`programme ${plan.code}`);
  const books = openBooks(programmeId, { ladder, staff, months });
  const bought: Bought = { procurements: [], bids: [] };
  const ends = { books, bought, months };
  const sources = plan.sources.map((source) => ({ source, ...sourceLines(programmeId, source) }));
  const ofSource = new Map(sources.map((one) => [one.source.code, one]));
  const plans = makeProjects(plan.code, plan.sources, places, plan.kind === 'bond').map((project) => ({
    plan: project,
    schedule: scheduleOf(project),
  }));
  const lines: Line[] = sources.flatMap(({ unallocated, contingency, charter }) => [
    unallocated,
    ...[contingency, charter].filter((line) => line !== undefined),
  ]);

  const documentId = books.document('baseline', plan.baseline.adoptedOn, {
    kind: 'board_item',
    title: plan.baseline.name,
    reference: plan.baseline.reference,
    isPublic: true,
  });
  const baselineId = uuidFor(`baseline ${programmeId} 1`);
  for (const { source, unallocated, contingency, charter } of sources) {
    source.arrivals.forEach(({ month, dollars }) =>
      books.enter(months.day(month, 10), {
        kind: 'revenue',
        budgetLineId: unallocated.id,
        amountCents: BigInt(dollars) * 100n,
        note: `Received: ${source.name.toLowerCase()}.`,
      }),
    );
    for (const [line, given] of [
      [contingency, source.contingency],
      [charter, source.charter],
    ] as const)
      if (line && given) promise(books, { line, from: unallocated, baselineId, documentId, on: months.day(given.month, 12) });
    if (charter && source.charter) payCharter(ends, charter, source.charter.month, plan.prefix);
  }
  const taken = new Set<string>();
  const bySite = Map.groupBy(findings, ({ siteId }) => siteId);
  const made = plans.map(({ plan: project, schedule }) => {
    const { sourceId, unallocated, contingency } = ofSource.get(project.source.code)!;
    const own = projectLines(programmeId, sourceId, project);
    lines.push(...Object.values(own));
    for (const line of Object.values(own)) promise(books, { line, from: unallocated, baselineId, documentId, on: months.day(project.arrives, 12) });
    makeWork(ends, { plan: project, schedule, lines: own, contingency: contingency!, prefix: plan.prefix });
    tell(books, project, schedule, months);
    return {
      ...makeProject(programmeId, project, schedule, { months, staff }),
      ...makeScopes({ plan: project, schedule, taken }, bySite.get(project.site.id ?? '') ?? [], { months, staff }),
    };
  });
  if (plan.kind === 'bond') lines.push(...allocatePremium(ends, plans, ofSource.get('premium')!, plan.prefix));

  return {
    programme: {
      id: programmeId,
      code: plan.code,
      name: plan.name,
      kind: plan.kind,
      isDemonstration: true,
      source: plan.source,
      startsOn: plan.startsOn,
      endsOn: months.day(MONTHS + 24, 1),
      isPublic: plan.isPublic,
      reconciledOn: months.day(MONTHS - 1, 20),
    } satisfies typeof programmes.$inferInsert,
    sources: sources.map(({ source, sourceId }): typeof fundingSources.$inferInsert => ({
      id: sourceId,
      programmeId,
      code: source.code,
      name: source.name,
      kind: source.kind,
      fundCode: source.fundCode,
      series: source.series ?? null,
      issuedOn: source.series ? months.day(source.arrivals[0]!.month, 10) : null,
      plannedCents: source.arrivals.reduce((sum, { dollars }) => sum + BigInt(dollars) * 100n, 0n),
    })),
    lines: lines.map(({ baseline: _promised, ...line }): typeof budgetLines.$inferInsert => line),
    baseline: {
      id: baselineId,
      programmeId,
      number: 1,
      name: plan.baseline.name,
      adoptedOn: plan.baseline.adoptedOn,
      documentId,
      createdById: staff.finance,
      createdAt: months.at(plan.baseline.adoptedOn),
    } satisfies typeof baselines.$inferInsert,
    baselineLines: lines
      .filter(({ baseline }) => baseline > 0n)
      .map((line): typeof baselineLines.$inferInsert => ({ baselineId, budgetLineId: line.id, amountCents: line.baseline })),
    vendors: [...ARCHITECTS, ...BUILDERS, ...SUPPLIERS, ...SERVICES, TROUBLED_BUILDER, CHARTER_PAYEE].map((name, i): typeof vendors.$inferInsert => ({
      id: vendorId(name),
      number: `V-${1001 + i}`,
      name,
      isFictitious: true,
    })),
    projects: made.map(({ project }): typeof projects.$inferInsert => project),
    phases: made.flatMap(({ phases }): (typeof projectPhases.$inferInsert)[] => phases),
    scopes: made.flatMap(({ scopes }) => scopes),
    needs: made.flatMap(({ needs }) => needs),
    risks: made.flatMap(({ risks }) => risks),
    bought,
    closed: Array.from({ length: MONTHS - OPEN_MONTHS }, (_, i): typeof closedPeriods.$inferInsert => ({
      programmeId,
      month: months.day(i, 1),
      closedById: staff.finance,
      closedAt: months.at(months.day(i + 1, 15)),
    })),
    ...books.close(),
  };
}

/** What a line was promised: out of what is unallocated of its source. */
function promise(
  books: Books,
  { line, from, baselineId, documentId, on }: { line: Line; from: Line; baselineId: string; documentId: string; on: string },
): void {
  books.enter(on, { kind: 'baseline', budgetLineId: line.id, fromLineId: from.id, baselineId, amountCents: line.baseline, documentId });
}

/** The share of charter schools is theirs at once, and paid in parts. */
function payCharter({ books, bought, months }: { books: Books; bought: Bought; months: Months }, line: Line, month: number, prefix: string): void {
  const { contract, invoice } = buyer(books, bought, months);
  const key = `charter ${line.id}`;
  const share = contract(months.day(month + 1, 8), {
    key,
    title: 'Charter schools’ share',
    line,
    cents: line.baseline,
    vendor: CHARTER_PAYEE,
    number: `${prefix}CH-${month}`,
    kind: 'purchase_order',
  });
  for (let i = 0; i < CHARTER_INVOICES; i += 1) {
    const on = months.day(month + 4 + i * 6, 9);
    if (months.isPast(on))
      invoice(
        on,
        share,
        i + 1,
        line.baseline / BigInt(CHARTER_INVOICES) + (i === CHARTER_INVOICES - 1 ? line.baseline % BigInt(CHARTER_INVOICES) : 0n),
      );
  }
}

type Planned = { plan: ProjectPlan; schedule: Schedule };
/** Premium arrived beside the bond, lay unallocated, and was then given to projects that had not been built yet, each with its reason. */
function allocatePremium(
  ends: { books: Books; bought: Bought; months: Months },
  plans: readonly Planned[],
  premium: ReturnType<typeof sourceLines>,
  prefix: string,
): Line[] {
  const { books, bought, months } = ends;
  const { contract, invoice } = buyer(books, bought, months);
  const chosen = plans
    .filter(({ plan, schedule }) => !plan.trouble && !plan.kind.isSecurity && schedule.planned.construction[0] > PREMIUM_ALLOCATION.month + 2)
    .slice(0, PREMIUM_ALLOCATION.dollars.length);
  return chosen.map(({ plan, schedule }, i) => {
    const line = addedLine(books.programmeId, premium.sourceId, plan);
    const [cents, on] = [BigInt(PREMIUM_ALLOCATION.dollars[i]!) * 100n, months.day(PREMIUM_ALLOCATION.month, 12)];
    move(books, on, {
      key: `premium ${plan.code}`,
      from: premium.unallocated,
      to: line,
      cents,
      kind: 'allocation',
      title: `Premium for ${plan.site.name}: ${plan.name.toLowerCase()}`,
      reason: 'The bonds sold for more than their face value; the board added work that the need list had next.',
      projectId: plan.id,
    });
    books.enter(on, { kind: 'estimate', budgetLineId: line.id, amountCents: cents });
    const [from, to] = schedule.planned.construction;
    const signedOn = months.day(from - 0.4);
    if (!months.isPast(signedOn)) return line;
    books.enter(signedOn, { kind: 'estimate', budgetLineId: line.id, amountCents: -cents });
    const added = contract(signedOn, {
      key: `added ${plan.code}`,
      title: `Added work: ${plan.name}`,
      line,
      cents: (cents * 95n) / 100n,
      vendor: BUILDERS[i % BUILDERS.length]!,
      number: `${prefix}${plan.code.slice(2)}-A`,
      retainage: 0.05,
      project: { id: plan.id, siteId: plan.site.id },
    });
    for (let n = 1; n <= 3; n += 1) {
      const billedOn = months.day(from + ((to - from) * n) / 3);
      if (months.isPast(billedOn))
        invoice(billedOn, added, n, n < 3 ? added.cents / 3n : added.cents - 2n * (added.cents / 3n), { project: plan.id, isLast: n === 3 });
    }
    return line;
  });
}

/** What happened beside the money, as it is told. */
function tell(
  books: Books,
  { id, trouble, kind, arrives }: ProjectPlan,
  { planned, phase, isBuilt }: Schedule,
  { day, isPast, today }: Months,
): void {
  books.happened(day(arrives, 12), 'project_created', {}, id);
  const order = ['planned', 'design', 'bid_award', 'construction', 'closeout', 'warranty'] as const;
  order.slice(1).forEach((to, i) => {
    const on = to === 'warranty' ? day(planned.closeout[1]) : day(planned[to][0]);
    if (isPast(on) && !(phase === 'on_hold' && i >= 1)) books.happened(on, 'phase_changed', { from: order[i], to }, id);
  });
  if (phase === 'complete') books.happened(day(planned.warranty[1]), 'phase_changed', { from: 'warranty', to: 'complete' }, id);
  if (phase === 'on_hold')
    books.happened(day(MONTHS - 2, 14), 'phase_changed', { from: 'design', to: 'on_hold', reason: 'Waits for a later project.' }, id);
  for (const [what, told] of [
    ['scope_dropped', trouble?.dropped],
    ['scope_changed', trouble?.changed],
  ] as const) {
    const on = day(planned.design[1] - 0.5);
    if (told && isPast(on)) books.happened(on, what, { promise: kind.promises[told.promise]!.words, reason: told.reason }, id);
  }
  if (isBuilt)
    kind.promises.forEach(({ words }, i) => {
      if (trouble?.dropped?.promise !== i && trouble?.changed?.promise !== i && day(planned.construction[1]) <= today)
        books.happened(day(planned.construction[1]), 'scope_completed', { promise: words }, id);
    });
  if (trouble?.slipMonths && isPast(day(planned.construction[0] + 2)))
    books.happened(day(planned.construction[0] + 2), 'schedule_changed', { phase: 'construction', months: trouble.slipMonths }, id);
}
