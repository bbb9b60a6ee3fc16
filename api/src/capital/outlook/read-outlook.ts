import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { noProgramme } from './problems.ts';
import {
  findApprovedNeeds,
  findLastPlanned,
  findUsed,
  type LineSums,
  listProgrammes,
  listSources,
  sumWaitingChanges,
  listWorked,
  type Programme,
  sumLines,
  sumMonths,
  sumPaidBySource,
} from './queries.ts';
import { presentBurn, presentEarned, presentFlow, presentMoney, presentSeries, presentStand, trulyFreeOf } from './present-outlook.ts';
import { cashFlow, monthOf } from './rules/cash-flow.ts';
import { contingencyBurn } from './rules/contingency-burn.ts';
import { partOf } from './rules/divide.ts';
import { earnedValue } from './rules/earned-value.ts';
import { plannedValue } from './rules/planned-value.ts';
import { spendDown } from './rules/spend-down.ts';
import { refreshAhead } from '../../devices/index.ts';
import { readsWholePlan } from '../rules/access.ts';
import { mayKeepScenarios, mustReadPlan } from './who-reads.ts';

/** The programme that is asked for, or the first; 404 where there is none. */
export async function programmeOf(on: Sql, code: string | undefined): Promise<{ programme: Programme; programmes: Programme[] }> {
  // Another owner's file has no ledger of ours to look ahead from.
  const programmes = (await listProgrammes(on)).filter(({ kind }) => kind !== 'other_owner');
  const programme = code === undefined ? programmes[0] : programmes.find((one) => one.code === code);
  if (!programme) throw noProgramme();
  return { programme, programmes };
}

/** What a programme's money does next, as far as somebody sees its projects. */
export async function readOutlook(on: Sql, actor: Actor, { programme: code }: { programme?: string | undefined }, now: Date) {
  mustReadPlan(actor);
  const isWhole = readsWholePlan(actor);
  const { programme, programmes } = await programmeOf(on, code);
  const today = districtDay(now);
  const money = await moneyOf(on, programme.id, actor);
  const { flow, untilMonth } = await flowOf(on, programme, money.eacCents, actor, today);
  return {
    programme: {
      code: programme.code,
      name: programme.name,
      kind: programme.kind as 'bond',
      isDemonstration: programme.isDemonstration,
      source: programme.source,
    },
    programmes: programmes.map(({ code: own, name }) => ({ code: own, name })),
    ...presentStand(programme, today),
    isWhole,
    may: { keepScenarios: mayKeepScenarios(actor) },
    money: presentMoney(money),
    cashFlow: presentFlow(flow, money.eacCents, untilMonth),
    earnedValue: await earnedOf(on, programme.id, actor, today),
    burn: isWhole ? await burnOf(on, programme.id, money.lines) : null,
    free: isWhole ? trulyFreeOf(money.lines, await findApprovedNeeds(on, programme.id)) : null,
    deviceRefresh: isWhole ? await refreshAhead(on, now) : null,
    series: isWhole ? await seriesOf(on, programme.id, today) : [],
  };
}

type Sums = Omit<LineSums, 'kind'>;
const totalOf = (lines: readonly LineSums[], key: keyof Sums) => lines.reduce((sum, line) => sum + line[key], 0n);

/** EAC = committed + waiting change orders × probability + to commit, over all lines but those that only hold money. */
export async function moneyOf(on: Sql, programmeId: string, actor: Actor) {
  const lines = await sumLines(on, programmeId, actor);
  const waitingCents = await sumWaitingChanges(on, programmeId, actor);
  const given = lines.filter(({ kind }) => kind !== 'unallocated');
  const [committedCents, toCommitCents] = [totalOf(given, 'committedCents'), totalOf(given, 'toCommitCents')];
  return {
    lines,
    budgetCents: totalOf(given, 'budgetCents'),
    committedCents,
    expendedCents: totalOf(given, 'expendedCents'),
    waitingCents,
    toCommitCents,
    eacCents: committedCents + waitingCents + toCommitCents,
  };
}

/** Cash flow until the last day that work is planned for; where nothing is planned, until the programme ends. */
export async function flowOf(on: Sql, { id, endsOn }: Programme, eacCents: bigint, actor: Actor, today: string) {
  const actuals = await sumMonths(on, id, actor);
  const untilMonth = monthOf((await findLastPlanned(on, id, actor)) ?? endsOn);
  return { flow: cashFlow({ actuals, eacCents, fromMonth: monthOf(today), untilMonth }), untilMonth };
}

async function earnedOf(on: Sql, programmeId: string, actor: Actor, today: string) {
  const all = await listWorked(on, programmeId, actor);
  const dated = all.flatMap(({ budgetCents, expendedCents, progressRatio, startOn, endOn }) => {
    const pvCents = plannedValue(budgetCents, { startOn, endOn }, today);
    return pvCents === null ? [] : [{ bacCents: budgetCents, pvCents, evCents: partOf(budgetCents, progressRatio), acCents: expendedCents }];
  });
  const sum = (key: keyof (typeof dated)[number]) => dated.reduce((total, one) => total + one[key], 0n);
  const worked = { bacCents: sum('bacCents'), pvCents: sum('pvCents'), evCents: sum('evCents'), acCents: sum('acCents') };
  return presentEarned(worked, earnedValue(worked), { projects: dated.length, withoutDates: all.length - dated.length });
}

async function burnOf(on: Sql, programmeId: string, lines: readonly LineSums[]) {
  const work = lines.filter(({ kind }) => kind !== 'unallocated' && kind !== 'contingency');
  const contingency = lines.filter(({ kind }) => kind === 'contingency');
  const usedCents = await findUsed(on, programmeId);
  const [committed, expended] = [totalOf(work, 'committedCents'), totalOf(work, 'expendedCents')];
  const given = {
    expendedCents: expended,
    encumberedCents: committed - expended,
    usedCents,
    plannedWorkCents: totalOf(work, 'budgetCents') - usedCents,
    leftCents: totalOf(contingency, 'budgetCents') - totalOf(contingency, 'committedCents'),
  };
  return presentBurn(given, contingencyBurn(given));
}

/** A series is its bond with the premium and interest that came with it. */
async function seriesOf(on: Sql, programmeId: string, today: string) {
  const sources = await listSources(on, programmeId);
  const paid = Map.groupBy(await sumPaidBySource(on, programmeId), ({ sourceId }) => sourceId);
  return [...Map.groupBy(sources, ({ series }) => series)].flatMap(([series, own]) => {
    const issuedOn = own.find(({ kind, issuedOn: day }) => kind === 'bond' && day !== null)?.issuedOn ?? null;
    if (series === null || issuedOn === null) return [];
    const spent = own.flatMap(({ id }) => paid.get(id) ?? []);
    const availableCents = own.reduce((sum, { arrivedCents }) => sum + arrivedCents, 0n);
    const retainageCents = own.reduce((sum, one) => sum + one.retainageCents, 0n);
    return [presentSeries({ series, issuedOn, availableCents, spent }, spendDown({ issuedOn, availableCents, spent, retainageCents }, today))];
  });
}
