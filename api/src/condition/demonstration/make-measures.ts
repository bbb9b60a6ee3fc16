import { randomFor } from '@steward/db/seed';
import { ADEQUACY_CATEGORIES } from '../rules/adequacy.ts';

export type SchoolToMeasure = { siteId: string; siteCode: string; level: string | null; enrollment: number | null; yearBuilt: number | null };

const NOT_ASSESSED_SHARE = 0.06;
const PARTIAL_SHARE = 0.14;
const CAPACITY_UNKNOWN_SHARE = 0.05;
/** Seats are built by the classroom. */
const SEATS = 25;
const MODEST = new Set(['elementary']);

const clamped = (score: number) => Math.min(0.98, Math.max(0.15, score));

/** Made-up adequacy and capacity of a school, from its age, level and enrolment: the same on every machine; some are partial, some unknown. */
export function makeMeasures({ siteId, siteCode, level, enrollment, yearBuilt }: SchoolToMeasure, year: number) {
  const random = randomFor(`measures ${siteCode}`);
  const age = yearBuilt === null ? 45 : year - yearBuilt;
  const base = clamped(0.92 - age * 0.0062 + (random.next() - 0.5) * 0.16);
  const [isAssessed, isPartial] = [!random.chance(NOT_ASSESSED_SHARE), random.chance(PARTIAL_SHARE)];
  const scores = Object.fromEntries(
    ADEQUACY_CATEGORIES.map((category) => {
      const lean = (category === 'assembly' || category === 'extended_learning') && MODEST.has(level ?? '') ? -0.05 : 0;
      return [category, Math.round(clamped(base + lean + (random.next() - 0.5) * 0.24) * 100) / 100] as const;
    }).filter(() => isAssessed && !(isPartial && random.chance(0.4))),
  );
  const fullness = 0.62 + random.next() * 0.5;
  const capacity =
    enrollment === null || random.chance(CAPACITY_UNKNOWN_SHARE) ? null : Math.max(SEATS, Math.round(enrollment / fullness / SEATS) * SEATS);
  const isEmpty = Object.keys(scores).length === 0;
  return {
    siteId,
    scores,
    assessedOn: isEmpty ? null : `${year - random.int(1, 4)}-0${random.int(3, 6)}-1${random.int(0, 9)}`,
    source: 'Made up for the demonstration',
    capacity,
  };
}

const SAVES = new Set(['B2020', 'B3010', 'D3020', 'D3030', 'D3040', 'D3050', 'D3060', 'D5020']);
const UNKNOWN_READINESS_SHARE = 0.3;

/** Made-up readiness of a need, and what mending it saves in a year where its system burns energy; undefined where nobody thought of it. */
export function makeEstimate({ deficiencyId, systemCode, costCents }: { deficiencyId: string; systemCode: string; costCents: bigint }) {
  const random = randomFor(`estimate ${deficiencyId}`);
  const readinessRatio = random.chance(UNKNOWN_READINESS_SHARE) ? null : random.int(0, 4) / 4;
  const share = 0.02 + random.next() * 0.13;
  const savingCents = SAVES.has(systemCode) ? BigInt(Math.round((Number(costCents) * share) / 10_000) * 10_000) : null;
  return readinessRatio === null && savingCents === null
    ? undefined
    : { deficiencyId, readinessRatio, savingCents, source: 'Made up for the demonstration' };
}
