import { type Random, randomFor, uuidFor } from '@steward/db/seed';
import type { Books } from './books.ts';
import { buyer, type Bought, type Contract, shifted } from './buy.ts';
import { ARCHITECTS, BUILDERS, SERVICES, SUPPLIERS, TROUBLED_BUILDER } from './kinds.ts';
import type { Line } from './make-lines.ts';
import { divide, type ProjectPlan } from './make-projects.ts';
import type { Schedule } from './make-schedule.ts';
import type { Months } from './months.ts';

type Given = {
  plan: ProjectPlan;
  schedule: Schedule;
  lines: Record<'design' | 'construction' | 'equipment' | 'owner_costs', Line>;
  contingency: Line;
  prefix: string;
};
type Ends = { books: Books; bought: Bought; months: Months };

const OWN_CHANGES = [
  { code: 'owner_scope', title: 'Outlets for new displays', reason: 'Teachers asked for power at the new display walls.' },
  { code: 'code', title: 'Exit signs to the newest code', reason: 'The code changed after the drawings were approved.' },
  { code: 'credit', title: 'Credit for reused doors', reason: 'Doors that were still good were kept.' },
] as const;
const share = (cents: bigint, ratio: number) => (BigInt(Math.round(Number(cents) * ratio)) / 10_000n) * 10_000n;

/** A project's money, from its design to what is left at its end; a project that has not begun has its promise and its estimate only. */
export function makeWork({ books, bought, months }: Ends, { plan, schedule, lines, contingency, prefix }: Given): void {
  const random = randomFor(`work ${plan.id}`);
  const { day, isPast } = months;
  const { planned } = schedule;
  const buy = buyer(books, bought, months);
  const project = { id: plan.id, siteId: plan.site.id };
  const number = (letter: string) => `${prefix}${plan.code.slice(2)}-${letter}`;
  const estimate = (on: string, line: Line, amountCents: bigint, note?: string) =>
    books.enter(on, { kind: 'estimate', budgetLineId: line.id, amountCents, ...(note ? { note } : {}) });
  for (const line of Object.values(lines)) estimate(day(plan.arrives, 20), line, line.baseline, 'Estimate of what was promised.');

  const bill = (of: Contract, [from, to]: readonly [number, number], times: number) => billEvenly({ buy, months, plan }, of, [from, to], times);
  const designOn = day(planned.design[0] + 0.2);
  if (!isPast(designOn)) return;
  estimate(designOn, lines.design, -lines.design.baseline);
  const [architect, ...otherArchitects] = random.shuffled(ARCHITECTS);
  const designed = buy.contract(designOn, {
    key: `design ${plan.code}`,
    title: `Design: ${plan.name}`,
    line: lines.design,
    cents: share(lines.design.baseline, 0.95 + random.next() * 0.04),
    vendor: architect!,
    others: otherArchitects.slice(0, 2),
    number: number('D'),
    project,
  });
  bill(designed, planned.design, 3);
  const ownerOn = day(planned.design[0] + 0.5);
  if (!isPast(ownerOn)) return;
  estimate(ownerOn, lines.owner_costs, -lines.owner_costs.baseline);
  const owner = buy.contract(ownerOn, {
    key: `owner ${plan.code}`,
    title: 'Permits, testing and moving',
    line: lines.owner_costs,
    cents: share(lines.owner_costs.baseline, 0.9 + random.next() * 0.09),
    vendor: random.pick(SERVICES),
    number: number('S'),
    kind: 'purchase_order',
    project,
  });
  bill({ ...owner, cents: share(owner.cents, 0.92) }, [planned.bid_award[0], planned.construction[1]], 2);

  const available = lines.construction.baseline - dropScope({ books, months, plan, schedule }, lines.construction, contingency);
  const buildOn = day(planned.bid_award[1] - 0.3);
  if (!isPast(buildOn) || schedule.phase === 'on_hold') return;
  const left = share(available, 0.015);
  estimate(buildOn, lines.construction, -available + left);
  const [own, ...others] = random.shuffled(BUILDERS);
  const cents = share(available, 0.95 + random.next() * 0.025);
  const built = buy.contract(buildOn, {
    key: `build ${plan.code}`,
    title: `Construction: ${plan.name}`,
    line: lines.construction,
    cents,
    vendor: plan.trouble ? TROUBLED_BUILDER : own!,
    others: others.slice(0, 2),
    number: number('C'),
    retainage: cents > 15_000_000n ? 0.05 : 0,
    project,
  });
  const extra = changeWork({ books, buy, months, plan, schedule, random }, built, lines.construction, contingency, estimate);
  bill(built, [planned.construction[0] + 0.8, planned.closeout[1] - 0.4], extra.times);
  const equipOn = day((planned.construction[0] + planned.construction[1]) / 2);
  if (isPast(equipOn)) {
    estimate(equipOn, lines.equipment, -lines.equipment.baseline);
    const fitted = buy.contract(equipOn, {
      key: `equip ${plan.code}`,
      title: 'Furniture and equipment',
      line: lines.equipment,
      cents: share(lines.equipment.baseline, 0.92 + random.next() * 0.07),
      vendor: random.pick(SUPPLIERS),
      number: number('E'),
      kind: 'purchase_order',
      project,
    });
    bill(fitted, [planned.construction[1] - 0.5, planned.construction[1] + 1], 1);
  }
  const closedOn = day(planned.closeout[1], 26);
  if (!isPast(closedOn)) return;
  estimate(closedOn, lines.construction, -left);
  books.enter(closedOn, {
    kind: 'release',
    budgetLineId: owner.line.id,
    contractLineId: owner.lineId,
    amountCents: share(owner.cents, 0.92) - owner.cents,
    note: 'Not needed: released.',
  });
}

/** Bills a contract in even parts between two months; the last releases what was held. Only what is past is billed, and a dispute stops it. */
function billEvenly(
  { buy, months, plan }: { buy: ReturnType<typeof buyer>; months: Months; plan: ProjectPlan },
  of: Contract,
  [from, to]: readonly [number, number],
  times: number,
): void {
  const amounts = divide(
    of.cents,
    Array.from({ length: times }, () => 1),
    10_000n,
  );
  const days = amounts.map((_, i) => months.day(from + ((to - from) * (i + 1)) / times));
  const lastPast = days.findLastIndex((on) => months.isPast(on));
  for (let i = 0; i <= lastPast; i += 1) {
    const isDisputed = plan.trouble?.disputed !== undefined && i === lastPast && of.vendor === TROUBLED_BUILDER;
    buy.invoice(days[i]!, of, i + 1, amounts[i]!, {
      project: plan.id,
      isLast: i === times - 1 && of.retainage > 0,
      ...(isDisputed ? { dispute: plan.trouble!.disputed! } : {}),
    });
  }
}

/** Where part of what was promised is dropped, its money goes to contingency before anything is bought with it. */
function dropScope(
  { books, months, plan, schedule }: { books: Books; months: Months; plan: ProjectPlan; schedule: Schedule },
  line: Line,
  contingency: Line,
): bigint {
  const dropped = plan.trouble?.dropped;
  const on = months.day(schedule.planned.design[1] - 0.5);
  if (!dropped || !months.isPast(on)) return 0n;
  const cents = share(line.baseline, plan.kind.promises[dropped.promise]!.share);
  move(books, on, {
    key: `dropped ${plan.code}`,
    from: line,
    to: contingency,
    cents,
    kind: 'transfer',
    title: `Dropped at ${plan.site.name}: ${plan.kind.promises[dropped.promise]!.words.toLowerCase()}`,
    reason: dropped.reason,
    projectId: plan.id,
  });
  books.enter(on, { kind: 'estimate', budgetLineId: line.id, amountCents: -cents, note: 'Dropped.' });
  return cents;
}

type Moved = {
  key: string;
  from: Line;
  to: Line;
  cents: bigint;
  kind: 'draw' | 'transfer' | 'allocation';
  title: string;
  reason: string;
  projectId?: string;
};
/** Moves money from one line to another, as the board decided. */
export function move(books: Books, on: string, { key, from, to, cents, kind, title, reason, projectId }: Moved): void {
  const documentId = books.document(`moved ${key}`, on, {
    kind: 'board_item',
    title: `Board item: ${title}`,
    reference: `Board item 7.${1 + (Number(on.slice(8)) % 6)} of ${shifted(on, -2)}`,
    projectId,
    isPublic: true,
  });
  const requestId = books.ask(`moved ${key}`, on, { kind: 'transfer', title, reason, cents, projectId, documentId });
  books.booked.transfers.push({ requestId, fromLineId: from.id, toLineId: to.id, kind, amountCents: cents });
  books.enter(on, { kind: 'transfer', budgetLineId: to.id, fromLineId: from.id, requestId, amountCents: cents, documentId });
}

type Changing = { books: Books; buy: ReturnType<typeof buyer>; months: Months; plan: ProjectPlan; schedule: Schedule; random: Random };
/** Changes of the construction contract: small ones here and there; large ones where money was short, drawn from contingency first. */
function changeWork(
  { books, buy, months, plan, schedule, random }: Changing,
  built: Contract,
  line: Line,
  contingency: Line,
  estimate: (on: string, line: Line, cents: bigint, note?: string) => void,
) {
  const { trouble } = plan;
  const [from, to] = schedule.planned.construction;
  const times = Math.max(3, Math.min(7, Math.round(to - from)));
  let n = 0;
  const middle = (from + to) / 2;
  if (!trouble && random.chance(0.5) && months.isPast(months.day(middle))) {
    const own = random.pick(OWN_CHANGES);
    const cents = share(built.cents, 0.003 + random.next() * 0.009) * (own.code === 'credit' ? -1n : 1n);
    if (cents !== 0n) buy.change(months.day(middle), built, (n += 1), { ...own, cents, project: plan.id });
  }
  if (trouble?.draw) {
    const month = trouble.draw.inMarch && months.lastMarch > from + 1 && months.lastMarch < to - 1 ? months.lastMarch : middle;
    const [seenOn, on] = [months.day(month - 1.2), months.day(month, 11)];
    const cents = share(built.cents, trouble.draw.share);
    if (months.isPast(seenOn)) estimate(seenOn, line, cents, trouble.draw.reason);
    if (months.isPast(on)) {
      move(books, on, {
        key: `draw ${plan.code}`,
        from: contingency,
        to: line,
        cents,
        kind: 'draw',
        title: `Contingency for ${plan.site.name}: ${plan.name}`,
        reason: trouble.draw.reason,
        projectId: plan.id,
      });
      estimate(on, line, -cents);
      buy.change(on, built, (n += 1), {
        title: 'Extra work',
        reason: trouble.draw.reason,
        code: trouble.draw.code,
        cents,
        project: plan.id,
        days: 30 * (trouble.slipMonths ?? 1),
      });
    }
  }
  if (trouble?.waiting) {
    const cents = share(built.cents, trouble.waiting.share);
    buy.change(shifted(months.today, -9), built, (n += 1), {
      title: trouble.waiting.title,
      reason: trouble.waiting.reason,
      code: 'unforeseen',
      cents,
      project: plan.id,
      probability: trouble.waiting.probability,
      days: 45,
    });
  }
  if (trouble?.isUnresolved)
    estimate(shifted(months.today, -12), line, share(built.cents, 0.06), 'The work to connect the new line is not in any contract yet.');
  return { times };
}

export const scopeIdOf = (projectId: string, position: number) => uuidFor(`scope ${projectId} ${position}`);
