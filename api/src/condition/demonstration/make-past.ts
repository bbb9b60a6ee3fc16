import { randomFor, uuidFor } from '@steward/db/seed';
import { districtDay } from '#kernel/day.ts';
import type { Cause } from '../rules/bridge.ts';
import { changesBySystem } from '../rules/by-system.ts';
import { type Basis, type ComponentRow, type DeficiencyRow, measure, type Measured } from '../rules/measure.ts';
import { costBefore } from './make-cost-bases.ts';
import type { makeInventory } from './make-inventory.ts';
import { FINDINGS } from './parts.ts';

type Made = ReturnType<typeof makeInventory>;
type Found = DeficiencyRow & { id: string; scope: string; priority: number; foundOn: string };
/** A version of the cost basis and the day from which it counts. */
type DatedBasis = { id: string; effectiveOn: string; basis: Basis };

const DAY_MS = 86_400_000;
const YEARS_BACK = 5;
const CORRECTED_SHARE = 0.15;
const PUT_RIGHT_AT_MOST = 3;

type Happening = {
  at: Date;
  kind: string;
  cause: Cause;
  componentId?: string;
  deficiencyId?: string;
  data: Record<string, unknown>;
  /** What it makes of the inventory, the year and the basis. */
  change: (state: State) => void;
};
type State = { components: Map<string, ComponentRow>; deficiencies: Map<string, Found>; dueYear: number; priceYear: number; basis: Basis };

const noon = (day: string) => new Date(`${day}T19:00:00Z`);
const dayOf = (at: Date) => at.toISOString().slice(0, 10);
/** Five minutes into the year, in Denver. */
const newYear = (year: number, minute: number) => new Date(`${year}-01-01T07:0${minute}:00Z`);

/**
 * What a made-up structure has been through in the last five years: years turned, parts renewed, things found and put right, a count corrected, a new cost basis. It begins with the
 * inventory as it was then and ends exactly with what it is today. Gives the events with what each did, the findings that were put right, and how it is measured at the end.
 */
export function makePast({ structure, components, builtIn }: Made, found: readonly Found[], bases: readonly DatedBasis[], now: Date) {
  const random = randomFor(`past ${structure.code}`);
  const year = Number(districtDay(now).slice(0, 4));
  const loadedOn = builtIn > year - YEARS_BACK ? `${builtIn}-08-01` : `${year - YEARS_BACK}-08-16`;
  const begins = new Date(Math.min(noon(loadedOn).getTime(), now.getTime() - 30 * DAY_MS));
  const firstYear = Number(districtDay(begins).slice(0, 4));
  /** No later than a few days ago, and after the beginning. */
  const within = (at: Date) => new Date(Math.max(begins.getTime() + DAY_MS, Math.min(at.getTime(), now.getTime() - 9 * DAY_MS)));
  const rows = components.map((one): ComponentRow & { name: string } => ({ ...one, observedOn: null, observedRemainingYears: null }));
  const before = new Map<string, ComponentRow>(rows.map((one) => [one.id, { ...one }]));
  const happenings: Happening[] = [];
  // What has a price of its own is priced anew with each version, as the units of the version are.
  const repriced = rows.filter((one) => one.unitCostCents !== null && dayOf(begins) < bases.at(-1)!.effectiveOn);
  for (const { id, systemCode, unitCostCents } of repriced) {
    const then = { unitCostCents: BigInt(Math.round(costBefore(systemCode, Number(unitCostCents)))), unitCostBaseYear: bases[0]!.basis.baseYear };
    before.set(id, { ...before.get(id)!, ...then });
  }

  for (const one of rows) {
    if (one.yearInstalled <= firstYear || one.yearInstalled <= builtIn) continue;
    const usual = one.lifeYears ?? bases.at(-1)!.basis.units.get(one.systemCode)!.lifeYears;
    const life = Math.round(usual * (1 + random.next() * 0.35));
    before.set(one.id, { ...before.get(one.id)!, yearInstalled: Math.max(builtIn, one.yearInstalled - life) });
    const at = within(noon(`${one.yearInstalled}-0${random.int(6, 8)}-${random.int(10, 28)}`));
    const change = ({ components: all }: State) => void all.set(one.id, { ...all.get(one.id)!, yearInstalled: one.yearInstalled });
    happenings.push({ at, kind: 'component_renewed', cause: 'work', componentId: one.id, data: { name: one.name, year: one.yearInstalled }, change });
  }

  if (random.chance(CORRECTED_SHARE) && rows.length > 0) {
    const one = random.pick(rows);
    const was = before.get(one.id)!;
    before.set(one.id, { ...was, quantity: Math.max(1, Math.round(one.quantity * (random.chance(0.5) ? 0.8 : 1.25))) });
    const at = within(noon(`${random.int(firstYear, year)}-0${random.int(2, 9)}-${random.int(10, 28)}`));
    const change = ({ components: all }: State) => void all.set(one.id, { ...all.get(one.id)!, quantity: one.quantity });
    happenings.push({
      at,
      kind: 'component_changed',
      cause: 'correction',
      componentId: one.id,
      data: { name: one.name, note: 'Measured anew' },
      change,
    });
  }

  const cameUp = (one: Found): Happening => ({
    at: within(noon(one.foundOn)),
    kind: 'deficiency_found',
    cause: 'findings',
    deficiencyId: one.id,
    data: { scope: one.scope, priority: one.priority },
    change: ({ deficiencies }) => void deficiencies.set(one.id, one),
  });
  happenings.push(...found.map(cameUp));

  const putRight = makePutRight({ structure, builtIn }, random, { begins, now });
  for (const one of putRight) {
    const { endedAt, ...row } = one;
    happenings.push(cameUp(row), {
      at: endedAt,
      kind: 'deficiency_corrected',
      cause: 'work',
      deficiencyId: one.id,
      data: { scope: one.scope, note: 'Put right in the summer’s work' },
      change: ({ deficiencies }) => void deficiencies.delete(one.id),
    });
  }

  for (let turned = firstYear + 1; turned <= year; turned++) {
    const data = { from: turned - 1, to: turned };
    happenings.push(
      { at: newYear(turned, 5), kind: 'year_turned', cause: 'ageing', data, change: (state) => void (state.dueYear = turned) },
      { at: newYear(turned, 6), kind: 'year_turned', cause: 'escalation', data, change: (state) => void (state.priceYear = turned) },
    );
  }
  const first = bases.findLast(({ effectiveOn }) => effectiveOn <= dayOf(begins)) ?? bases[0]!;
  for (const [i, next] of bases.entries()) {
    if (next.effectiveOn <= first.effectiveOn) continue;
    const data = { from: bases[i - 1]!.id, to: next.id };
    const change = (state: State) => {
      state.basis = next.basis;
      if (next === bases.at(-1))
        for (const { id, unitCostCents, unitCostBaseYear = null } of repriced)
          state.components.set(id, { ...state.components.get(id)!, unitCostCents, unitCostBaseYear });
    };
    happenings.push({ at: noon(next.effectiveOn), kind: 'cost_basis_changed', cause: 'method', data, change });
  }

  const state: State = { components: before, deficiencies: new Map(), dueYear: firstYear, priceYear: firstYear, basis: first.basis };
  const count = () =>
    measure(
      { replacementCents: null, components: [...state.components.values()], deficiencies: [...state.deficiencies.values()] },
      state.basis,
      state,
    );
  let measured = count();
  const event = (
    n: number,
    { at, kind, cause, componentId, deficiencyId, data }: Omit<Happening, 'change'>,
    was: Pick<Measured, 'dmCents' | 'crvCents' | 'bySystem'>,
  ) => ({
    id: uuidFor(`condition event ${structure.code} ${n}`),
    structureId: structure.id,
    kind,
    cause,
    componentId: componentId ?? null,
    deficiencyId: deficiencyId ?? null,
    data,
    dmDeltaCents: measured.dmCents - was.dmCents,
    crvDeltaCents: (measured.crvCents ?? 0n) - (was.crvCents ?? 0n),
    bySystem: changesBySystem(was.bySystem, measured.bySystem),
    occurredAt: at,
  });
  const events = [
    event(0, { at: begins, kind: 'inventory_loaded', cause: 'correction', data: {} }, { dmCents: 0n, crvCents: 0n, bySystem: new Map() }),
  ];
  for (const [i, happening] of happenings.toSorted((a, b) => a.at.getTime() - b.at.getTime()).entries()) {
    const was = measured;
    happening.change(state);
    measured = count();
    events.push(event(i + 1, happening, was));
  }
  return { events, putRight, measured };
}

/** Findings that are over: found since the beginning, and put right a season or two later. */
function makePutRight(
  { structure, builtIn }: Pick<Made, 'structure' | 'builtIn'>,
  random: ReturnType<typeof randomFor>,
  { begins, now }: { begins: Date; now: Date },
) {
  const { grossAreaSqft: area } = structure;
  if (area === null) return [];
  return random
    .shuffled(FINDINGS)
    .slice(0, random.int(0, PUT_RIGHT_AT_MOST))
    .flatMap(({ systemCode, scope, priority, cents }, i) => {
      const foundAt = new Date(begins.getTime() + random.int(30, 1_500) * DAY_MS);
      const endedAt = new Date(foundAt.getTime() + random.int(40, 500) * DAY_MS);
      if (endedAt.getTime() > now.getTime() - 9 * DAY_MS || foundAt.getUTCFullYear() < builtIn + 3) return [];
      const costCents = BigInt(Math.round((area * cents * (0.6 + random.next())) / 10_000) * 10_000);
      return [
        {
          id: uuidFor(`condition ${structure.code} put right ${i}`),
          structureId: structure.id,
          componentId: null,
          systemCode,
          scope,
          priority,
          costCents,
          costBaseYear: foundAt.getUTCFullYear(),
          foundOn: dayOf(foundAt),
          actualCostCents: BigInt(Math.round((Number(costCents) * (0.8 + random.next() * 0.4)) / 10_000) * 10_000),
          endedAt,
        },
      ];
    });
}
