import type { FormField } from '@steward/db/schema';
import type { Actor, Compartment } from '#kernel/actor.ts';
import type { findLinks, listAttachments, listComments, listLabour, OrderRow, SummaryRow } from './queries.ts';
import { mayComment, mayDispatch, mayEditWords, mayRate, mayReadInternal, mayWork, standingsOn } from './rules/access.ts';
import { type Facts, type HoldReason, isOpen, mayReopen, movesFor, type Status } from './rules/lifecycle.ts';

/** The rules' view of a row. */
export const factsOf = ({ order }: SummaryRow): Facts => ({
  status: order.status as Status,
  heldFrom: order.heldFrom as Status | null,
  completedAt: order.completedAt,
});
export const standingsOf = ({ order }: SummaryRow, actor: Actor) =>
  standingsOn({ ...order, compartment: order.compartment as Compartment | null }, actor);

/** Does work that may drill or cut here still wait for the hazard note to be read? */
export const needsHazardAcknowledgement = ({ order, room, type }: SummaryRow) =>
  !!room?.hasAsbestos && type.mayDisturbMaterial && order.hazardAcknowledgedAt === null;

const named = (row: { id: string; name: string } | null) => row && { id: row.id, name: row.name };

export const presentMoves = (moves: ReturnType<typeof movesFor>) => moves.map(({ action, to, needs }) => ({ action, to, needs: [...needs] }));

/** What is promised and how it stands. Late is a fact about the clock: nobody sets it. */
function presentPromise({ order }: SummaryRow, now: Date) {
  const { policy, responseDueAt, respondedAt, resolutionDueAt, resolutionLeft, completedAt } = order;
  const [resolution, open] = [policy?.resolution ?? null, isOpen(order.status as Status)];
  const ended = completedAt ?? (open ? now : order.closedAt);
  return {
    responseDueAt,
    respondedAt,
    isAnsweredLate: responseDueAt !== null && (respondedAt ?? ended ?? now) > responseDueAt,
    resolutionDueAt,
    /** While it waits. */
    left:
      resolutionLeft === null || resolution === null || resolution.unit === 'planned_date' ? null : { amount: resolutionLeft, unit: resolution.unit },
    isLate: (resolutionLeft !== null && resolutionLeft < 0) || (resolutionDueAt !== null && (ended ?? now) > resolutionDueAt),
  };
}

/** A row as lists show it: what the actor may do comes along. */
export function presentSummary(row: SummaryRow, actor: Actor, now: Date) {
  const { order } = row;
  const standings = standingsOf(row, actor);
  return {
    id: order.id,
    number: order.number,
    title: order.title,
    status: order.status as Status,
    statusChangedAt: order.statusChangedAt,
    priority: order.priority as 'P1',
    serviceCode: order.serviceCode,
    tradeCode: order.tradeCode,
    requestType: { id: row.type.id, code: row.type.code, nameEn: row.type.nameEn, nameEs: row.type.nameEs },
    site: row.site,
    building: named(row.building),
    room: row.room && { id: row.room.id, number: row.room.number, name: row.room.name },
    placeNote: order.placeNote,
    requester: row.requester,
    team: named(row.team),
    assignee: named(row.assignee),
    plannedOn: order.plannedOn,
    plannedSequence: order.plannedSequence,
    hold: order.holdReason === null ? null : { reason: order.holdReason as HoldReason, note: order.holdNote, untilOn: order.holdUntilOn },
    isConfidential: order.compartment !== null,
    submittedAt: order.submittedAt,
    updatedAt: order.updatedAt,
    completedAt: order.completedAt,
    promise: presentPromise(row, now),
    rating: order.rating,
    version: order.version,
    allowedMoves: presentMoves(movesFor(factsOf(row), standings, now)),
    crew: mayWork(standings)
      ? {
          accessNote: row.room?.accessNote ?? null,
          hazardNote: row.room?.hazardNote ?? null,
          hasAsbestos: row.room?.hasAsbestos ?? false,
          needsHazardAcknowledgement: needsHazardAcknowledgement(row),
          hazardAcknowledgedAt: order.hazardAcknowledgedAt,
          estimateMinutes: order.estimateMinutes,
          tags: [...row.tags],
        }
      : null,
  };
}

const WORDS = { true: ['Yes', 'Sí'], false: ['No', 'No'] } as const;
const DAYS = ['en-US', 'es-US'].map((tag) => new Intl.DateTimeFormat(tag, { timeZone: 'UTC', dateStyle: 'long' }));

/** An answer in English and in Spanish. */
function wordsOf(value: string | number | boolean, field: FormField | undefined): [string, string] {
  if (typeof value === 'boolean') return [...WORDS[`${value}`]];
  const day = field?.kind === 'date' ? Date.parse(`${value}T12:00:00Z`) : Number.NaN;
  if (!Number.isNaN(day)) return [DAYS[0]!.format(day), DAYS[1]!.format(day)];
  const choice = field?.choices?.find((c) => c.value === value);
  return [choice?.labelEn ?? String(value), choice?.labelEs ?? String(value)];
}

/** The answers with the labels of their fields; an answer whose field has gone from the type keeps its key as label. */
export function presentAnswers(answers: Record<string, string | number | boolean>, fields: readonly FormField[]) {
  const known = fields.filter((f) => f.key in answers).map((f) => f.key);
  const others = Object.keys(answers).filter((key) => !known.includes(key));
  return [...known, ...others].map((key) => {
    const field = fields.find((f) => f.key === key);
    const value = answers[key]!;
    const [en, es] = wordsOf(value, field);
    return { key, labelEn: field?.labelEn ?? key, labelEs: field?.labelEs ?? key, value, valueEn: en, valueEs: es };
  });
}

type Attached = Awaited<ReturnType<typeof listAttachments>>[number];
export const presentAttachment = ({ file, uploader }: Attached) => ({
  id: file.id,
  fileName: file.fileName,
  mediaType: file.mediaType,
  sizeBytes: file.sizeBytes,
  widthPx: file.widthPx,
  heightPx: file.heightPx,
  hasThumbnail: file.thumbnailKey !== null,
  isInternal: file.isInternal,
  uploadedBy: uploader,
  createdAt: file.createdAt,
});

export type Around = { links: Awaited<ReturnType<typeof findLinks>>; files: readonly Attached[] };

/** A row as its own page shows it. */
export function presentOrder(row: OrderRow, around: Around, actor: Actor, now: Date) {
  const { order } = row;
  const standings = standingsOf(row, actor);
  const status = order.status as Status;
  const t = row.target;
  return {
    ...presentSummary(row, actor, now),
    description: order.description,
    answers: presentAnswers(order.answers, row.form),
    impact: order.impact as 'person',
    urgency: order.urgency as 'disrupts',
    priorityReason: order.priorityReason,
    compartment: order.compartment as Compartment | null,
    submittedBy: row.submitter,
    resolutionNote: order.resolutionNote,
    cancelReason: order.cancelReason,
    ...around.links,
    closedAt: order.closedAt,
    reopenCount: order.reopenCount,
    ratingComment: order.ratingComment,
    target: t
      ? { responseAmount: t.responseAmount, responseUnit: t.responseUnit, resolutionAmount: t.resolutionAmount, resolutionUnit: t.resolutionUnit }
      : null,
    standings: [...standings],
    may: {
      edit: mayEditWords(standings, status),
      comment: mayComment(standings),
      commentInternally: mayWork(standings),
      dispatch: mayDispatch(standings),
      take: standings.has('technician') && order.assigneeId !== actor.id && isOpen(status),
      logWork: mayWork(standings),
      rate: mayRate(standings, { status, ratedAt: order.ratedAt }, now),
      followUp:
        standings.has('requester') &&
        (status === 'completed' || status === 'closed') &&
        order.completedAt !== null &&
        !mayReopen(order.completedAt, now),
    },
    attachments: around.files.filter((f) => !f.file.isInternal || mayReadInternal(standings)).map(presentAttachment),
  };
}

export const presentComment = ({ comment, author }: Awaited<ReturnType<typeof listComments>>[number]) => ({
  id: comment.id,
  author,
  body: comment.body,
  isInternal: comment.isInternal,
  createdAt: comment.createdAt,
});

export const presentLabour = ({ entry, person }: Awaited<ReturnType<typeof listLabour>>[number]) => ({
  id: entry.id,
  person: { id: person.id, name: person.name },
  workedOn: entry.workedOn,
  minutes: entry.minutes,
  note: entry.note,
  enteredAt: entry.enteredAt,
});
