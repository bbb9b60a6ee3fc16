import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { DoneBy } from '#kernel/actor.ts';
import { dollarsOf } from '#kernel/money.ts';
import { openStep } from '../approvals/open-step.ts';
import { insertSteps } from '../approvals/queries.ts';
import type { Rests } from '../may.ts';
import { restsOn } from '../may.ts';
import { insertEvent, lockProgramme } from '../queries.ts';
import { stepsOf } from '../rules/ladder.ts';
import { judgeAsked } from './asked-money.ts';
import { findRequest, insertRequest, listLadder, nextNumber } from './queries.ts';

type Asked = {
  id: string;
  programmeId: string;
  projectId: string | null;
  kind: 'transfer' | 'contract' | 'change_order' | 'invoice';
  title: string;
  reason: string;
  amountCents: bigint;
  /** By which it climbs, where that is not its amount: what is released of an invoice is paid, too. */
  climbsCents?: bigint;
  contract?: { originalCents: bigint; changesCents: bigint };
  rests: Rests;
  by: DoneBy;
  now: Date;
};

/**
 * Notes what somebody asks for, with what `write` adds, judges it as it would be judged were it approved now, and opens the first step of its ladder. Nothing is entered before the last
 * step approves.
 */
export async function ask(
  tx: Sql,
  { id, programmeId, projectId, kind, title, reason, amountCents, rests, by, now, ...more }: Asked,
  write: () => Promise<unknown>,
) {
  await lockProgramme(tx, programmeId);
  const rested = await restsOn(tx, programmeId, rests);
  const number = await nextNumber(tx, programmeId);
  const who = { requestedById: by.actorId!, requestedAt: now, state: 'waiting' };
  await insertRequest(tx, { id, programmeId, projectId, kind, number, title, amountCents, reason, ...rested, ...who });
  await write();
  const request = (await findRequest(tx, id))!;
  await judgeAsked(tx, request);
  const steps = stepsOf(await listLadder(tx, kind), more.climbsCents ?? amountCents, more.contract).map((step) => ({ id: uuidv7(), ...step }));
  await insertSteps(tx, id, steps);
  const data = { requestId: id, kind, number, title, amount: dollarsOf(amountCents) };
  await insertEvent(tx, { programmeId, projectId, kind: 'requested', by, data, now });
  await openStep(tx, request, steps[0]!.id, now);
}
