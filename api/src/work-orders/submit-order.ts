import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import { type Actor, BY_THE_SYSTEM, doneBy } from '#kernel/actor.ts';
import {
  answersRefused,
  findRequestType,
  findTeamFor,
  judgeAnswers,
  keptApprovalPolicies,
  loadPriorityMatrix,
  type Needed,
  neededBy,
  priorityFor,
} from '../catalog/index.ts';
import { findPlace } from '../sites/index.ts';
import { askForApproval } from './approvals/ask-for-approval.ts';
import { writeItems } from './checklist/write-items.ts';
import type { SubmitRequest } from './contract.ts';
import {
  confidentialByToken,
  confidentialForOther,
  siteClosed,
  unknownAttachment,
  unknownPlace,
  unknownRequester,
  unknownSite,
  unknownType,
} from './problems.ts';
import { adoptUploads, type AskedOrder, findOrderById, findPerson, insertOrder, lockUploads, type OrderRow } from './queries.ts';
import { routeByRules } from './routing-rules/route-order.ts';
import type { InBoth } from './rules/macro.ts';
import { numberYear, searchWords, textsOf } from './rules/words.ts';
import { promiseOnAsking } from './sla/promise-of-change.ts';

/** `writtenAt`: on a phone that had no signal. The order counts from when it reached the district. */
type Input = z.infer<typeof SubmitRequest> & { followsId?: string; writtenAt?: Date };

/** Where it is, checked: an open site, and a building and room of that site. */
export async function placeOf(on: Sql, at: { siteId: string; buildingId?: string | null | undefined; roomId?: string | null | undefined }) {
  const place = await findPlace(on, { siteId: at.siteId, buildingId: at.buildingId ?? null, roomId: at.roomId ?? null });
  if (!place) throw unknownSite();
  if (at.roomId && !place.room) throw unknownPlace('roomId');
  if (at.buildingId && !place.building) throw unknownPlace('buildingId');
  return place;
}

/**
 * Takes a request in: checks type, form, place and person, routes it to a team, and gives it its number. Answers the order as it then is.
 * `id` may come from the caller's Idempotency-Key: what a killed process made under it is answered, not made again.
 */
export async function submitOrder(db: Sql, actor: Actor, input: Input, now: Date, id: string = uuidv7()): Promise<OrderRow> {
  const type = await findRequestType(db, input.requestTypeId);
  if (!type?.isActive) throw unknownType();
  const place = await placeOf(db, input);
  if (place.site.status === 'closed') throw siteClosed();
  const requesterId = input.requesterId ?? actor.id;
  const isForOther = requesterId !== actor.id;
  if (actor.token && type.compartment !== null) throw confidentialByToken();
  if (isForOther && type.compartment !== null) throw confidentialForOther();
  if (isForOther && !(await findPerson(db, requesterId))) throw unknownRequester();
  const form = judgeAnswers(type.fields, input.answers);
  if (!form.ok) throw answersRefused(form.errors);

  const { title, description, placeNote = null, followsId = null } = input;
  const impact = input.impact ?? type.defaultImpact;
  const urgency = input.urgency ?? type.defaultUrgency;
  const route = await routeByRules(
    db,
    actor,
    {
      serviceCode: type.serviceCode,
      tradeCode: type.tradeCode,
      requestTypeId: type.id,
      compartment: type.compartment,
      texts: textsOf({ title, description, answers: form.answers }),
      siteId: place.site.id,
      areaId: place.site.areaId,
      level: place.site.level,
      impact,
      urgency,
      priority: priorityFor(await loadPriorityMatrix(db), impact, urgency),
      requesterId,
      ...(await findTeamFor(db, { type, place: place.site })),
    },
    now,
  );
  const { priority } = route;
  const asks = { serviceCode: type.serviceCode, requestTypeId: type.id, answers: form.answers, chargedCents: 0 };
  const needed = neededBy(await keptApprovalPolicies(db), asks);
  const status = needed.steps.length > 0 ? 'awaiting_approval' : 'submitted';
  const promise = await promiseOnAsking(db, { priority, serviceCode: type.serviceCode, status }, now);

  const order: AskedOrder = {
    id,
    title,
    description,
    requestTypeId: type.id,
    requestTypeVersion: type.version,
    serviceCode: type.serviceCode,
    tradeCode: type.tradeCode,
    compartment: type.compartment,
    answers: form.answers,
    siteId: place.site.id,
    areaId: place.site.areaId,
    buildingId: place.building?.id ?? place.room?.buildingId ?? null,
    roomId: place.room?.id ?? null,
    placeNote,
    requesterId,
    submittedById: actor.id,
    status,
    impact,
    urgency,
    priority,
    priorityReason: route.priorityReason,
    teamId: route.teamId,
    estimateMinutes: type.estimateMinutes,
    followsId,
    ...promise,
    submittedAt: now,
    statusChangedAt: now,
    updatedAt: now,
  };
  const words = searchWords({ number: '', title, description, place: place.site.name, room: place.room, placeNote, answers: form.answers });
  const event = {
    kind: 'submitted',
    ...doneBy(actor),
    version: 1,
    changedFields: [],
    occurredAt: now,
    data: {
      priority,
      teamName: route.teamName,
      ...(isForOther ? { forAnother: true } : {}),
      ...(status === 'awaiting_approval' ? { awaitsApproval: true } : {}),
      ...(input.writtenAt ? { writtenAt: input.writtenAt.toISOString() } : {}),
    },
  };
  const asked = {
    year: numberYear(now),
    words,
    event,
    routed: route.told && { tags: route.tags, event: { kind: 'routed', ...BY_THE_SYSTEM, isInternal: true, occurredAt: now, data: route.told } },
  };
  const insert = (on: Sql) =>
    input.attachmentIds.length === 0 ? insertOrder(on, order, asked) : withUploads(on, actor, order, asked, input.attachmentIds);
  const approved = needed.steps.length === 0 ? insert : (on: Sql) => withApproval(on, insert, needed, now);
  const made = type.checklist.length === 0 ? await approved(db) : await withChecklist(db, approved, type.checklist, now);
  return made ?? (await findOrderById(db, id))!;
}

/** The same with those asked who have to approve: both, or neither. */
const withApproval = (db: Sql, insert: (on: Sql) => Promise<OrderRow | undefined>, needed: Needed, now: Date) =>
  db.transaction(async (tx) => {
    const made = await insert(tx);
    if (made) await askForApproval(tx, made, needed, 'asked', now);
    return made;
  });

/** The same with what the checklist of its kind says. */
const withChecklist = (db: Sql, insert: (on: Sql) => Promise<OrderRow | undefined>, items: readonly InBoth[], now: Date) =>
  db.transaction(async (tx) => {
    const made = await insert(tx);
    if (made) await writeItems(tx, made.order.id, items, { ...BY_THE_SYSTEM, occurredAt: now });
    return made;
  });

type Asked = Parameters<typeof insertOrder>[2];

/** The same with the files that the person has sent before: with all of them, or not at all. */
const withUploads = (db: Sql, actor: Actor, order: AskedOrder, { event, ...asked }: Asked, ids: readonly string[]) =>
  db.transaction(async (tx) => {
    const files = await lockUploads(tx, actor.id, ids);
    const made = await insertOrder(tx, order, { ...asked, event: { ...event, data: { ...event.data, files } } });
    if (!made) return undefined;
    const adopted = await adoptUploads(tx, actor.id, ids, order.id, false);
    if (adopted.length !== new Set(ids).size) throw unknownAttachment();
    return { ...made, hasFiles: true };
  });
