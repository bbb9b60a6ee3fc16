/** What a file would change, or did, in figures. */
export type Summary = {
  verdicts: { good: number; remark: number; wrong: number };
  effects: { new: number; changed: number; seen: number; same: number; left: number };
  reasons: { code: string; field: string | null; count: number; isRefused: boolean }[];
  /** Students here whom a roster knows; of devices 0. */
  active: number;
  /** Devices that would be given to a student. */
  given: number;
  /** Of a roster: how many move to another school, to another grade, are called otherwise, come back. */
  fields: Record<string, number>;
  /** Models that are not known yet. */
  models: NewModel[];
  /** Days until which models are updated, where another is said here. */
  updatesEnd: { modelId: string; name: string; from: string | null; to: string }[];
  /** Rows that were left alone when the file was let in, because somebody changed what they are about. */
  leftAlone: number;
};
export type NewModel = {
  key: string;
  make: string;
  name: string;
  kind: string;
  updatesEndOn: string | null;
  priceCents: string | null;
  rows: number;
};

type Judged = { verdict: 'good' | 'remark' | 'wrong'; effect: keyof Summary['effects'] | null; reasons: readonly { code: string; field?: string }[] };

const MAX_REASONS = 40;

/** Counts rows as they are judged. */
export function tally() {
  const verdicts = { good: 0, remark: 0, wrong: 0 };
  const effects = { new: 0, changed: 0, seen: 0, same: 0, left: 0 };
  const reasons = new Map<string, Summary['reasons'][number]>();
  return {
    add({ verdict, effect, reasons: said }: Judged): void {
      verdicts[verdict] += 1;
      if (effect) effects[effect] += 1;
      for (const { code, field = null } of said) {
        const key = `${code} ${field} ${verdict === 'wrong'}`;
        const kept = reasons.get(key) ?? { code, field, count: 0, isRefused: verdict === 'wrong' };
        kept.count += 1;
        reasons.set(key, kept);
      }
    },
    summary: (more: Partial<Summary>): Summary => ({
      verdicts,
      effects,
      reasons: [...reasons.values()].toSorted((a, b) => Number(b.isRefused) - Number(a.isRefused) || b.count - a.count).slice(0, MAX_REASONS),
      active: 0,
      given: 0,
      fields: {},
      models: [],
      updatesEnd: [],
      leftAlone: 0,
      ...more,
    }),
  };
}

/** How much there is to do. */
export const effectsOf = ({ effects, updatesEnd }: Summary): number =>
  effects.new + effects.changed + effects.seen + effects.left + updatesEnd.length;
