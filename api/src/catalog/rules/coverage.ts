import { type Crew, teamFor } from './routing.ts';

type Kind = { id: string; serviceCode: string; tradeCode: string; compartment: string | null };
type Moved<K> = { kind: K; areaId: string; fromId: string | null; toId: string | null };

/** Kinds and areas whose new orders would go elsewhere with the crews as they would be; `toId` null: no crew is left for them. */
export function coverageMoved<K extends Kind>(
  kinds: readonly K[],
  areaIds: readonly string[],
  now: readonly Crew[],
  then: readonly Crew[],
): Moved<K>[] {
  return kinds.flatMap((kind) =>
    areaIds.flatMap((areaId) => {
      const [fromId, toId] = [teamFor(now, kind, areaId)?.id ?? null, teamFor(then, kind, areaId)?.id ?? null];
      return fromId === toId ? [] : [{ kind, areaId, fromId, toId }];
    }),
  );
}
