import { divided, ratioOf } from './divide.ts';

/** Of a project or programme, in cents: budget at completion, planned value, earned value, actual cost. */
export type Worked = { bacCents: bigint; pvCents: bigint; evCents: bigint; acCents: bigint };
export type EarnedValue = {
  /** Work done for the money spent; null before anything is spent. */
  cpi: number | null;
  /** Work done against work planned; null before anything is planned. */
  spi: number | null;
  /** What it comes to if the rest costs as the work so far did. */
  eacAtCpiCents: bigint | null;
  /** … if the rest costs what was planned. */
  eacAtPlanCents: bigint;
  /** … if the rest costs as the work so far did and has to catch up as well. */
  eacAtCpiSpiCents: bigint | null;
  /** How well the rest has to go to end on budget; null where the budget is spent. */
  tcpi: number | null;
};

/** CPI = EV ÷ AC, SPI = EV ÷ PV; EAC = BAC ÷ CPI | AC + BAC − EV | AC + (BAC − EV) ÷ (CPI · SPI); TCPI = (BAC − EV) ÷ (BAC − AC). */
export function earnedValue({ bacCents: bac, pvCents: pv, evCents: ev, acCents: ac }: Worked): EarnedValue {
  return {
    cpi: ac > 0n ? ratioOf(ev, ac) : null,
    spi: pv > 0n ? ratioOf(ev, pv) : null,
    eacAtCpiCents: ev > 0n && ac > 0n ? divided(bac * ac, ev) : null,
    eacAtPlanCents: ac + bac - ev,
    eacAtCpiSpiCents: ev > 0n && ac > 0n && pv > 0n ? divided(ac * ev * ev + (bac - ev) * ac * pv, ev * ev) : null,
    tcpi: bac > ac ? ratioOf(bac - ev, bac - ac) : null,
  };
}
