import { gzipSync } from 'node:zlib';
import type { Sql } from '@steward/db';
import { components, costBases, forecastRuns, portfolios, structures, unitCosts } from '@steward/db/schema';
import { eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { DISTRICT } from './queries.ts';

/** What the tests reckon by: boilers at $50,000, roofing at $20 a square foot, no fees and no other place. */
export async function aCostBasis(db: Sql, effectiveOn = '2026-01-01'): Promise<string> {
  const [portfolio] = await db.select({ id: portfolios.id }).from(portfolios).where(eq(portfolios.code, DISTRICT));
  const id = uuidv7();
  const year = Number(effectiveOn.slice(0, 4));
  await db.insert(costBases).values({
    id,
    portfolioId: portfolio!.id,
    number: year,
    effectiveOn,
    baseYear: year,
    escalationRatio: 0.04,
    locationFactor: 1,
    softCostRatio: 0,
    source: 'A test',
    createdAt: new Date(),
  });
  await db.insert(unitCosts).values([
    { costBasisId: id, systemCode: 'D3020', unit: 'each', unitCostCents: 5_000_000n, lifeYears: 30 },
    { costBasisId: id, systemCode: 'B3010', unit: 'sq ft', unitCostCents: 2_000n, lifeYears: 22 },
  ]);
  return portfolio!.id;
}

/** A saved forecast that is under way in nobody’s hands; heard of at that instant. */
export async function aSilentRun(db: Sql, { id: startedById }: { id: string }, at: Date): Promise<string> {
  const [basis] = await db.select().from(costBases);
  const id = uuidv7();
  const nothing = gzipSync('{}');
  await db.insert(forecastRuns).values({
    id,
    portfolioId: basis!.portfolioId,
    name: 'A run',
    method: 'none',
    costBasisId: basis!.id,
    year: 2026,
    inputs: {
      scope: { area: null, level: null, site: null, structure: null },
      fundings: ['none'],
      rates: { escalation: 0.04, deterioration: 0.02 },
      years: 30,
      spread: { life: 0.2, cost: 0.15 },
      seed: 1,
      draws: 100,
      start: { deferred: '0.00', replacementValue: null, ratio: null, structures: 0, withoutValue: 0 },
    },
    inventory: nothing,
    inventoryDigest: '',
    status: 'running',
    heardAt: at,
    startedById,
    startedAt: at,
  });
  return id;
}

type Part = { systemCode: string; quantity: number; yearInstalled: number };
let made = 0;

/** A building with its parts, its condition not yet counted. */
export async function aStructure(
  db: Sql,
  portfolioId: string,
  given: { siteId?: string; buildingId?: string; areaId?: string; level?: string; kind?: 'main' | 'site_items'; parts?: readonly Part[] } = {},
) {
  const id = uuidv7();
  made += 1;
  const { siteId = null, buildingId = null, kind = 'main', areaId = null, level = 'elementary', parts = [] } = given;
  await db.insert(structures).values({
    id,
    portfolioId,
    siteId,
    buildingId,
    areaId,
    level,
    code: `T${made}`,
    name: 'Main building',
    siteName: `School ${made}`,
    kind,
    dmCents: 0n,
  });
  const rows = parts.map((part) => ({ id: uuidv7(), structureId: id, name: part.systemCode, unit: 'each', ...part }));
  if (rows.length > 0) await db.insert(components).values(rows);
  return { id, componentIds: rows.map((row) => row.id) };
}
