import { type Random, randomFor, uuidFor } from '@steward/db/seed';
import { type Kind, KINDS } from './kinds.ts';
import type { SourcePlan } from './plan.ts';
import { type Trouble, TROUBLES } from './troubles.ts';

export type Place = { id: string; code: string; name: string; level: string | null };
export type ProjectPlan = {
  id: string;
  code: string;
  number: number;
  name: string;
  kind: Kind;
  site: { id: string | null; code: string; name: string };
  source: SourcePlan;
  baselineCents: bigint;
  arrives: number;
  /** The month in which its work begins. */
  start: number;
  trouble: Trouble | undefined;
};

const TROUBLED_WEIGHT = 5;
const LEVEL_WEIGHT: Record<string, number> = { high: 2.4, middle: 1.5, 'multi-level': 1.6 };
/** Small amounts are of whole thousands of dollars. */
const STEP = 100_000n;

const kindOf = (random: Random) => random.weighted(KINDS.map((kind) => [kind, kind.often] as const));
const kindNamed = (name: string) => KINDS.find((kind) => kind.name === name)!;

/** Divides an amount by weights, in whole thousands; the last takes what is left over. */
export function divide(cents: bigint, weights: readonly number[], step = STEP): bigint[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const parts = weights.map((weight) => (BigInt(Math.floor((Number(cents / step) * weight) / sum)) || 1n) * step);
  parts[parts.length - 1]! += cents - parts.reduce((a, b) => a + b, 0n);
  return parts;
}

/** The projects of a programme: each at a school, paid from one source, all of a group together what was promised for it. */
export function makeProjects(programme: string, sources: readonly SourcePlan[], places: readonly Place[], withTroubles: boolean): ProjectPlan[] {
  const order = randomFor(`projects of ${programme}`);
  const schools = [...order.shuffled(places), ...order.shuffled(places)];
  const prefix = programme.startsWith('bond') ? 'P' : 'R';
  const plans: ProjectPlan[] = [];
  for (const source of sources) {
    const waiting = withTroubles ? TROUBLES.filter((trouble) => trouble.source === source.code) : [];
    for (const group of source.projects) {
      const troubled = waiting.filter(({ startsAt }) => startsAt >= group.month && startsAt < group.month + Math.max(group.over, 12));
      for (const one of troubled) waiting.splice(waiting.indexOf(one), 1);
      const made = Array.from({ length: group.count }, (_, i) => {
        const number = plans.length + i + 1;
        const random = randomFor(`project ${programme} ${number}`);
        const trouble = troubled[i];
        const kind = trouble ? kindNamed(trouble.kind) : kindOf(random);
        const place = trouble ? undefined : schools[(number - 1) % schools.length];
        const weight = kind.weight * (0.6 + random.next() * 0.9) * (trouble ? TROUBLED_WEIGHT : (LEVEL_WEIGHT[place?.level ?? ''] ?? 1));
        const start = trouble?.startsAt ?? group.month + 1 + Math.floor((group.over * i) / group.count) + random.int(0, 2);
        return { number, trouble, kind, place, weight, start };
      });
      const amounts = divide(
        BigInt(group.dollars) * 100n,
        made.map(({ weight }) => weight),
      );
      plans.push(
        ...made.map(({ number, trouble, kind, place, start }, i): ProjectPlan => ({
          id: uuidFor(`project ${programme} ${number}`),
          code: `${prefix}-${String(number).padStart(3, '0')}`,
          number,
          name: kind.name,
          kind,
          site: place ? { id: place.id, code: place.code, name: place.name } : { id: null, code: '0000', name: trouble!.site },
          source,
          baselineCents: amounts[i]!,
          arrives: group.month,
          start,
          trouble,
        })),
      );
    }
  }
  return plans;
}
