import { setInterval } from 'node:timers';
import type { Job, Load, Tally } from './job.ts';
import { isWrite, makeLoads, type Operation, tidy } from './scenarios.ts';
import { type Generator, SECRET, type Server } from './servers.ts';
import type postgres from 'postgres';

export type Plan = { operations: readonly Operation[]; connections: readonly number[]; runs: number; seconds: number; warmUpSeconds: number };
/** One operation at one number of connections: the runs of both sides, in the order in which they were made. */
export type Measured = { orders: number; operation: Operation; connections: number; product: Tally[]; floor: Tally[]; residentMb: number };

type Sides = { product: Server; floor: Server; generator: Generator };

const SAMPLE_MS = 250;

/** The generator's job while the server's memory is looked at. */
async function watched(server: Server, work: Promise<Tally>): Promise<{ tally: Tally; residentMb: number }> {
  let most = 0;
  const timer = setInterval(() => (most = Math.max(most, server.residentMb())), SAMPLE_MS);
  try {
    const tally = await work;
    return { tally, residentMb: Math.max(most, server.residentMb()) };
  } finally {
    clearInterval(timer);
  }
}

/** Every operation at every number of connections, floor and product by turns, each beginning as often as the other. */
export async function measure(
  sql: postgres.Sql,
  { product, floor, generator }: Sides,
  plan: Plan,
  say: (line: Measured) => void,
): Promise<Measured[]> {
  const [{ n: orders }] = await sql<[{ n: number }]>`select count(*)::int as n from work_orders`;
  const loads = await makeLoads(sql, SECRET);
  const all: Measured[] = [];
  for (const operation of plan.operations)
    for (const connections of plan.connections) {
      const since = new Date();
      const measured: Measured = { orders, operation, connections, product: [], floor: [], residentMb: 0 };
      for (let run = 0; run < plan.runs; run++)
        for (const server of run % 2 === 0 ? [floor, product] : [product, floor]) {
          const loadNow = async (): Promise<Load> => {
            if (operation !== 'transition') return loads[operation];
            // Each run finds histories as long as they are, not with the moves of those before it.
            await tidy(sql, since);
            return loads.moves();
          };
          const job = { url: server.url, connections, unique: operation === 'create with a key' && server.name === 'product' } satisfies Partial<Job>;
          if (run === 0) await generator.run({ ...job, load: await loadNow(), seconds: plan.warmUpSeconds });
          const load = await loadNow();
          const { tally, residentMb } = await watched(server, generator.run({ ...job, load, seconds: plan.seconds }));
          measured[server.name].push(tally);
          if (server.name === 'product') measured.residentMb = Math.max(measured.residentMb, residentMb);
        }
      if (isWrite(operation)) await tidy(sql, since);
      all.push(measured);
      say(measured);
    }
  return all;
}
