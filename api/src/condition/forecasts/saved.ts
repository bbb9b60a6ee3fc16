import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { DrawnYear, Lives, Spread } from '../rules/draws.ts';
import type { Rates } from '../rules/forecast.ts';

/** All that a run is made from beside the inventory; kept as it is. */
export type Inputs = {
  scope: { area: Named; level: string | null; site: Named; structure: Named };
  fundings: string[];
  rates: Rates;
  years: number;
  spread: Spread;
  seed: number;
  draws: number;
  start: { deferred: string; replacementValue: string | null; ratio: number | null; structures: number; withoutValue: number };
};
type Named = { id: string; name: string } | null;

/** The inventory as a run needs it: in cents and years, components in the order of their ids. */
export type Inventory = { crvCents: number; backlogCents: number; untilNext: number[]; lifeYears: number[]; costCents: number[] };
export type Result = { year: number; scenarios: { funding: string; years: DrawnYear[] }[] };

/** What a thread says: how many draws are done, at last its figures. */
export type Said = { done: number } | { result: string };

export const digestOf = (text: string) => createHash('sha256').update(text).digest('hex');
export const packed = (text: string) => gzipSync(text);
export const unpacked = (bytes: Buffer) => gunzipSync(bytes).toString('utf8');

export const livesOf = ({ untilNext, lifeYears, costCents }: Inventory): Lives => ({
  untilNext: Float64Array.from(untilNext),
  lifeYears: Float64Array.from(lifeYears),
  costCents: Float64Array.from(costCents),
});
