import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { writeComment } from '../add-comment.ts';
import { doneByStanding } from '../locked-order.ts';
import { enterLabour } from '../log-work.ts';
import { factsOf, needsHazardAcknowledgement } from '../present.ts';
import { unknownAttachment } from '../problems.ts';
import { adoptUploads, insertEvent, type OrderRow } from '../queries.ts';
import { mayWork } from '../rules/access.ts';
import { isFulfilled, targetOf } from '../rules/field.ts';
import { judgeMove, type Status } from '../rules/lifecycle.ts';
import { notBefore, stamps, type When } from '#kernel/when.ts';
import { submitOrder } from '../submit-order.ts';
import { moveOrder } from '../transition-order.ts';
import type { FieldOperation } from './contract.ts';
import { wordsOf } from './present.ts';

type OnOrder = Exclude<FieldOperation, { kind: 'request' }>;
type Addition = Extract<OnOrder, { kind: 'note' | 'labour' | 'photo' }>;
export type Step = Exclude<OnOrder, Addition>;
type Person = { id: string; name: string };

const isAddition = (operation: OnOrder): operation is Addition => ['note', 'labour', 'photo'].includes(operation.kind);

/** Does what was meant, on an order whose row is locked; throws the refusal where the rules do not allow it. Gives back when it counts as done. */
export async function carryOut(tx: Sql, actor: Actor, row: OrderRow, operation: OnOrder, { when, isTheirs }: { when: When; isTheirs: boolean }) {
  if (isAddition(operation)) await add(tx, actor, row, operation, when);
  else if (isFulfilled(operation.kind, row.order.status as Status, isTheirs)) await keepWords(tx, actor, row, operation, when);
  else return step(tx, actor, row, operation, when);
  return when;
}

/** A step along the order's life, as the table of moves allows it. `meantBy` where the desk enters it. */
export async function step(tx: Sql, actor: Actor, row: OrderRow, { kind, payload }: Pick<Step, 'kind' | 'payload'>, meant: When, meantBy?: Person) {
  const when = notBefore(meant, row.order.statusChangedAt);
  const { note, ...more } = payload as { note?: string };
  await moveOrder(tx, actor, row, { to: targetOf(kind, factsOf(row)), ...more, ...(note ? { note } : {}) }, when, meantBy);
  return when;
}

/** Whether this step, meant at `meantAt`, would be allowed now to who has these standings. */
export function isLegal(
  row: OrderRow,
  { kind, payload }: Pick<Step, 'kind' | 'payload'>,
  standings: Parameters<typeof judgeMove>[2],
  { meantAt, now }: { meantAt: Date; now: Date },
) {
  const brought = { assignee: row.order.assigneeId !== null || row.order.teamId !== null, note: true, holdReason: true, resolutionNote: true };
  const to = targetOf(kind, factsOf(row));
  const hasReadHazard = to !== 'in_progress' || !needsHazardAcknowledgement(row) || ('acknowledgeHazard' in payload && !!payload.acknowledgeHazard);
  const { at } = notBefore({ at: meantAt, heardAt: now }, row.order.statusChangedAt);
  const waitsForPast = 'holdUntilOn' in payload && payload.holdUntilOn !== undefined && payload.holdUntilOn < districtDay(at);
  return hasReadHazard && !waitsForPast && judgeMove(factsOf(row), to, standings, brought, now).ok;
}

/** What was worked, written or seen is added whatever the order is by now. */
async function add(tx: Sql, actor: Actor, row: OrderRow, operation: Addition, when: When) {
  switch (operation.kind) {
    case 'note':
      return writeComment(tx, actor, row, { ...operation.payload, attachmentIds: [] }, when);
    case 'labour':
      return labour(tx, actor, row, actor, operation.payload, when);
    case 'photo':
      return photo(tx, actor, row, operation.payload, when);
  }
}

/** The day is the district's day when the work was done, whatever day the phone thinks it is. */
export const labour = (tx: Sql, actor: Actor, row: OrderRow, person: Person, payload: { minutes: number; note?: string | undefined }, when: When) =>
  enterLabour(tx, actor, row, person, { ...payload, workedOn: districtDay(when.at) }, when);

async function photo(tx: Sql, actor: Actor, row: OrderRow, { attachmentId, isInternal }: { attachmentId: string; isInternal: boolean }, when: When) {
  const [adopted] = await adoptUploads(tx, actor.id, [attachmentId], row.order.id, isInternal);
  if (!adopted) throw unknownAttachment();
  await insertEvent(tx, {
    workOrderId: row.order.id,
    kind: 'attached',
    ...doneByStanding(actor, row, mayWork),
    isInternal,
    data: { attachmentId, files: [adopted.fileName] },
    ...stamps(when),
  });
}

/** Nothing is left to do, but what was written with it stays: as a note for the crew. */
async function keepWords(tx: Sql, actor: Actor, row: OrderRow, operation: Step, when: When) {
  const body = wordsOf(operation);
  if (body) await writeComment(tx, actor, row, { body, isInternal: true, attachmentIds: [] }, when);
}

/** `id` where the same request was on its way under the key of its form: what that made is found, not made twice. */
export const takeInRequest = async (
  tx: Sql,
  actor: Actor,
  payload: Extract<FieldOperation, { kind: 'request' }>['payload'],
  { at, heardAt }: When,
  id?: string,
) => (await submitOrder(tx, actor, { ...payload, writtenAt: at }, heardAt, id)).order.id;
