import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { basisOf, findCostBasis } from '../queries.ts';
import { plain } from '../rules/assessment-file/words.ts';
import { keyOf, type Reason, saidIn, shareOf, type Values } from '../rules/assessment-file/rows.ts';
import { priced } from '../rules/measure.ts';
import { isDearerThan, replacingOf } from '../rules/replacing.ts';
import { listAllComponents, listBuildings, listKnownDeficiencies, listNeeds, listRatings } from './queries.ts';
import { shortKey } from './digests.ts';

/** What a row would do to the inventory. */
export type Effect = {
  structureId: string | null;
  targetId: string;
  effect: 'new' | 'changed' | 'same';
  seenVersion: number | null;
  values: Values & Record<string, unknown>;
  before: Record<string, unknown> | null;
  key: string;
};
export type Candidate = { values: Values; remarks: Reason[] };

/** Finds for the rows of one batch what they are about and what they would change. */
export type Kinds = { place: (rows: readonly Candidate[]) => Promise<(Effect | { fault: Reason })[]> };

type Mapped = ReadonlySet<string>;
/** The id of something new, by its key where it shall be the same every time. */
export type NewId = (key: string) => string;
/** `today`: the day by whose cost basis amounts are judged. */
type Placing = { newId?: NewId | undefined; today: string };

/** The fields that differ, with what is there; only those that the file tells. */
function differences(before: Record<string, unknown>, after: Record<string, unknown>, fields: readonly string[]): Record<string, unknown> | null {
  const found = fields.filter((name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null));
  return found.length === 0 ? null : Object.fromEntries(found.map((name) => [name, before[name] ?? null]));
}

type Facts = Record<string, unknown>;
/** The same, and with an amount that differs the year it is of, which no column needs to tell. */
function withYears(before: Facts, after: Facts, told: readonly string[], years: Readonly<Record<string, string>>): Facts | null {
  const found = differences(before, after, told);
  const more = Object.entries(years).flatMap(([amount, year]) => (found && amount in found ? [year] : []));
  return found && { ...differences(before, after, more), ...found };
}

const asText = (cents: bigint | null) => (cents === null ? null : cents.toString());

/** Buildings by their code in the portfolio. */
export async function buildingsKind(on: Sql, portfolioId: string, mapped: Mapped, { newId = uuidv7 }: Placing): Promise<Kinds> {
  const [rows, ratings, needs] = [await listBuildings(on, portfolioId), await listRatings(on, portfolioId), await listNeeds(on, portfolioId)];
  const ratingsOf = Map.groupBy(ratings, ({ structureId }) => structureId);
  const needsOf = Map.groupBy(needs, ({ structureId }) => structureId);
  const there = new Map(
    rows.map((row) => [
      row.code,
      {
        id: row.id,
        version: row.version,
        facts: {
          ...row,
          value: asText(row.replacementCents),
          deferred: asText(row.statedDmCents),
          moneyYear: row.replacementBaseYear ?? row.statedBaseYear,
          ratings: Object.fromEntries((ratingsOf.get(row.id) ?? []).map(({ systemCode, rating }) => [systemCode, rating])),
          needs: Object.fromEntries((needsOf.get(row.id) ?? []).map(({ year, needRatio }) => [year, needRatio])),
        },
      },
    ]),
  );
  const told = [
    'name',
    ...['siteName', 'level', 'grossAreaSqft', 'yearBuilt', 'value'].filter((name) => mapped.has(name)),
    ...(mapped.has('fci') || mapped.has('deferred') ? ['deferred', 'statedMethod'] : []),
    ...([...mapped].some((name) => name.startsWith('rating:')) ? ['ratings'] : []),
    ...([...mapped].some((name) => name.startsWith('need')) ? ['needs'] : []),
  ];
  const place = ({ values }: Candidate): Effect => {
    const value = values['value'] as string | undefined;
    const fci = values['fci'] as number | undefined;
    const stated = values['deferred'] as string | undefined;
    const deferred = stated ?? (value !== undefined && fci !== undefined ? shareOf(BigInt(value), fci).toString() : null);
    const baseYear = Number(values['baseYear'] ?? 0);
    const facts = {
      name: values['name'],
      siteName: values['siteName'] ?? values['name'],
      level: values['level'] ?? null,
      grossAreaSqft: values['grossAreaSqft'] ?? null,
      yearBuilt: values['yearBuilt'] ?? null,
      value: value ?? null,
      deferred,
      statedMethod: deferred === null ? null : stated === undefined ? 'fci_times_value' : 'stated',
      moneyYear: value === undefined && deferred === null ? null : (values['moneyYear'] ?? null),
      ratings: sorted((values['ratings'] ?? {}) as Record<string, string>),
      needs: Object.fromEntries(Object.entries((values['needs'] ?? {}) as Record<string, number>).map(([n, ratio]) => [baseYear + Number(n), ratio])),
    };
    const key = saidIn(values, 'code');
    const known = there.get(key);
    // A year that the row does not say is no news.
    const fields = values['baseYear'] === undefined ? told : [...told, 'moneyYear'];
    const before = known ? withYears(known.facts, facts, fields, { value: 'moneyYear', deferred: 'moneyYear' }) : null;
    const id = known?.id ?? newId(key);
    return {
      structureId: id,
      targetId: id,
      effect: known ? (before ? 'changed' : 'same') : 'new',
      seenVersion: known?.version ?? null,
      values: { code: key, ...(facts as unknown as Values) },
      before,
      key,
    };
  };
  return { place: async (candidates) => candidates.map(place) };
}
const sorted = (record: Record<string, string>) => Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));

type Found = { id: string } | { fault: Reason };
/** Buildings by what files call them: code, name, school and name, or the school where it has one main building. */
async function buildingFinder(on: Sql, portfolioId: string): Promise<(values: Values) => Found> {
  const rows = await listBuildings(on, portfolioId);
  const names = new Map<string, Set<string>>();
  const call = (name: string, id: string) => {
    const key = plain(name);
    if (key) names.set(key, (names.get(key) ?? new Set()).add(id));
  };
  const codes = new Map(rows.map((row) => [plain(row.code), row.id]));
  for (const row of rows) {
    call(`${row.siteName} ${row.name}`, row.id);
    if (row.kind === 'main') call(row.siteName, row.id);
    call(row.name, row.id);
    // "1234-main" is site 1234.
    if (row.kind === 'main') call(row.code.split('-')[0]!, row.id);
  }
  return (values) => {
    const building = saidIn(values, 'building');
    const site = values['site'] === undefined ? undefined : saidIn(values, 'site');
    const code = codes.get(plain(building));
    if (code) return { id: code };
    const tried = [...(site === undefined ? [] : [`${site} ${building}`]), building].map((name) => names.get(plain(name)));
    const found = tried.find((ids) => ids?.size === 1) ?? tried.find((ids) => ids !== undefined);
    const value = site === undefined ? building : `${site}, ${building}`;
    if (!found) return { fault: { code: 'unknown_building', value } };
    return found.size > 1 ? { fault: { code: 'ambiguous_building', value } } : { id: [...found][0]! };
  };
}

type ComponentRow = Awaited<ReturnType<typeof listAllComponents>>[number]['component'];
async function componentFinder(on: Sql, portfolioId: string) {
  const rows = (await listAllComponents(on, portfolioId)).map(({ component }) => component);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const byKey = new Map(rows.flatMap((row) => (row.importKey === null ? [] : [[row.importKey, row] as const])));
  const byNature = new Map(rows.map((row) => [keyOf('components', { system: row.systemCode, name: row.name }, row.structureId), row]));
  const byName = new Map<string, ComponentRow | null>();
  for (const row of rows) {
    const key = `${row.structureId} ${plain(row.name)}`;
    byName.set(key, byName.has(key) ? null : row);
  }
  return { byId, byKey, byNature, byName };
}

/** Says what is the fault of a cost above what replacing the component costs, or the building; as for a person who writes it. */
async function costJudge(on: Sql, portfolioId: string, today: string) {
  const values = new Map((await listBuildings(on, portfolioId)).map(({ id, crvCents }) => [id, crvCents]));
  const row = await findCostBasis(on, portfolioId, today);
  const basis = row && (await basisOf(on, row));
  return (structureId: string, component: ComponentRow | undefined, cost: { cents: bigint; year: number }): Reason | undefined => {
    if (!basis) return undefined;
    const money = { year: Number(today.slice(0, 4)), ratio: basis.escalationRatio };
    const replacing = replacingOf(component && priced(component, basis), values.get(structureId) ?? null, money);
    if (!replacing || !isDearerThan(replacing, cost, money)) return undefined;
    return { code: `dearer_than_${replacing.of}`, facts: { cost: cost.cents.toString(), most: replacing.cents.toString() } };
  };
}

const DEFICIENCY_FIELDS: Record<string, string> = {
  component: 'componentId',
  system: 'systemCode',
  priority: 'priority',
  scope: 'scope',
  quantity: 'quantity',
  unit: 'unit',
  cost: 'costCents',
  costBaseYear: 'costBaseYear',
  foundOn: 'foundOn',
};
const OPEN = new Set(['open', 'funded', 'in_work', 'candidate']);

/** Deficiencies by the file's own key, by ours, or by building, system, component and scope. */
export async function deficienciesKind(on: Sql, portfolioId: string, mapped: Mapped, { today }: Placing): Promise<Kinds> {
  const [findBuilding, parts] = [await buildingFinder(on, portfolioId), await componentFinder(on, portfolioId)];
  const judgeCost = await costJudge(on, portfolioId, today);
  const told = Object.keys(DEFICIENCY_FIELDS)
    .filter((name) => mapped.has(name) || (name === 'cost' && mapped.has('unitCost')))
    .map((name) => DEFICIENCY_FIELDS[name]!);
  return {
    place: async (candidates) => {
      const found = candidates.map(({ values, remarks }) => {
        const building = findBuilding(values);
        if ('fault' in building) return building;
        const called = values['component'] === undefined ? undefined : saidIn(values, 'component');
        const component =
          called === undefined
            ? undefined
            : (parts.byId.get(called) ?? parts.byKey.get(called) ?? parts.byName.get(`${building.id} ${plain(called)}`) ?? undefined);
        const isHere = component?.structureId === building.id;
        if (called !== undefined && !isHere) remarks.push({ code: 'unknown_component', value: called });
        const key = shortKey(keyOf('deficiencies', values, building.id));
        return { id: building.id, key, componentId: isHere ? component.id : null, values };
      });
      const keys = found.flatMap((one) => ('key' in one ? [one.key] : []));
      const known = (await listKnownDeficiencies(on, portfolioId, keys)).map(({ deficiency }) => deficiency);
      const byKey = new Map([
        ...known.map((row) => [row.id, row] as const),
        ...known.flatMap((row) => (row.importKey ? [[row.importKey, row] as const] : [])),
      ]);
      return found.map((one) => {
        if ('fault' in one) return one;
        const { values } = one;
        const after = {
          importKey: one.key,
          componentId: one.componentId,
          systemCode: values['system'],
          priority: values['priority'],
          scope: values['scope'],
          quantity: values['quantity'] ?? null,
          unit: values['unit'] ?? null,
          costCents: values['cost'],
          costBaseYear: values['costBaseYear'],
          foundOn: values['foundOn'],
        };
        const row = byKey.get(one.key);
        if (row && row.structureId !== one.id) return { fault: { code: 'elsewhere', value: one.key } };
        if (row && !OPEN.has(row.status)) {
          const isSame = !differences({ ...row, costCents: asText(row.costCents) }, after, told);
          // What was put right stays so; a file that says the same again changes nothing.
          if (!isSame) return { fault: { code: 'ended_here' } };
        }
        const before = row ? withYears({ ...row, costCents: asText(row.costCents) }, after, told, { costCents: 'costBaseYear' }) : null;
        const isJudged = !row || (before !== null && ['costCents', 'costBaseYear', 'componentId'].some((name) => name in before));
        const fault = isJudged
          ? judgeCost(one.id, one.componentId === null ? undefined : parts.byId.get(one.componentId), {
              cents: BigInt(saidIn(values, 'cost')),
              year: Number(values['costBaseYear']),
            })
          : undefined;
        if (fault) return { fault };
        return {
          structureId: one.id,
          targetId: row?.id ?? uuidv7(),
          effect: row ? (before ? 'changed' : 'same') : 'new',
          seenVersion: row?.version ?? null,
          values: after as unknown as Effect['values'],
          before,
          key: one.key,
        } satisfies Effect;
      });
    },
  };
}

const COMPONENT_FIELDS: Record<string, string> = {
  system: 'systemCode',
  name: 'name',
  quantity: 'quantity',
  unit: 'unit',
  unitCost: 'unitCostCents',
  unitCostBaseYear: 'unitCostBaseYear',
  lifeYears: 'lifeYears',
  yearInstalled: 'yearInstalled',
  observedOn: 'observedOn',
  observedRemainingYears: 'observedRemainingYears',
};

/** Components by the file's own key, by ours, or by building, system and name. */
export async function componentsKind(on: Sql, portfolioId: string, mapped: Mapped): Promise<Kinds> {
  const [findBuilding, parts] = [await buildingFinder(on, portfolioId), await componentFinder(on, portfolioId)];
  const told = Object.keys(COMPONENT_FIELDS)
    .filter((name) => mapped.has(name) || (name === 'observedOn' && mapped.has('observedRemainingYears')))
    .map((name) => COMPONENT_FIELDS[name]!);
  const place = ({ values }: Candidate): Effect | { fault: Reason } => {
    const building = findBuilding(values);
    if ('fault' in building) return building;
    const nature = keyOf('components', values, building.id);
    const key = shortKey(nature);
    const row = parts.byKey.get(key) ?? parts.byId.get(key) ?? (values['key'] === undefined ? parts.byNature.get(nature) : undefined);
    if (row && row.structureId !== building.id) return { fault: { code: 'elsewhere', value: saidIn(values, 'key') || saidIn(values, 'name') } };
    const after = {
      importKey: key,
      systemCode: values['system'],
      name: values['name'],
      quantity: values['quantity'],
      unit: values['unit'],
      unitCostCents: values['unitCost'] ?? null,
      unitCostBaseYear: values['unitCostBaseYear'] ?? null,
      lifeYears: values['lifeYears'] ?? null,
      yearInstalled: values['yearInstalled'],
      observedOn: values['observedOn'] ?? null,
      observedRemainingYears: values['observedRemainingYears'] ?? null,
    };
    const before = row ? withYears({ ...row, unitCostCents: asText(row.unitCostCents) }, after, told, { unitCostCents: 'unitCostBaseYear' }) : null;
    return {
      structureId: building.id,
      targetId: row?.id ?? uuidv7(),
      effect: row ? (before ? 'changed' : 'same') : 'new',
      seenVersion: row?.version ?? null,
      values: after as unknown as Effect['values'],
      before,
      key,
    };
  };
  return { place: async (candidates) => candidates.map(place) };
}
