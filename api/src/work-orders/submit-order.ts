import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { answersRefused, findRequestType, findTeamFor, judgeAnswers, loadPriorityMatrix, priorityFor } from '../catalog/index.ts';
import { findPlace, rememberRoom } from '../sites/index.ts';
import type { SubmitRequest } from './contract.ts';
import { confidentialForOther, siteClosed, unknownAttachment, unknownPlace, unknownRequester, unknownSite, unknownType } from './problems.ts';
import { adoptUploads, findOrder, findPerson, insertEvent, insertOrder, nextNumber, setWords } from './queries.ts';
import { numberYear, searchWords } from './rules/words.ts';

type Input = z.infer<typeof SubmitRequest> & { followsId?: string };

/** Where it is, checked: an open site, and a building and room of that site. */
export async function placeOf(tx: Sql, at: { siteId: string; buildingId?: string | null | undefined; roomId?: string | null | undefined }) {
  const place = await findPlace(tx, {
    siteId: at.siteId,
    ...(at.buildingId ? { buildingId: at.buildingId } : {}),
    ...(at.roomId ? { roomId: at.roomId } : {}),
  });
  if (!place) throw unknownSite();
  if (at.roomId && !place.room) throw unknownPlace('roomId');
  if (at.buildingId && !place.building) throw unknownPlace('buildingId');
  return place;
}

/**
 * Takes a request in: checks type, form, place and person, routes it to a team, and gives it its number. Answers the order's id.
 * `id` may come from the caller's Idempotency-Key: what a killed process made under it is answered, not made again.
 */
export const submitOrder = (db: Sql, actor: Actor, input: Input, now: Date, id: string = uuidv7()) =>
  db.transaction(async (tx) => {
    if (await findOrder(tx, actor, id)) return id;
    const type = await findRequestType(tx, input.requestTypeId);
    if (!type?.isActive) throw unknownType();
    const place = await placeOf(tx, input);
    if (place.site.status === 'closed') throw siteClosed();
    const requesterId = input.requesterId ?? actor.id;
    const isForOther = requesterId !== actor.id;
    if (isForOther && type.compartment !== null) throw confidentialForOther();
    if (isForOther && !(await findPerson(tx, requesterId))) throw unknownRequester();
    const form = judgeAnswers(type.fields, input.answers);
    if (!form.ok) throw answersRefused(form.errors);

    const impact = input.impact ?? type.defaultImpact;
    const urgency = input.urgency ?? type.defaultUrgency;
    const priority = priorityFor(await loadPriorityMatrix(tx), impact, urgency);
    const route = await findTeamFor(tx, { type, place: place.site });

    const number = await nextNumber(tx, numberYear(now));
    await insertOrder(tx, {
      id,
      number,
      title: input.title,
      description: input.description,
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
      placeNote: input.placeNote ?? null,
      requesterId,
      submittedById: actor.id,
      status: 'submitted',
      impact,
      urgency,
      priority,
      teamId: route.teamId,
      estimateMinutes: type.estimateMinutes,
      followsId: input.followsId ?? null,
      submittedAt: now,
      statusChangedAt: now,
      updatedAt: now,
    });
    await setWords(
      tx,
      id,
      searchWords({
        number,
        title: input.title,
        description: input.description,
        place: place.site.name,
        room: place.room,
        placeNote: input.placeNote,
        answers: form.answers,
      }),
    );
    const adopted = await adoptUploads(tx, actor.id, input.attachmentIds, id, false);
    if (adopted.length !== new Set(input.attachmentIds).size) throw unknownAttachment();
    await insertEvent(tx, {
      workOrderId: id,
      kind: 'submitted',
      actorId: actor.id,
      version: 1,
      changedFields: [],
      occurredAt: now,
      data: {
        priority,
        teamName: route.teamName,
        ...(isForOther ? { forAnother: true } : {}),
        ...(adopted.length ? { files: adopted.map((f) => f.fileName) } : {}),
      },
    });
    if (place.room) await rememberRoom(tx, actor.id, place.room.id, now);
    return id;
  });
