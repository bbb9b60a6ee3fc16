import { type FieldError, fieldProblem, Problem } from '#kernel/problem.ts';
import type { Move, Need, Status } from './rules/lifecycle.ts';

export const workOrderNotFound = () => new Problem(404, 'work_order.not_found', 'There is no such work order, or it is not yours to see.');

/** 412: somebody was faster. Names the fields that differ, with what they are now. */
export const workOrderChanged = (current: Record<string, unknown>, version: number) =>
  new Problem(412, 'work_order.changed', 'Somebody else changed this work order first. Look at what differs, then try again.', {
    errors: Object.keys(current).map((field) => ({ pointer: `/${field}`, in: 'body' as const, detail: 'Changed since you loaded it.' })),
    current,
    headers: { etag: `"${version}"` },
  });

const legal = (moves: readonly Move[]) => ({ allowedMoves: moves.map(({ action, to, needs }) => ({ action, to, needs })) });

export const moveRefused = (from: Status, to: Status, moves: readonly Move[]) =>
  new Problem(422, 'work_order.not_a_move', `This order cannot go from ${from} to ${to}.`, {
    errors: [
      {
        pointer: '/to',
        in: 'body',
        detail: moves.length ? `You may move it to: ${[...new Set(moves.map((m) => m.to))].join(', ')}.` : 'You may not move it now.',
      },
    ],
    ...legal(moves),
  });
export const moveNotYours = (to: Status, moves: readonly Move[]) =>
  new Problem(403, 'work_order.not_your_move', `Moving this order to ${to} is for somebody else to do.`, legal(moves));
export const reopenTooLate = () =>
  new Problem(
    422,
    'work_order.reopen_too_late',
    'It is more than 10 days since this was completed. Open a follow-up instead; it is linked to this order.',
    {
      errors: [{ pointer: '/to', in: 'body', detail: 'POST to /follow-ups of this order.' }],
    },
  );

const NEEDED: Record<Need, [pointer: string, detail: string]> = {
  assignee: ['/to', 'Assign a team or a person first.'],
  note: ['/note', 'Say why, in a few words.'],
  holdReason: ['/holdReason', 'Choose what it waits for.'],
  resolutionNote: ['/resolutionNote', 'Say what was done.'],
  duplicateOf: ['/duplicateOf', 'Give the number of the order that stays, as WO-2026-000123.'],
};
export const moveNeeds = (needs: readonly Need[]) =>
  new Problem(422, 'work_order.incomplete', 'This move needs something more.', {
    errors: needs.map((need) => ({ pointer: NEEDED[need][0], in: 'body', detail: NEEDED[need][1] })),
  });
export const hazardUnacknowledged = (hazardNote: string | null) =>
  new Problem(422, 'work_order.hazard_unacknowledged', 'Asbestos is noted here. Read the note and acknowledge it before you drill or cut.', {
    errors: [{ pointer: '/acknowledgeHazard', in: 'body', detail: 'Send true once the note is read.' }],
    hazardNote,
  });

export const dayPast = (field: 'plannedOn' | 'holdUntilOn') => fieldProblem('work_order.day_past', `/${field}`, 'Choose today or a day to come.');
export const siteClosed = () => fieldProblem('work_order.site_closed', '/siteId', 'This school is closed. Choose one that is open.');
export const unknownSite = () => fieldProblem('work_order.unknown_site', '/siteId', 'There is no such school. Choose one from the list.');
export const unknownPlace = (field: 'buildingId' | 'roomId') =>
  fieldProblem('work_order.unknown_place', `/${field}`, 'That place is not at this school. Choose one from the list.');
export const unknownType = () =>
  fieldProblem('work_order.unknown_type', '/requestTypeId', 'There is no such kind of request. Choose one from the list.');
export const unknownRequester = () =>
  fieldProblem('work_order.unknown_requester', '/requesterId', 'There is no such person. Choose one from the list.');
export const confidentialByToken = () =>
  new Problem(403, 'work_order.confidential_by_token', 'This is a confidential request: a person makes it, not a program.');
export const confidentialForOther = () =>
  fieldProblem('work_order.confidential_for_other', '/requesterId', 'This kind of request is confidential: the person has to ask for themselves.');
export const confidentialTypeChange = () =>
  fieldProblem(
    'work_order.confidential_type',
    '/requestTypeId',
    'A request cannot change between confidential and open kinds. Cancel it and ask anew.',
  );
export const unknownAttachment = () =>
  fieldProblem('work_order.unknown_attachment', '/attachmentIds', 'One of these files is not an upload of yours that still waits. Add it again.');
export const notYoursToChange = (field: string) =>
  new Problem(403, 'work_order.not_yours', 'This is not yours to change.', {
    errors: [{ pointer: `/${field}`, in: 'body', detail: 'The desk may change this.' }],
  });
export const wordsAreFixed = () => fieldProblem('work_order.words_fixed', '/title', 'The desk has taken this up. Add a comment instead.');
export const priorityNeedsReason = () =>
  fieldProblem('work_order.priority_reason', '/priorityReason', 'Say why the priority differs from what impact and urgency give.');
export const notYoursToDo = (what: string) => new Problem(403, 'work_order.not_yours', what);
export const unknownTeam = () => fieldProblem('work_order.unknown_team', '/teamId', 'There is no such team.');
export const unknownAssignee = () => fieldProblem('work_order.unknown_assignee', '/personId', 'There is no such person.');
export const notAWorker = () =>
  fieldProblem('work_order.not_a_worker', '/personId', 'This person does not work on orders. Choose somebody of a team.');
export const notInCompartment = () =>
  fieldProblem(
    'work_order.not_in_compartment',
    '/personId',
    'This person or team may not see this order, or works on confidential orders only. Choose another.',
  );
export const notAssignable = (status: Status) =>
  new Problem(422, 'work_order.not_assignable', `An order that is ${status} cannot be assigned.`, {
    errors: [{ pointer: '/personId', in: 'body', detail: 'Reopen it first.' }],
  });
export const duplicateUnknown = () =>
  fieldProblem('work_order.unknown_duplicate', '/duplicateOf', 'There is no such order. Give its number, as WO-2026-000123.');
export const duplicateOfItself = () =>
  fieldProblem('work_order.duplicate_of_itself', '/duplicateOf', 'An order cannot be a duplicate of itself, nor of one that is a duplicate.');
export const notRateable = () => new Problem(422, 'work_order.not_rateable', 'Rate it when the work is done.');
export const ratingStandsNow = () => new Problem(422, 'work_order.rating_stands', 'You rated this more than a day ago: that rating stands.');
export const followUpNotNeeded = () =>
  new Problem(422, 'work_order.follow_up_not_needed', 'This order can still be reopened: say “not fixed” instead.');
export const tooManyTags = (most: number) =>
  fieldProblem('work_order.too_many_tags', '/add', `An order carries at most ${most} tags. Take some off first.`);
export const viewNotFound = () => new Problem(404, 'view.not_found', 'There is no such view, or it is not yours to see.');
export const viewNotYours = () => new Problem(403, 'view.not_yours', 'You may look at this view, but not change it.');
export const audienceNotYours = (audience: 'team' | 'shared') =>
  fieldProblem(
    'view.audience_not_yours',
    audience === 'team' ? '/teamId' : '/audience',
    audience === 'team' ? 'A team’s views are for its lead and its desk to save.' : 'Views for everybody are for the desk to save.',
  );
export const viewQueryWrong = (errors: FieldError[]) =>
  new Problem(422, 'view.query_wrong', 'These filters are not ones that the list knows.', { errors });
export const viewChanged = (current: Record<string, unknown>, version: number) =>
  new Problem(412, 'view.changed', 'Somebody else changed this view first. Look at what differs, then try again.', {
    errors: Object.keys(current).map((field) => ({ pointer: `/${field}`, in: 'body' as const, detail: 'Changed since you loaded it.' })),
    current,
    headers: { etag: `"${version}"` },
  });
export const tooManyViews = (most: number) => new Problem(422, 'view.too_many', `There are ${most} such views already. Remove one first.`);
export const bulkNotFound = () => new Problem(404, 'bulk.not_found', 'There is no such change of many orders, or it is not yours to see.');
export const bulkNotForYou = () => new Problem(403, 'bulk.not_for_you', 'Changing many orders at once is for those who work on them.');
export const bulkNothing = () => fieldProblem('bulk.nothing', '/orders', 'None of these orders is there. Choose some from the list.');
export const bulkTooMany = (most: number) =>
  fieldProblem('bulk.too_many', '/query', `These filters find more than ${most} orders. Narrow them, and change the rest afterwards.`);
export const bulkStays = () => new Problem(422, 'bulk.stays', 'What this macro wrote cannot be taken back: it stays.');
export const bulkTooLate = () => new Problem(422, 'bulk.too_late', 'It is more than half a minute since this was done: it stays.');
