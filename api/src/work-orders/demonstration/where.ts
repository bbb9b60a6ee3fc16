import type { Random, SimRoom, SimType } from './world.ts';

/** Nobody names a room for what is outside, or in a corridor. */
const WITHOUT_ROOM = /^(ground|irrigation|snow|playground|elevator|drinking_fountain|sign_request|hire|order_change|catering|data_report|lead_water)/;

/** Which kinds of room a kind of request is about; the first that fits. */
const ROOMS: readonly (readonly [when: RegExp, kinds: readonly string[]])[] = [
  [/^toilet/, ['restroom']],
  [/^custodial_supplies/, ['restroom', 'staff_room']],
  [/^sink/, ['classroom', 'science_lab', 'art_room', 'restroom', 'health_room', 'staff_room']],
  [/^event_setup/, ['gym', 'cafeteria', 'auditorium', 'library']],
  [/^point_of_sale/, ['cafeteria']],
  [/^(custodial|floor)/, ['classroom', 'cafeteria', 'gym', 'library']],
  [/^power_outage/, ['classroom', 'computer_lab', 'art_room', 'office', 'workshop']],
  [/^kitchen|^temperature|^delivery|^food/, ['kitchen']],
];
const USED_DAILY = [
  'classroom',
  'science_lab',
  'art_room',
  'music_room',
  'computer_lab',
  'library',
  'office',
  'staff_room',
  'workshop',
  'gym',
  'cafeteria',
];

/** By the rooms of a site, then by the kind of request: a million orders ask for the same. */
const known = new WeakMap<readonly SimRoom[], Map<string, SimRoom[]>>();

function fittingRooms(rooms: readonly SimRoom[], code: string, kinds: readonly string[]): readonly SimRoom[] {
  let ofSite = known.get(rooms);
  if (!ofSite) known.set(rooms, (ofSite = new Map()));
  let fitting = ofSite.get(code);
  if (!fitting) ofSite.set(code, (fitting = rooms.filter((room) => kinds.includes(room.kind) && (code !== 'asbestos_question' || room.hasAsbestos))));
  return fitting;
}

/** A room that such a request may be about; null where none is named. */
export function roomFor({ code, compartment }: Pick<SimType, 'code' | 'compartment'>, rooms: readonly SimRoom[], random: Random): SimRoom | null {
  if (compartment !== null || WITHOUT_ROOM.test(code)) return null;
  const kinds = ROOMS.find(([when]) => when.test(code))?.[1] ?? USED_DAILY;
  const fitting = fittingRooms(rooms, code, kinds);
  return fitting.length > 0 ? random.pick(fitting) : null;
}
