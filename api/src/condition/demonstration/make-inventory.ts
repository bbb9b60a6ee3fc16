import { randomFor, type Random, uuidFor } from '@steward/db/seed';
import { FINDINGS, isAsBasisSays, OF_A_BUILDING, OF_A_SITE, type Part } from './parts.ts';

/** A school's building, or all that belongs to its site. */
export type Place = {
  siteId: string;
  siteCode: string;
  siteName: string;
  level: string | null;
  areaId: string | null;
  students: number;
  building: { id: string; code: string; name: string; position: number } | null;
};

const SQFT_EACH: Record<string, number> = { elementary: 125, middle: 150, high: 175 };
const SQFT_EACH_ELSE = 140;
const HAS_ELEVATOR_FROM_SQFT = 60_000;
const PORTABLES_SHARE = 0.07;
const NOT_IN_PORTABLES = new Set(['A1030', 'B1010', 'B3020', 'C2010', 'D1010', 'D2040', 'D3020', 'D3030', 'E1010', 'E1020']);

/** How old, and how late what wears out is renewed: a made-up district has schools of the fifties and new ones. */
function ageOf(random: Random, year: number) {
  const yearBuilt = random.weighted([
    [random.int(1950, 1965), 28],
    [random.int(1966, 1980), 34],
    [random.int(1981, 1999), 22],
    [random.int(2000, year - 8), 12],
    [random.int(year - 7, year - 1), 4],
  ]);
  return { yearBuilt, lateness: 0.97 + random.next() * 0.36 };
}

/** The year of its latest renewal: one life after the other since it was built, each as late as this school is used to. */
function installed({ yearBuilt, lateness }: ReturnType<typeof ageOf>, lifeYears: number, year: number, random: Random): number {
  let at = yearBuilt;
  for (;;) {
    const next = at + Math.max(1, Math.round(lifeYears * (lateness + (random.next() - 0.5) * 0.3)));
    if (next > year) return at;
    at = next;
  }
}

const named = ({ name }: Part, section: string) => (section === '' ? name : `${name}, ${section}`);

/** A made-up structure with its components and what was found wrong with it; the same for the same school and year, on every machine. */
export function makeInventory(place: Place, portfolioId: string, year: number) {
  const { building } = place;
  const key = `condition ${place.siteCode} ${building?.code ?? 'site'}`;
  const random = randomFor(key);
  const id = uuidFor(key);
  const age = ageOf(random, year);
  const isSmall = building !== null && building.position > 0;
  const share = isSmall ? PORTABLES_SHARE : 1;
  const size =
    building === null ? place.students : Math.round((place.students * (SQFT_EACH[place.level ?? ''] ?? SQFT_EACH_ELSE) * share) / 100) * 100;
  const structure = {
    id,
    portfolioId,
    siteId: place.siteId,
    buildingId: building?.id ?? null,
    areaId: place.areaId,
    code: `${place.siteCode}-${building?.code ?? 'site'}`,
    name: building?.name ?? 'Site',
    siteName: place.siteName,
    kind: building === null ? 'site_items' : isSmall ? 'transportable' : 'main',
    level: place.level,
    grossAreaSqft: building === null ? null : size,
    yearBuilt: building === null ? null : age.yearBuilt,
  };
  const components = (building === null ? OF_A_SITE : OF_A_BUILDING)
    .filter(({ systemCode }) => (isSmall ? !NOT_IN_PORTABLES.has(systemCode) : systemCode !== 'D1010' || size > HAS_ELEVATOR_FROM_SQFT))
    .flatMap((part) =>
      part.sections.map((section) => ({
        id: uuidFor(`${key} ${part.systemCode} ${part.name} ${section}`),
        structureId: id,
        systemCode: part.systemCode,
        name: named(part, section),
        quantity: Math.max(1, Math.round(size * part.each)),
        unit: part.unit,
        // Null: the basis says.
        unitCostCents: isAsBasisSays(part) ? null : BigInt(part.unitCost),
        // In the money of the version that counts.
        unitCostBaseYear: isAsBasisSays(part) ? null : year - 1,
        lifeYears: isAsBasisSays(part) ? null : part.lifeYears,
        renewalRatio: isAsBasisSays(part) ? null : part.renewalRatio,
        yearInstalled: installed(age, part.lifeYears, year, random),
      })),
    );
  const findings = building === null ? [] : random.shuffled(FINDINGS).slice(0, random.int(0, isSmall ? 2 : 6));
  const deficiencies = findings.map(({ systemCode, scope, priority, cents }, i) => ({
    id: uuidFor(`${key} finding ${i}`),
    structureId: id,
    systemCode,
    scope,
    priority,
    costCents: BigInt(Math.round((size * cents * (0.6 + random.next())) / 10_000) * 10_000),
    costBaseYear: year - random.int(0, 3),
    daysAgo: random.int(20, 900),
  }));
  return { structure, components, deficiencies, builtIn: age.yearBuilt };
}
