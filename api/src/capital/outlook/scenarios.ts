import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { centsOf, dollarsOf } from '#kernel/money.ts';
import { renewalsAhead } from '../../condition/index.ts';
import { presentStand } from './present-outlook.ts';
import { noScenario, scenarioChanged, scenarioNamed, tooManyScenarios, wholeDistrictOnly } from './problems.ts';
import {
  findScenario,
  insertScenario,
  listProgrammes,
  listScenarios,
  listSources,
  type Programme,
  removeScenario,
  type ScenarioRow,
} from './queries.ts';
import { flowOf, moneyOf, programmeOf } from './read-outlook.ts';
import { spread } from './rules/cash-flow.ts';
import { type Assumptions, type Basis, type YearAhead, YEARS_AHEAD, yearsAhead } from './rules/years-ahead.ts';
import { readsWholePlan } from '../rules/access.ts';
import { mustKeepScenarios, mustReadPlan } from './who-reads.ts';

/** How the years ahead are reckoned. Another number whenever the same inputs could give other figures. */
const METHOD = 'years ahead 1';
const MOST_SCENARIOS = 50;

type Operating = { revenue: string; spend: string; reserve: string };
type Given = { programme: string; name: string; operating: Operating; assumptions: Assumptions };
/** As it is kept: cents as dollars in words, so that no digit is lost. */
type Inputs = {
  basis: { firstYear: number; operating: Operating; capital: { revenue: string[]; planned: string[]; renewal: string[]; reserve: string } };
  assumptions: Assumptions;
};

const basisOf = ({ firstYear, operating, capital }: Inputs['basis']): Basis => ({
  firstYear,
  operating: { revenueCents: centsOf(operating.revenue), spendCents: centsOf(operating.spend), reserveCents: centsOf(operating.reserve) },
  capital: {
    revenueCents: capital.revenue.map(centsOf),
    plannedCents: capital.planned.map(centsOf),
    renewalCents: capital.renewal.map(centsOf),
    reserveCents: centsOf(capital.reserve),
  },
});

/** What capital starts from: what comes of the sources year by year, what the cash flow spends, renewals that fall due, and what is left when this year is over. */
async function capitalBasis(
  on: Sql,
  actor: Actor,
  programme: Programme,
  now: Date,
): Promise<{ firstYear: number; capital: Inputs['basis']['capital'] }> {
  const today = districtDay(now);
  const firstYear = Number(today.slice(0, 4)) + 1;
  const years = Array.from({ length: YEARS_AHEAD }, (_, i) => firstYear + i);
  const { eacCents, expendedCents } = await moneyOf(on, programme.id, actor);
  const { flow } = await flowOf(on, programme, eacCents, actor, today);
  const spentIn = (is: (year: number) => boolean) =>
    flow.reduce((sum, { month, forecastCents }) => (is(Number(month.slice(0, 4))) ? sum + forecastCents : sum), 0n);
  const sources = await listSources(on, programme.id);
  const arrived = sources.reduce((sum, { arrivedCents }) => sum + arrivedCents, 0n);
  const coming = sources.reduce((sum, one) => (one.plannedCents > one.arrivedCents ? sum + one.plannedCents - one.arrivedCents : sum), 0n);
  // What is still to arrive comes evenly until the programme ends; nothing says when.
  const yearsLeft = Math.min(YEARS_AHEAD, Math.max(1, Number(programme.endsOn.slice(0, 4)) - firstYear + 1));
  const revenue = spread(
    coming,
    years.map((_, i) => (i < yearsLeft ? 1n : 0n)),
  );
  const renewal = await renewalsAhead(on, YEARS_AHEAD, now);
  return {
    firstYear,
    capital: {
      revenue: revenue.map(dollarsOf),
      planned: years.map((year) => dollarsOf(spentIn((one) => one === year))),
      renewal: years.map((_, i) => dollarsOf(renewal[i] ?? 0n)),
      reserve: dollarsOf(arrived - expendedCents - spentIn((one) => one < firstYear)),
    },
  };
}

/** Keeps a scenario with all that it was reckoned from. Gives its id. */
export async function saveScenario(
  db: Sql,
  actor: Actor,
  { programme: code, name, operating, assumptions }: Given,
  now: Date,
  id: string = uuidv7(),
) {
  mustKeepScenarios(actor);
  await db.transaction(async (tx) => {
    if (await findScenario(tx, id)) return;
    const { programme } = await programmeOf(tx, code);
    if ((await listScenarios(tx, programme.id)).length >= MOST_SCENARIOS) throw tooManyScenarios(MOST_SCENARIOS);
    const { firstYear, capital } = await capitalBasis(tx, actor, programme, now);
    const inputs: Inputs = { basis: { firstYear, operating, capital }, assumptions };
    const row = { id, programmeId: programme.id, name, method: METHOD, inputs, asOf: districtDay(now), createdById: actor.id, createdAt: now };
    if (!(await insertScenario(tx, row))) throw scenarioNamed();
  });
  return id;
}

/** Takes a scenario away, and gives those that are left. */
export async function dropScenario(db: Sql, actor: Actor, id: string, expected: number) {
  mustKeepScenarios(actor);
  const row = await findScenario(db, id);
  if (!row) throw noScenario();
  if (!(await removeScenario(db, id, expected))) throw scenarioChanged(row.version);
  const programme = (await listProgrammes(db)).find((one) => one.id === row.programmeId)!;
  return readScenarios(db, actor, { programme: programme.code });
}

const presentYear = ({ year, revenueCents, spendCents, balanceCents, reserveCents, drawShare }: YearAhead) => ({
  year,
  revenue: dollarsOf(revenueCents),
  spend: dollarsOf(spendCents),
  balance: dollarsOf(balanceCents),
  reserve: dollarsOf(reserveCents),
  drawShare,
});

function presentScenario({ programmeId: _programme, inputs, asOf, ...row }: ScenarioRow, programme: Programme) {
  const { basis, assumptions } = inputs as Inputs;
  const { operating, capital } = yearsAhead(basisOf(basis), assumptions);
  return {
    ...row,
    programme: { code: programme.code, name: programme.name },
    ...presentStand(programme, asOf),
    basis,
    assumptions,
    operating: operating.map(presentYear),
    capital: capital.map(presentYear),
  };
}

/** The saved scenarios of a programme, the newest first: reckoned anew from what each was saved with. */
export async function readScenarios(on: Sql, actor: Actor, { programme: code }: { programme?: string | undefined }) {
  mustReadPlan(actor);
  if (!readsWholePlan(actor)) throw wholeDistrictOnly();
  const { programme } = await programmeOf(on, code);
  return { items: (await listScenarios(on, programme.id)).map((row) => presentScenario(row, programme)) };
}

/** One saved scenario. */
export async function readScenario(on: Sql, actor: Actor, id: string) {
  mustReadPlan(actor);
  if (!readsWholePlan(actor)) throw wholeDistrictOnly();
  const row = await findScenario(on, id);
  const programme = row && (await listProgrammes(on)).find((one) => one.id === row.programmeId);
  if (!row || !programme) throw noScenario();
  return presentScenario(row, programme);
}
