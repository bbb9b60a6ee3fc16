import { fieldProblem, Problem } from '#kernel/problem.ts';
import { refusingBy } from '#kernel/refusing.ts';
import type { ProblemCode } from '#kernel/problem-codes.ts';

// Every way devices say no.

const absent = (code: ProblemCode, what: string) => new Problem(404, code, `There is no such ${what}, or it is not yours to see.`);
export const deviceNotFound = () => absent('devices.no_device', 'device');
export const studentNotFound = () => absent('devices.no_student', 'student');
export const repairNotFound = () => absent('devices.no_repair', 'repair');
export const chargeNotFound = () => absent('devices.no_charge', 'charge');
export const modelNotFound = () => absent('devices.no_model', 'model');
export const planNotFound = () => absent('devices.no_refresh_plan', 'refresh plan');
export const disposalNotFound = () => absent('devices.no_disposal', 'lot');
export const viewNotFound = () => absent('devices.no_view', 'saved view');
export const schoolNotFound = () => absent('devices.no_school', 'school');
export const actNotFound = () => absent('devices.no_act', 'act');

export const notForYou = () => new Problem(403, 'devices.not_for_you', 'Devices are for those who keep them, lead a school or audit.');
export const notYoursToKeep = () => new Problem(403, 'devices.not_yours_to_keep', 'The technology coordinators of this school do that.');
export const notYoursToPlan = () => new Problem(403, 'devices.not_yours_to_plan', 'The technology coordinators of the whole district do that.');
export const figuresNotForYou = () =>
  new Problem(403, 'devices.figures_not_for_you', 'These figures are for those who keep, plan, pay for or audit devices.');
export const viewsNotForYou = () => new Problem(403, 'devices.views_not_for_you', 'Auditors and administrators of the district read who looked.');

export const deviceChanged = (version: number) =>
  new Problem(412, 'devices.changed', 'Somebody changed this since you looked. Look again.', {
    current: { version },
    headers: { etag: `"${version}"` },
  });
export const notAMove = (status: string) =>
  new Problem(422, 'devices.not_a_move', 'A device in this state cannot be moved so.', { current: { status } });
export const stillHeld = () => new Problem(422, 'devices.held', 'Somebody still has this device. Take it back first, or release it.');
export const heldByNobody = () => new Problem(422, 'devices.not_held', 'Nobody has this device.');
export const notWiped = () => new Problem(422, 'devices.not_wiped', 'Deprovision and wipe it before it is disposed of.');
export const taken = (pointer: string) => fieldProblem('devices.taken', pointer, 'There is a device with this already.');
export const modelTaken = () => fieldProblem('devices.model_taken', '/name', 'There is a model of this maker and name already.');
export const planTaken = () => fieldProblem('devices.plan_taken', '/grade', 'There is a plan for this grade and school year already.');
export const planPast = () => fieldProblem('devices.plan_past', '/schoolYear', 'That school year is over.');
export const viewTaken = () => fieldProblem('devices.view_taken', '/name', 'You have a view of this name already.');
export const unknownModel = () => fieldProblem('devices.unknown_model', '/modelId', 'There is no such model.');
export const unknownSite = (pointer: string) => fieldProblem('devices.unknown_site', pointer, 'There is no such school, or it is closed.');
export const unknownScan = (pointer: string) =>
  fieldProblem('devices.unknown_scan', pointer, 'No device or student has this code here. Look at the label and scan again.');
export const wantsDevice = (pointer: string) => fieldProblem('devices.wants_device', pointer, 'Scan the label of a device here.');
export const wantsStudent = (pointer: string) => fieldProblem('devices.wants_student', pointer, 'Scan a student here.');
export const studentLeft = () => fieldProblem('devices.student_left', '/student', 'This student has left the district.');
export const studentOutside = () => fieldProblem('devices.student_outside', '/student', 'This student takes no part in the device programme.');
export const hasPrimary = (assetTag: string) =>
  fieldProblem('devices.has_primary', '/student', `This student has a device to keep: ${assetTag}. Take it back first.`, { assetTag });
export const unknownStaff = () => fieldProblem('devices.unknown_staff', '/staff', 'Nobody on the staff has this e-mail address.');
export const unknownRoom = () => fieldProblem('devices.unknown_room', '/roomId', 'There is no such room at the school of the device.');
export const onlyOneHolder = () => fieldProblem('devices.one_holder', '/student', 'Name one: a student, a member of staff, a room or a cart.');
export const partGone = () => fieldProblem('devices.part_gone', '/partIds', 'One of these parts is not there any more. Look again.');
export const partTaken = (at: number) => fieldProblem('devices.part_taken', `/kinds/${at}`, 'This part was taken out of the device before.');
export const notInStock = (pointer: string, status: string) =>
  fieldProblem('devices.not_in_stock', pointer, 'This device is not in stock, so it cannot be handed out.', { current: { status } });
export const notWithAnybody = (pointer: string) =>
  fieldProblem('devices.not_with_anybody', pointer, 'Nobody has this device, so it cannot come back.');
export const dueBefore = () => fieldProblem('devices.due_before', '/dueOn', 'That day is over. Name the day by which it is to be back.');
export const undoneLate = () => new Problem(409, 'devices.undone_late', 'Something else has happened to it since. Put it right by hand.');
export const inRepair = () => new Problem(409, 'devices.in_repair', 'A problem with this device is open already.');
export const repairClosed = () => new Problem(409, 'devices.repair_closed', 'This repair is closed already.');
export const needsDamage = () => fieldProblem('devices.needs_damage', '/damageClass', 'Say what kind of damage it was.');
export const needsCost = () => fieldProblem('devices.needs_cost', '/cost', 'Say what the repair cost: the family is charged by it.');
export const nobodyToCharge = () => fieldProblem('devices.nobody_to_charge', '/isCharged', 'No student had it: there is no family to charge.');
export const refundedSince = () =>
  new Problem(409, 'devices.refunded_since', 'The family has its money back since: say anew that it is lost, and whether they are charged.');
export const creditTooHigh = (pointer = '/amount') => fieldProblem('devices.credit_too_high', pointer, 'That is more than is open of this charge.');
export const noLabels = () => new Problem(422, 'devices.no_labels', 'No device is like this: there is nothing to print.');
export const tooManyLabels = (most: number) =>
  new Problem(422, 'devices.too_many_labels', `That is more than ${most} labels. Narrow the filters, and print the rest after.`, { most });
export const priceUnknown = () =>
  fieldProblem('devices.price_unknown', '/isCharged', 'Nobody has said what this device cost. Write its price, or that of its model, first.');
export const noPolicy = () => new Problem(422, 'devices.no_policy', 'No policy of charges counts on this day.');

export const lotOver = () => new Problem(409, 'devices.lot_over', 'This lot has left. What was disposed of stays as it was.');
export const lotEmpty = () => new Problem(422, 'devices.lot_empty', 'There is no device in this lot.');
export const notInLot = () => new Problem(404, 'devices.not_in_lot', 'This device is not in the lot.');
export const noCertificate = () =>
  new Problem(422, 'devices.no_certificate', 'Nothing leaves without the certificate of its wiping. Bring the file, or write its number.');
export const leftAhead = () => fieldProblem('devices.left_ahead', '/disposedOn', 'That day is to come. Name the day on which it left.');
export const leftBefore = (boughtOn: string) =>
  fieldProblem('devices.left_before', '/disposedOn', `The newest of its devices was bought on ${boughtOn}. It left after that.`);
export const certificateKind = () => fieldProblem('devices.certificate_kind', '/file', 'Choose a PDF, a JPEG or a PNG.');
export const certificateTooLarge = () =>
  new Problem(413, 'devices.certificate_too_large', 'This file is larger than 20 MB.', {
    errors: [{ pointer: '/file', detail: 'Choose a file of at most 20 MB.', in: 'body' }],
  });
/** A device that cannot go into a lot, and why. */
export type Unfit = { code: string; why: 'unknown' | 'not_retired' | 'in_other_lot' };
const WHY_UNFIT: Record<Unfit['why'], (code: string) => string> = {
  unknown: (code) => `${code}: there is no such device.`,
  not_retired: (code) => `${code}: it is not retired yet.`,
  in_other_lot: (code) => `${code}: it is in another lot.`,
};
export const notForLot = (unfit: readonly Unfit[], at: readonly number[]) =>
  new Problem(422, 'devices.not_for_lot', 'Some of these devices cannot go into the lot.', {
    unfit,
    errors: unfit.map(({ code, why }, i) => ({ pointer: `/codes/${at[i]}`, detail: WHY_UNFIT[why](code), in: 'body' as const })),
  });

/** What the database itself refuses, in plain words: what is left between two at once. */
export const refusing = refusingBy({
  devices_asset_tag: () => taken('/assetTag'),
  devices_serial: () => taken('/serial'),
  device_models_once: modelTaken,
  device_events_stale: () => undoneLate(),
  device_events_move: () => notAMove('unknown'),
  device_events_not_wiped: notWiped,
  device_events_no_certificate: noCertificate,
  device_disposals_stays: lotOver,
  devices_holder: stillHeld,
  device_assignments_one_holder: stillHeld,
  device_assignments_open: stillHeld,
  device_assignments_one_primary: () => fieldProblem('devices.has_primary', '/student', 'This student has a device to keep already.'),
  device_assignments_student_left: studentLeft,
  device_repairs_open: inRepair,
  harvested_parts_used_once: partGone,
  harvested_parts_from: () => notAMove('unknown'),
  device_charges_cap: () => creditTooHigh(),
  device_charges_credit: () => creditTooHigh(),
});
