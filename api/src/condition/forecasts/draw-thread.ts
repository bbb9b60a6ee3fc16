import { parentPort, workerData } from 'node:worker_threads';
import { chances } from '../rules/chance.ts';
import { drawForecasts } from '../rules/draws.ts';
import type { Funding } from '../rules/forecast.ts';
import type { drawnBy } from './ground.ts';
import { type Inputs, type Inventory, livesOf, type Result, type Said } from './saved.ts';

// A thread of its own for one run: it says how many draws are done, and at last its figures as text, which are the same for the same inputs to the last byte.

type Given = { inputs: Inputs; fundings: readonly Funding[]; inventory: string; year: number; by: ReturnType<typeof drawnBy> };
const { inputs, fundings, inventory: text, year, by } = workerData as Given;
const inventory = JSON.parse(text) as Inventory;
const { crvCents, backlogCents } = inventory;
const { rates, spread, years, draws, seed } = inputs;
// A thread has one port and no origin.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
const say = (message: Said) => parentPort!.postMessage(message);
const drawn = drawForecasts(
  { crvCents, backlogCents, lives: livesOf(inventory), rates, fundings, spread, years, draws, ...by },
  chances(seed),
  (done) => say({ done }),
);
const result: Result = { year, scenarios: drawn.map((own, i) => ({ funding: inputs.fundings[i]!, years: own })) };
say({ result: JSON.stringify(result) });
