import { searchWords } from '../rules/words.ts';
import type { Rows } from './queries.ts';
import { promisedIn } from './promised.ts';
import type { Story, World } from './world.ts';

/** Makes the id of one row of an order: the order's own, or the i-th of its events, comments, labour or costs. */
export type IdFor = (
  number: string,
  part: 'order' | 'event' | 'comment' | 'labour' | 'cost' | 'approval' | 'decision',
  i: number,
  at: Date,
) => string;

export function rowsOf({ promises, now }: World, stories: readonly Story[], idFor: IdFor): Rows {
  const rows: Rows = { orders: [], texts: [], events: [], comments: [], labour: [], costs: [], approvals: [], decisions: [] };
  for (const s of stories) {
    const id = idFor(s.number, 'order', 0, s.submittedAt);
    rows.orders.push({
      id,
      number: s.number,
      title: s.title,
      description: s.description,
      requestTypeId: s.type.id,
      requestTypeVersion: s.type.version,
      serviceCode: s.type.serviceCode,
      tradeCode: s.type.tradeCode,
      compartment: s.type.compartment,
      answers: s.answers,
      siteId: s.site.id,
      areaId: s.site.areaId,
      buildingId: s.room?.buildingId ?? null,
      roomId: s.room?.id ?? null,
      requesterId: s.requesterId,
      submittedById: s.requesterId,
      status: s.status,
      impact: s.type.impact,
      urgency: s.type.urgency,
      priority: s.type.priority,
      teamId: s.teamId,
      assigneeId: s.assigneeId,
      plannedOn: s.plannedOn,
      estimateMinutes: s.type.estimateMinutes,
      holdReason: s.hold?.reason ?? null,
      holdNote: s.hold?.note ?? null,
      holdUntilOn: s.hold?.untilOn ?? null,
      heldFrom: s.hold?.from ?? null,
      resolutionNote: s.resolutionNote,
      cancelReason: s.cancelReason,
      ...promisedIn(s, promises, now),
      hazardAcknowledgedById: s.hazardAcknowledgedById,
      hazardAcknowledgedAt: s.hazardAcknowledgedAt,
      rating: s.rating,
      ratingComment: s.ratingComment,
      ratedAt: s.ratedAt,
      submittedAt: s.submittedAt,
      statusChangedAt: s.statusChangedAt,
      completedAt: s.completedAt,
      closedAt: s.closedAt,
      reopenCount: s.reopenCount,
      updatedAt: s.updatedAt,
      version: s.version,
    });
    rows.texts.push({
      workOrderId: id,
      words: searchWords({ number: s.number, title: s.title, description: s.description, place: s.site.name, room: s.room, answers: s.answers }),
    });
    const approvalId = (i: number) => idFor(s.number, 'approval', i, s.submittedAt);
    s.events.forEach(({ approval, data, ...e }, i) =>
      rows.events.push({
        id: idFor(s.number, 'event', i, e.occurredAt),
        workOrderId: id,
        ...e,
        data: approval === undefined ? data : { approvalId: approvalId(approval), ...data },
      }),
    );
    s.approvals.forEach(({ decision, ...approval }, i) => {
      rows.approvals.push({
        id: approvalId(i),
        workOrderId: id,
        position: i + 1,
        ...approval,
        step: { roles: [...approval.step.roles], personIds: [...approval.step.personIds] },
      });
      if (decision)
        rows.decisions.push({ id: idFor(s.number, 'decision', i, decision.decidedAt), approvalId: approvalId(i), ...decision, via: 'portal' });
    });
    s.comments.forEach((c, i) => rows.comments.push({ id: idFor(s.number, 'comment', i, c.createdAt), workOrderId: id, ...c }));
    s.labour.forEach((l, i) =>
      rows.labour.push({ id: idFor(s.number, 'labour', i, s.updatedAt), workOrderId: id, ...l, enteredById: l.personId, enteredAt: s.updatedAt }),
    );
    s.costs.forEach((c, i) => rows.costs.push({ id: idFor(s.number, 'cost', i, c.enteredAt), workOrderId: id, ...c }));
  }
  return rows;
}
