import type { operations } from '#lib/api/schema.gen.ts';
import { mediumDay, money, today } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/tone.ts';

type Answer<Name extends keyof operations> = operations[Name] extends { responses: { 200: { content: { 'application/json': infer Body } } } }
  ? Body
  : never;
export type Measures = Answer<'getDeviceMeasures'>;
export type Devices = Answer<'listDevices'>;
export type Device = Answer<'getDevice'>;
export type Act = Answer<'actAtCounter'>;
export type Status = Device['status'];
export type Move = Device['allowedMoves'][number];
type Happened = Device['events'][number];

const STATUS: Record<Status, [() => string, Tone]> = {
  ordered: [m.devices_status_ordered, 'neutral'],
  received: [m.devices_status_received, 'neutral'],
  enrolled: [m.devices_status_enrolled, 'neutral'],
  in_stock: [m.devices_status_in_stock, 'info'],
  assigned: [m.devices_status_assigned, 'good'],
  on_loan: [m.devices_status_on_loan, 'info'],
  in_repair: [m.devices_status_in_repair, 'warn'],
  vendor_repair: [m.devices_status_vendor_repair, 'warn'],
  warranty_repair: [m.devices_status_warranty_repair, 'warn'],
  awaiting_parts: [m.devices_status_awaiting_parts, 'warn'],
  lost: [m.devices_status_lost, 'bad'],
  stolen: [m.devices_status_stolen, 'bad'],
  recovered: [m.devices_status_recovered, 'info'],
  retired: [m.devices_status_retired, 'neutral'],
  disposed: [m.devices_status_disposed, 'neutral'],
};
export const statusWords = (status: Status) => STATUS[status][0]();
export const statusTone = (status: Status) => STATUS[status][1];
export const statusChoices = () => [
  { value: '', label: m.devices_any() },
  ...(Object.keys(STATUS) as Status[]).map((value) => ({ value, label: statusWords(value) })),
];

const MOVE: Record<Move, () => string> = {
  receive: m.devices_move_receive,
  enroll: m.devices_move_enroll,
  stock: m.devices_move_stock,
  assign: m.devices_move_assign,
  lend: m.devices_move_lend,
  return: m.devices_move_return,
  repair: m.devices_move_repair,
  await_parts: m.devices_move_await_parts,
  hand_back: m.devices_move_hand_back,
  lose: m.devices_move_lose,
  steal: m.devices_move_steal,
  recover: m.devices_move_recover,
  release: m.devices_move_release,
  extend: m.devices_move_extend,
  retire: m.devices_move_retire,
  deprovision: m.devices_move_deprovision,
  wipe: m.devices_move_wipe,
  harvest: m.fleet_move_harvest,
  dispose: m.devices_move_dispose,
  change: m.devices_move_change,
  report: m.label_report,
};
export const moveChoices = (moves: readonly Move[]) => moves.map((value) => ({ value, label: MOVE[value]() }));

const DID: Record<Happened['kind'], (of: { who: string }) => string> = {
  register: m.devices_did_register,
  receive: m.devices_did_receive,
  enroll: m.devices_did_enroll,
  stock: m.devices_did_stock,
  assign: m.devices_did_assign,
  lend: m.devices_did_lend,
  return: m.devices_did_return,
  repair: m.devices_did_repair,
  await_parts: m.devices_did_await_parts,
  hand_back: m.devices_did_hand_back,
  lose: m.devices_did_lose,
  steal: m.devices_did_steal,
  recover: m.devices_did_recover,
  release: m.devices_did_release,
  extend: m.devices_did_extend,
  retire: m.devices_did_retire,
  deprovision: m.devices_did_deprovision,
  wipe: m.devices_did_wipe,
  harvest: m.fleet_did_harvest,
  dispose: m.devices_did_dispose,
  change: m.devices_did_change,
  report: m.devices_did_report,
};
const FIELD: Record<Happened['changes'][number]['field'], () => string> = {
  assetTag: m.devices_tag,
  serial: m.devices_serial,
  model: m.devices_model,
  site: m.devices_home,
  isLoaner: m.fleet_loaner,
  acquiredOn: m.fleet_bought_on,
  price: m.fleet_price,
  warrantyEndsOn: m.devices_warranty,
  fundingSource: m.devices_funding,
  plannedRefreshOn: m.devices_refresh_on,
  orderNumber: m.fleet_order_number,
  macAddress: m.fleet_mac_address,
};
function valueWords(field: keyof typeof FIELD, value: string | null): string {
  if (value === null || value === '') return '–';
  if (field === 'isLoaner') return value === 'true' ? m.network_yes() : m.network_no();
  if (field === 'price') return money(value);
  return field.endsWith('On') ? mediumDay(value) : value;
}
/** What was changed of a device, a sentence for each field. */
export const changedWords = ({ changes }: Happened) =>
  changes.map(
    ({ field, before, after }) => `${FIELD[field]()}: ${m.fleet_from_to({ before: valueWords(field, before), after: valueWords(field, after) })}`,
  );
export const happenedWords = ({ kind, studentKey }: Happened) => DID[kind]({ who: studentKey ?? m.devices_somebody() });

/** 2026 → 2026-27. */
export const yearWords = (year: number) => `${year}–${String((year + 1) % 100).padStart(2, '0')}`;

const EXPECTS: Record<NonNullable<Act['expects']>, () => string> = {
  device: m.counter_expects_device,
  student: m.counter_expects_student,
  loaner_or_again: m.counter_expects_loaner_or_again,
  loaner_back_or_again: m.counter_expects_loaner_back_or_again,
};

const whoOf = ({ student }: Act) =>
  student ? m.counter_who({ name: student.name ?? student.key, grade: String(student.grade) }) : m.devices_somebody();

function doneWords(act: Act): string {
  const kinds = act.did.map(({ kind }) => kind);
  const lent = act.devices.find(({ dueOn }) => dueOn !== null);
  const tag = act.devices.at(-1)?.assetTag ?? '';
  const who = whoOf(act);
  const day = lent?.dueOn ? mediumDay(lent.dueOn) : '';
  if (act.did.some(({ isUndo }) => isUndo)) return m.counter_undone();
  if (kinds.includes('repair')) return m.counter_done_swap({ broken: act.devices[0]?.assetTag ?? '', tag, who, day });
  if (kinds.includes('hand_back'))
    return m.counter_done_hand_back({ tag: act.devices.find(({ status }) => status === 'assigned')?.assetTag ?? tag, who });
  if (kinds.includes('assign')) return m.counter_done_assign({ tag, who });
  if (kinds.includes('lend')) return m.counter_done_lend({ tag, who, day });
  if (kinds.includes('recover')) return m.counter_done_recover({ tag });
  return m.counter_done_return({ tag });
}

/** What a scan came to, in a sentence. */
export const actWords = (act: Act): string => (act.expects === null ? doneWords(act) : EXPECTS[act.expects]());

/** Who stands at the counter, and what they have. */
export function holdsWords(act: Act): string {
  if (!act.student) return '';
  const devices = act.student.holds.map(({ assetTag }) => assetTag).join(', ');
  return devices === '' ? m.counter_has_nothing({ who: whoOf(act) }) : m.counter_has({ who: whoOf(act), devices });
}

const PAGES: Record<string, () => string> = {
  getDevice: m.looked_page_getDevice,
  actAtCounter: m.looked_page_actAtCounter,
  getDeviceStatement: m.looked_page_getDeviceStatement,
};
export const viewedOn = (page: string) => PAGES[page]?.() ?? page;

/** The day of an instant in the district, with its year. */
export const dayOf = (at: string) => mediumDay(today(new Date(at)));

const LEVELS: Record<string, () => string> = {
  elementary: m.condition_level_elementary,
  middle: m.condition_level_middle,
  high: m.condition_level_high,
  'multi-level': m.condition_level_multi,
  option: m.condition_level_option,
  alternative: m.condition_level_alternative,
};
/** The level of a school; what we have no word for is shown as it is. */
export const levelWords = (level: string) => LEVELS[level]?.() ?? level;
