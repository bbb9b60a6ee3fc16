import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { centsOf, dollarsOf } from '#kernel/money.ts';
import { inOneGo } from '../in-one-go.ts';
import { mustRead, placeOfProject, projectToRun } from '../may.ts';
import { changed, procurementNotFound, wrong } from '../problems.ts';
import { insertEvent } from '../queries.ts';
import { readsCapital, runsProject } from '../rules/access.ts';
import type { ProcurementRequest } from './contract.ts';
import { findProcurement, findVendor, insertProcurement, listBids, replaceBids, setProcurement } from './queries.ts';

type Input = z.infer<typeof ProcurementRequest>;

async function columnsOf(tx: Sql, input: Input) {
  for (const [i, { vendorId }] of input.bids.entries())
    if (!(await findVendor(tx, vendorId))) throw wrong(`/bids/${i}/vendorId`, 'There is no such vendor.');
  const { title, method, openedOn = null, closedOn = null, evaluation = null, awardReason = null, justification = null } = input;
  return { title, method, openedOn, closedOn, evaluation, awardReason, justification };
}
const bidsOf = ({ bids }: Input) =>
  bids.map(({ vendorId, amount, isResponsive, points = null, note = null }) => ({
    vendorId,
    amountCents: centsOf(amount),
    isResponsive,
    points,
    note,
  }));

/** An offer as the history keeps it. */
const offerOf = ({ vendorId, amountCents, isResponsive, points, note }: ReturnType<typeof bidsOf>[number]) => ({
  vendorId,
  amount: dollarsOf(amountCents),
  isResponsive,
  points,
  note,
});

/** Opens a procurement file: how something is bought, who offered what, and why this one. */
export async function addProcurement(db: Sql, actor: Actor, projectId: string, input: Input, now: Date, id: string = uuidv7()) {
  await inOneGo(db, async (tx) => {
    const { row, by } = await projectToRun(tx, actor, projectId);
    if (await findProcurement(tx, id)) return;
    await insertProcurement(tx, { id, projectId, ...(await columnsOf(tx, input)) });
    await replaceBids(tx, id, bidsOf(input));
    const { programmeId } = row.project;
    await insertEvent(tx, {
      programmeId,
      projectId,
      kind: 'procurement_added',
      by,
      data: { procurementId: id, title: input.title, method: input.method },
      now,
    });
  });
  return id;
}

/** Keeps a procurement file as it is now; its history says what it was. */
export async function changeProcurement(db: Sql, actor: Actor, id: string, expected: number, input: Input, now: Date): Promise<void> {
  await inOneGo(db, async (tx) => {
    mustRead(actor);
    const seen = await findProcurement(tx, id);
    if (!seen || !readsCapital(actor, await placeOfProject(tx, seen.projectId))) throw procurementNotFound();
    const { row, by } = await projectToRun(tx, actor, seen.projectId);
    const before = (await findProcurement(tx, id))!;
    if (before.version !== expected) throw changed('procurement file', before.version);
    const offered = await listBids(tx, id);
    const after = await columnsOf(tx, input);
    await setProcurement(tx, id, after);
    await replaceBids(tx, id, bidsOf(input));
    const told = ({ method, openedOn, closedOn, evaluation, awardReason, justification }: typeof after) => ({
      method,
      openedOn,
      closedOn,
      evaluation,
      awardReason,
      justification,
    });
    const data = {
      procurementId: id,
      title: input.title,
      before: { ...told({ ...before, method: before.method as Input['method'] }), offers: offered.map(({ bid }) => offerOf(bid)) },
      after: { ...told(after), offers: bidsOf(input).map(offerOf) },
    };
    await insertEvent(tx, { programmeId: row.project.programmeId, projectId: seen.projectId, kind: 'procurement_changed', by, data, now });
  });
}

/** A procurement file, for who may see its project. */
export async function readProcurement(on: Sql, actor: Actor, id: string) {
  mustRead(actor);
  const row = await findProcurement(on, id);
  const place = await placeOfProject(on, row?.projectId ?? null);
  if (!row || !readsCapital(actor, place)) throw procurementNotFound();
  const bids = (await listBids(on, id)).map(({ bid, vendor }) => ({
    vendor,
    amount: dollarsOf(bid.amountCents),
    isResponsive: bid.isResponsive,
    points: bid.points,
    note: bid.note,
  }));
  return { ...row, method: row.method as 'quote', bids, may: { change: runsProject(actor, place) } };
}
