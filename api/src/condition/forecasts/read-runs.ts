import type { Sql } from '@steward/db';
import { z } from 'zod';
import { type Actor, holds } from '#kernel/actor.ts';
import { decodeCursor, pageOf } from '#kernel/page.ts';
import { instant } from '#kernel/text.ts';
import { plansSomewhere } from '../may-plan.ts';
import { mayNotReproduce, noResultYet, portfolioNotFound, runNotFound } from '../problems.ts';
import { DISTRICT, findPortfolio } from '../queries.ts';
import { dollarsOfNumber as dollars } from './ground.ts';
import { findBytes, findRun, listRuns, type RunRow } from './queries.ts';
import { type Runner, SILENT_AFTER_MS } from './runner.ts';
import { digestOf, type Inputs, type Result, unpacked } from './saved.ts';

/** Who has a use for doing it again: it costs the server some work. */
const mayReproduce = (actor: Actor) => plansSomewhere(actor) || holds(actor, 'capital_manager', 'finance', 'service_manager', 'auditor');

function presentRun(row: RunRow, now: Date) {
  const isSilent = row.status === 'running' && now.getTime() - row.heardAt.getTime() > SILENT_AFTER_MS;
  const { id, name, drawsDone, startedBy, startedAt, endedAt, tookMs } = row;
  return {
    id,
    name,
    method: { year: row.year, costBasis: row.costBasis, name: row.method },
    inputs: row.inputs as Inputs,
    inventory: { digest: row.inventoryDigest, bytes: row.inventoryBytes },
    status: isSilent ? ('broken_off' as const) : (row.status as 'running' | 'failed' | 'done'),
    drawsDone,
    startedBy,
    startedAt,
    endedAt,
    tookMs,
  };
}

/** The runs of a portfolio, the newest first. */
export async function readRuns(
  on: Sql,
  actor: Actor,
  asked: { portfolio?: string | undefined; limit: number; cursor?: string | undefined },
  now: Date,
) {
  const portfolio = await findPortfolio(on, asked.portfolio ?? DISTRICT);
  if (!portfolio) throw portfolioNotFound();
  const after = decodeCursor(asked.cursor, z.tuple([instant(), z.uuid()]));
  const rows = await listRuns(on, portfolio.id, after, asked.limit + 1);
  const { items, nextCursor } = pageOf(rows, asked.limit, ({ startedAt, id }) => [startedAt.toISOString(), id]);
  return { items: items.map((row) => presentRun(row, now)), nextCursor, may: { run: plansSomewhere(actor) } };
}

async function foundRun(on: Sql, id: string) {
  const run = await findRun(on, id);
  if (!run) throw runNotFound();
  return run;
}

/** The figures of a run as they were saved. */
export async function readResult(on: Sql, id: string): Promise<string> {
  await foundRun(on, id);
  const { result } = (await findBytes(on, id))!;
  if (!result) throw noResultYet();
  return unpacked(result);
}

/** One run: what it was made from, how far it is, and its figures. */
export async function readRun(on: Sql, actor: Actor, id: string, now: Date) {
  const row = await foundRun(on, id);
  const run = presentRun(row, now);
  const saved = row.status === 'done' ? (JSON.parse(await readResult(on, id)) as Result) : null;
  const canBegin = run.status === 'broken_off' || run.status === 'failed';
  return {
    ...run,
    isDemonstration: row.isDemonstration,
    may: { restart: canBegin && plansSomewhere(actor), reproduce: run.status === 'done' && mayReproduce(actor) },
    result: saved && {
      digest: row.resultDigest!,
      scenarios: saved.scenarios.map(({ funding, years }) => ({
        funding,
        years: years.map(({ year, ratio, fundingCents: { p10, p50, p90 } }) => ({
          year: saved.year + year,
          ratio,
          spent: { p10: dollars(p10), p50: dollars(p50), p90: dollars(p90) },
        })),
      })),
    },
  };
}

/** Does a run again from what is saved of it, and says whether its bytes are the same. Nothing is written. */
export async function reproduceRun(on: Sql, actor: Actor, runner: Runner, id: string) {
  const { resultDigest, inventoryDigest, method } = await foundRun(on, id);
  if (!mayReproduce(actor)) throw mayNotReproduce();
  const saved = await readResult(on, id);
  const { result, inventory, tookMs } = await runner.again(id);
  return {
    isSame: result === saved && digestOf(saved) === resultDigest,
    isInventoryWhole: digestOf(inventory) === inventoryDigest,
    digest: digestOf(result),
    savedDigest: resultDigest!,
    method,
    tookMs,
  };
}
