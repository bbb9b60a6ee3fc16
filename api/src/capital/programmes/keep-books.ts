import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { centsOf } from '#kernel/money.ts';
import { inOneGo, refusing } from '../in-one-go.ts';
import { enterEstimate, insertEntries, isEntered, lookAtLine } from '../ledger/queries.ts';
import { bookkeeper, mustBeOpen, programmeToBook, restsOn, runningAt } from '../may.ts';
import {
  baselineOfAll,
  dayToCome,
  elsewhere,
  lineNotFound,
  monthClosed,
  monthNotOver,
  overUnallocated,
  revenueSpent,
  sourceNotFound,
  wrong,
} from '../problems.ts';
import { monthWords } from '../rules/words.ts';
import { findSource, insertEvent, isClosed, type LineRow, lockLines, lockProgramme } from '../queries.ts';
import { keepsBooks, readsCapital } from '../rules/access.ts';
import { NOT_FOR_BUYING } from '../rules/commitments.ts';
import { figuresOf } from '../rules/identities.ts';
import { judgeDay, mayClose, monthOf } from '../rules/periods.ts';
import type { BaselineRequest, EstimateRequest, RevenueRequest } from './contract.ts';
import { findBaseline, findUnallocated, insertBaseline, insertClosedMonth, nextBaselineNumber } from './queries.ts';

/** Enters revenue that arrived: it is unallocated until it is given to something. */
export async function enterRevenue(db: Sql, actor: Actor, sourceId: string, input: z.infer<typeof RevenueRequest>, now: Date, id: string = uuidv7()) {
  await inOneGo(db, async (tx) => {
    const by = bookkeeper(actor);
    const source = await findSource(tx, sourceId);
    if (!source) throw sourceNotFound();
    if (await isEntered(tx, id)) return;
    const { programmeId } = source;
    await mustBeOpen(tx, programmeId, input.on, now);
    const [line] = await lockLines(tx, [(await findUnallocated(tx, sourceId))!.id]);
    const amountCents = centsOf(input.amount);
    const { uncommittedCents } = figuresOf(line!);
    if (-amountCents > uncommittedCents) throw revenueSpent(amountCents, uncommittedCents);
    const entry = { id, programmeId, kind: 'revenue', budgetLineId: line!.id, amountCents, effectiveOn: input.on, note: input.note ?? null };
    await insertEntries(tx, [
      { ...entry, ...(await restsOn(tx, programmeId, input)), actorId: by.actorId, onBehalfOfId: by.onBehalfOfId, recordedAt: now },
    ]);
  });
  return { id, version: 1 };
}

type Promised = { line: LineRow; amountCents: bigint };

/** The lines that a baseline names, held with those that the money comes from; each once, none unallocated, all of the programme. */
async function promisedLines(tx: Sql, programmeId: string, lines: z.infer<typeof BaselineRequest>['lines']) {
  const held = new Map(
    (
      await lockLines(
        tx,
        lines.map(({ budgetLineId }) => budgetLineId),
      )
    ).map((line) => [line.id, line]),
  );
  const promised = lines.map(({ budgetLineId, amount }) => ({ line: held.get(budgetLineId), amountCents: centsOf(amount) }));
  const isGood = (one: (typeof promised)[number]): one is Promised => one.line?.programmeId === programmeId && one.line.kind !== 'unallocated';
  if (held.size !== lines.length || !promised.every(isGood)) throw baselineOfAll();
  return promised;
}

/**
 * The first baseline opens the budgets: what each line is promised comes out of what its source has unallocated.
 * Until somebody estimates it, all that a line may buy for is still to be contracted, or a forecast would call it saved.
 */
async function openBudgets(
  tx: Sql,
  promised: readonly Promised[],
  promisedIn: string,
  entry: Omit<Parameters<typeof insertEntries>[1][number], 'budgetLineId' | 'amountCents' | 'kind'>,
) {
  const bySource = Map.groupBy(promised, ({ line }) => line.sourceId);
  for (const [sourceId, all] of [...bySource].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const [from] = await lockLines(tx, [(await findUnallocated(tx, sourceId))!.id]);
    const asked = all.reduce((sum, { amountCents }) => sum + amountCents, 0n);
    const { uncommittedCents } = figuresOf(from!);
    if (asked > uncommittedCents) throw overUnallocated(asked, uncommittedCents);
    const some = all.filter(({ amountCents }) => amountCents > 0n);
    await insertEntries(
      tx,
      some.map(({ line, amountCents }) => ({ ...entry, kind: 'baseline', fromLineId: from!.id, budgetLineId: line.id, amountCents })),
    );
    const bought = some.filter(({ line }) => !NOT_FOR_BUYING.includes(line.kind) && line.toCommitCents === 0n);
    await insertEntries(
      tx,
      bought.map(({ line, amountCents }) => ({ ...entry, baselineId: null, kind: 'estimate', note: promisedIn, budgetLineId: line.id, amountCents })),
    );
  }
}

/** Adds a baseline as it was adopted. It is never changed: a later one stands beside it, and budgets move by transfers alone. */
export async function addBaseline(
  db: Sql,
  actor: Actor,
  programmeId: string,
  input: z.infer<typeof BaselineRequest>,
  now: Date,
  id: string = uuidv7(),
) {
  return inOneGo(db, async (tx) => {
    const { by } = await programmeToBook(tx, actor, programmeId);
    await lockProgramme(tx, programmeId);
    const known = await findBaseline(tx, id);
    if (known) return { id, number: known.number };
    const { name, adoptedOn } = input;
    if (adoptedOn > districtDay(now)) throw dayToCome('/adoptedOn');
    const promised = await promisedLines(tx, programmeId, input.lines);
    const rests = await restsOn(tx, programmeId, input);
    const number = await nextBaselineNumber(tx, programmeId);
    const lines = promised.map(({ line, amountCents }) => ({ budgetLineId: line.id, amountCents }));
    await insertBaseline(tx, { id, programmeId, number, name, adoptedOn, ...rests, createdById: by.actorId, createdAt: now }, lines);
    if (number === 1) {
      await mustBeOpen(tx, programmeId, adoptedOn, now, '/adoptedOn');
      const done = { actorId: by.actorId, onBehalfOfId: by.onBehalfOfId, recordedAt: now };
      await openBudgets(tx, promised, name, { programmeId, baselineId: id, effectiveOn: adoptedOn, ...rests, ...done });
    }
    await insertEvent(tx, { programmeId, kind: 'baseline_added', by, data: { name, number }, now });
    return { id, number };
  });
}

/** Closes the books for a month that is over: nothing is entered in it any more, and it is never opened again. */
export async function closeMonth(db: Sql, actor: Actor, programmeId: string, month: string, now: Date): Promise<void> {
  await inOneGo(db, async (tx) => {
    const { by, programme } = await programmeToBook(tx, actor, programmeId);
    const first = `${month}-01`;
    if (first < monthOf(programme.startsOn))
      throw wrong('/month', `This programme begins in ${monthWords(programme.startsOn)}: name that month or a later one.`);
    if (!mayClose(first, districtDay(now))) throw monthNotOver(first);
    if (await isClosed(tx, programmeId, first)) throw monthClosed('/month', first);
    await insertClosedMonth(tx, { programmeId, month: first, closedById: actor.id, closedAt: now });
    await insertEvent(tx, { programmeId, kind: 'month_closed', by, data: { month: first }, now });
  });
}

/** Says anew what is still to be contracted of a line: the difference is entered. Who runs the project does, or finance. */
export async function estimateToCommit(
  db: Sql,
  actor: Actor,
  lineId: string,
  input: z.infer<typeof EstimateRequest>,
  now: Date,
  id: string = uuidv7(),
) {
  const { on, note, documentId = null, noDocumentReason = null } = input;
  const looked = await lookAtLine(db, { id, lineId, month: monthOf(on), on, documentId });
  if (!looked || !readsCapital(actor, looked.place)) throw lineNotFound();
  const { actorId, onBehalfOfId } = keepsBooks(actor) ? bookkeeper(actor) : runningAt(actor, looked.place);
  if (!looked.isEntered) {
    const verdict = judgeDay(on, districtDay(now), looked.isMonthClosed ? [monthOf(on)] : []);
    if (!verdict.ok) throw verdict.why === 'closed' ? monthClosed('/on', verdict.month) : dayToCome('/on');
    if (!looked.isDocumentHere) throw elsewhere('/documentId', 'document');
    // Its difference is to what was said last: before that it would be wrong on the days between.
    if (looked.isLaterThere) throw wrong('/on', 'A later day has an estimate already: date this one then, or after.');
    await refusing(() =>
      enterEstimate(db, { id, lineId, cents: centsOf(input.toCommit), on, note, documentId, noDocumentReason, actorId, onBehalfOfId, now }),
    );
  }
  return { id: lineId, version: looked.version };
}
