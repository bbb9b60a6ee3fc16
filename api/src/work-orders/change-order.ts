import type { Sql } from '@steward/db';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { answersRefused, findRequestType, findTeamFor, judgeAnswers, loadPriorityMatrix, priorityFor } from '../catalog/index.ts';
import { refuseOtherApproval } from './approvals/other-approval.ts';
import type { ChangeRequest } from './contract.ts';
import { doneByStanding, lockedOrder, writeChange } from './locked-order.ts';
import { standingsOf } from './present.ts';
import { confidentialTypeChange, dayPast, notYoursToChange, priorityNeedsReason, unknownType, wordsAreFixed } from './problems.ts';
import { type OrderRow, setWords } from './queries.ts';
import { mayDispatch, mayEditWords } from './rules/access.ts';
import { isOpen, type Status } from './rules/lifecycle.ts';
import { asAsked } from '#kernel/when.ts';
import { searchWords } from './rules/words.ts';
import { placeOf } from './submit-order.ts';

type Input = z.infer<typeof ChangeRequest>;
type Set = Parameters<typeof writeChange>[2]['set'];

const DESK_ONLY = ['requestTypeId', 'impact', 'urgency', 'priority', 'priorityReason', 'plannedOn', 'plannedSequence', 'estimateMinutes'] as const;

/** Another kind of request: its service, trade and routing come along; answers are checked against its form. */
async function typeChange(tx: Sql, row: OrderRow, input: Input): Promise<Set> {
  const typeId = input.requestTypeId ?? row.order.requestTypeId;
  const type = await findRequestType(tx, typeId);
  if (!type || (input.requestTypeId && !type.isActive)) throw unknownType();
  if (type.compartment !== row.order.compartment) throw confidentialTypeChange();
  const changesType = typeId !== row.order.requestTypeId;
  const route = changesType ? await findTeamFor(tx, { type, place: { areaId: row.order.areaId } }) : null;
  let answers = row.order.answers;
  if (input.answers) {
    // Of the same kind: by the form that it was asked with.
    const form = judgeAnswers(changesType ? type.fields : row.form, input.answers);
    if (!form.ok) throw answersRefused(form.errors);
    answers = form.answers;
  }
  return {
    answers,
    ...(changesType ? { requestTypeId: type.id, requestTypeVersion: type.version, serviceCode: type.serviceCode, tradeCode: type.tradeCode } : {}),
    ...(route && row.order.assigneeId === null ? { teamId: route.teamId } : {}),
  };
}

/** The priority that follows, and the reason where it differs from the matrix. */
async function priorityChange(tx: Sql, row: OrderRow, input: Input): Promise<Set> {
  const impact = input.impact ?? row.order.impact;
  const urgency = input.urgency ?? row.order.urgency;
  const given = priorityFor(await loadPriorityMatrix(tx), impact, urgency);
  if (input.priority === undefined || input.priority === given) return { impact, urgency, priority: given, priorityReason: null };
  if (!input.priorityReason) throw priorityNeedsReason();
  return { impact, urgency, priority: input.priority, priorityReason: input.priorityReason };
}

const differs = (row: OrderRow, set: Set): Set =>
  Object.fromEntries(
    Object.entries(set).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(row.order[key as keyof OrderRow['order']])),
  );

const eventOf = (set: Set) => ('priority' in set ? 'prioritised' : 'plannedOn' in set ? 'planned' : 'edited');

/** Changes what the order says. The requester edits their words until the desk has taken it up; the desk also priority, plan and type. */
export const changeOrder = (db: Sql, actor: Actor, idOrNumber: string, version: number, input: Input, now: Date) =>
  db.transaction(async (tx) => {
    const row = await lockedOrder(tx, actor, idOrNumber, version);
    const standings = standingsOf(row, actor);
    const status = row.order.status as Status;
    const wanted = Object.keys(input) as (keyof Input)[];
    const forDesk = wanted.find((field) => (DESK_ONLY as readonly string[]).includes(field));
    if (forDesk && !mayDispatch(standings)) throw notYoursToChange(forDesk);
    if (!mayEditWords(standings, status)) throw standings.has('requester') ? wordsAreFixed() : notYoursToChange(wanted[0] ?? 'title');
    if (!isOpen(status)) throw wordsAreFixed();

    const { title, description, placeNote, plannedOn, plannedSequence, estimateMinutes } = input;
    const set: Set = {};
    for (const [key, value] of Object.entries({ title, description, placeNote, plannedOn, plannedSequence, estimateMinutes }))
      if (value !== undefined) Object.assign(set, { [key]: value });
    if (input.roomId !== undefined || input.buildingId !== undefined) {
      const place = await placeOf(tx, { siteId: row.order.siteId, buildingId: input.buildingId, roomId: input.roomId });
      // A hazard read for another room says nothing about this one.
      Object.assign(set, {
        roomId: place.room?.id ?? null,
        buildingId: place.building?.id ?? place.room?.buildingId ?? null,
        hazardAcknowledgedAt: null,
        hazardAcknowledgedById: null,
      });
    }
    if (input.requestTypeId || input.answers) Object.assign(set, await typeChange(tx, row, input));
    if (input.impact || input.urgency || input.priority) Object.assign(set, await priorityChange(tx, row, input));

    const changed = differs(row, set);
    if ('answers' in changed || 'requestTypeId' in changed) await refuseOtherApproval(tx, row, changed);
    if (changed.plannedOn && changed.plannedOn < districtDay(now)) throw dayPast('plannedOn');
    if (Object.keys(changed).length === 0) return row.order.id;
    const before = Object.fromEntries(Object.keys(changed).map((key) => [key, row.order[key as keyof OrderRow['order']]]));
    const isInternal = Object.keys(changed).every((key) => ['plannedSequence', 'estimateMinutes', 'impact', 'urgency'].includes(key));
    const by = doneByStanding(actor, row, (have) => mayEditWords(have, status) && (!forDesk || mayDispatch(have)));
    await writeChange(tx, row, { kind: eventOf(changed), by, set: changed, data: { before, after: changed }, isInternal }, asAsked(now));
    if (['title', 'description', 'placeNote', 'roomId', 'answers'].some((key) => key in changed)) {
      const next = { ...row.order, ...(changed as Partial<OrderRow['order']>) };
      const place = await placeOf(tx, { siteId: row.order.siteId, roomId: next.roomId });
      await setWords(
        tx,
        row.order.id,
        searchWords({
          number: next.number,
          title: next.title,
          description: next.description,
          place: place.site.name,
          room: place.room,
          placeNote: next.placeNote,
          answers: next.answers,
        }),
      );
    }
    return row.order.id;
  });
