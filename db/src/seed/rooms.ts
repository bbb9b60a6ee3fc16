// Buildings and rooms of the demonstration: made up, every one of them, from the school's level and enrolment. So are the
// access notes and the hazards: no real school is said to contain asbestos, or to keep its keys anywhere.
import type { buildings, rooms } from '../schema/index.ts';
import { type Random, randomFor, uuidFor } from './random.ts';
import type { SeedSite } from './sites.ts';

export type SeedBuilding = typeof buildings.$inferInsert;
export type SeedRoom = typeof rooms.$inferSelect;
export type SeedPlaces = { buildings: SeedBuilding[]; rooms: SeedRoom[] };

/** A room before its notes: what there is, on which floor. */
type Plan = { number: string; name: string; kind: string; floor: number };
type Stage = 'elementary' | 'middle' | 'high';

const STAGE_WORDS: readonly [Stage, RegExp][] = [
  ['elementary', /elementary|primary|grammar|early learning/i],
  ['high', /high|senior|secondary|warren tech|transition/i],
  ['middle', /middle|k-?8|academy/i],
];

/** By level, else by name: levels are unknown for many schools. */
function stageOf({ level, name }: SeedSite): Stage {
  if (level === 'elementary' || level === 'middle' || level === 'high') return level;
  return STAGE_WORDS.find(([, words]) => words.test(name))?.[0] ?? 'elementary';
}

const TYPICAL: Record<Stage, number> = { elementary: 320, middle: 480, high: 700 };
const PUPILS_PER_CLASSROOM: Record<Stage, number> = { elementary: 22, middle: 22, high: 26 };

type Size = { stage: Stage; pupils: number; classrooms: number; floors: number };

function sizeOf(site: SeedSite, random: Random): Size {
  const stage = stageOf(site);
  const pupils = site.enrollment ?? TYPICAL[stage] + random.int(-60, 60);
  const classrooms = Math.min(72, Math.max(6, Math.round(pupils / PUPILS_PER_CLASSROOM[stage]) + random.int(0, 4)));
  const floors = classrooms > 40 ? random.int(2, 3) : classrooms > 18 ? random.int(1, 2) : 1;
  return { stage, pupils, classrooms, floors };
}

const numbered = (floor: number, n: number) => String(floor * 100 + n);
const count = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

/** Teaching rooms: 101…, 201…, spread evenly over the floors. */
function classroomsOf({ classrooms, floors, stage, pupils }: Size): Plan[] {
  const labs = stage === 'elementary' ? 0 : Math.max(2, Math.round(pupils / (stage === 'high' ? 180 : 260)));
  const special: [string, string][] = [
    ...count(labs).map((): [string, string] => ['Science lab', 'science_lab']),
    ...count(pupils > 900 ? 2 : 1).map((): [string, string] => ['Computer lab', 'computer_lab']),
    ['Art room', 'art_room'],
    ['Music room', 'music_room'],
    ...(stage === 'elementary' ? [] : [['Workshop', 'workshop'] satisfies [string, string]]),
  ];
  const total = classrooms + special.length;
  const perFloor = Math.ceil(total / floors);
  return count(total).map((n) => {
    const floor = Math.ceil(n / perFloor);
    const number = numbered(floor, n - (floor - 1) * perFloor);
    const [name, kind] = special[total - n] ?? ['Classroom', 'classroom'];
    return { number, name: `${name} ${number}`, kind, floor };
  });
}

const one = (number: string, name: string, kind: string, floor = 1): Plan => ({ number, name, kind, floor });

/** What every school has once. */
function commonRooms({ stage, pupils }: Size): Plan[] {
  const isLarge = pupils > 450;
  return [
    one('A1', 'Main office', 'office'),
    one('A2', "Principal's office", 'office'),
    one('A3', 'Health room', 'health_room'),
    one('A4', 'Staff room', 'staff_room'),
    one('A5', 'Counselling', 'office'),
    one('A6', 'Conference room', 'office'),
    ...(isLarge ? [one('A7', "Assistant principal's office", 'office'), one('A8', 'Copy room', 'office')] : []),
    one('L1', 'Library', 'library'),
    one('G1', 'Gym', 'gym'),
    ...(stage === 'elementary' ? [] : [one('G2', 'Girls locker room', 'locker_room'), one('G3', 'Boys locker room', 'locker_room')]),
    ...(stage === 'high' && isLarge ? [one('G4', 'Auxiliary gym', 'gym'), one('G5', 'Weight room', 'gym')] : []),
    one('K1', 'Cafeteria', 'cafeteria'),
    one('K2', 'Kitchen', 'kitchen'),
    one('K3', 'Kitchen store and freezer', 'kitchen'),
    ...(stage === 'high' ? [one('T1', 'Auditorium', 'auditorium')] : stage === 'middle' && isLarge ? [one('T1', 'Stage', 'auditorium')] : []),
    one('M1', 'Boiler room', 'boiler_room', 0),
    one('M2', 'Electrical room', 'electrical_room', 0),
    one('M3', 'Network closet', 'network_closet'),
    one('M4', 'Receiving and storage', 'storage'),
  ];
}

/** What every floor has: the more, the longer the corridors. */
function floorRooms({ classrooms, floors }: Size): Plan[] {
  const blocks = Math.max(1, Math.round(classrooms / floors / 14));
  return count(floors).flatMap((floor) =>
    count(blocks).flatMap((block) => {
      const suffix = numbered(floor, block);
      return [
        one(`R${suffix}A`, `Girls restroom ${suffix}`, 'restroom', floor),
        one(`R${suffix}B`, `Boys restroom ${suffix}`, 'restroom', floor),
        one(`R${suffix}C`, `All-gender restroom ${suffix}`, 'restroom', floor),
        one(`C${suffix}`, `Custodial closet ${suffix}`, 'custodial_closet', floor),
      ];
    }),
  );
}

const annexRooms = (n: number): Plan[] => [
  ...count(n).map((i) => one(`P${i}`, `Portable classroom P${i}`, 'classroom')),
  one('PR1', 'Portable restroom', 'restroom'),
];

const ACCESS: Readonly<Record<string, readonly string[]>> = {
  boiler_room: [
    'Key 4M from the custodian. Door sticks.',
    'Key 4M in the lock box by the loading dock.',
    'Outside stair on the north side; carry a light.',
  ],
  electrical_room: ['Key 4E from the custodian.', 'Key 4E. Two people for work on the main panel.'],
  network_closet: ['Badge reader; call IT when it is dark.', 'Key 7N from the main office.'],
  kitchen: ['Alarm is set at 3:00 pm; ask the kitchen manager.', 'Enter by the dock; wash hands, wear a hair net.'],
  gym: ['Ladder or lift needed: lights are at 24 ft.', 'In use until 9 pm for clubs; ask the office.'],
  auditorium: ['Catwalk is locked: key 9A in the main office.', 'Lift needed for the house lights.'],
  cafeteria: ['Not between 10:45 am and 1:15 pm.'],
  storage: ['Key from the custodian; the dock alarm is always on.'],
  custodial_closet: ['Key 2C.'],
};
const ANY_ACCESS = [
  'Key from the main office.',
  'Alarm is set after 6 pm; call security first.',
  'Ladder needed: ceiling at 12 ft.',
  'Knock: small groups meet here.',
];
const HAZARDS: Readonly<Record<string, readonly string[]>> = {
  boiler_room: ['Hot surfaces. Lock out the burner before work (made-up).', 'Confined space behind the tank: permit needed (made-up).'],
  electrical_room: ['Arc flash: 480 V panel (made-up).'],
  science_lab: ['Acids in the store cupboard. Gas shut-off by the door (made-up).'],
  workshop: ['Machines: lock out before work (made-up).'],
  kitchen: ['Wet floor, hot oil (made-up).'],
};
const ASBESTOS = [
  'Asbestos in floor tile and mastic (made-up). Do not drill, cut or sand.',
  'Asbestos in pipe insulation above the ceiling (made-up). Do not disturb.',
  'Asbestos in ceiling texture (made-up). Do not drill or scrape.',
];

/** Some rooms have a note. Asbestos is in about a fifth of the rooms of older buildings, and which are older is made up as well. */
function notesOf({ kind }: Plan, isOlder: boolean, random: Random) {
  const access = ACCESS[kind];
  const hazards = HAZARDS[kind];
  const accessNote = access ? (random.chance(0.7) ? random.pick(access) : null) : random.chance(0.08) ? random.pick(ANY_ACCESS) : null;
  const hasAsbestos = isOlder && random.chance(0.22);
  const other = hazards && random.chance(0.5) ? random.pick(hazards) : null;
  const hazardNote = hasAsbestos ? [random.pick(ASBESTOS), other].filter((note) => note !== null).join(' ') : other;
  return { accessNote, hazardNote, hasAsbestos };
}

function placesOf(site: SeedSite): SeedPlaces {
  const random = randomFor(`rooms ${site.code}`);
  const size = sizeOf(site, random);
  const isOlder = random.chance(0.28);
  const hasAnnex = random.chance(size.pupils > 600 ? 0.4 : 0.2);
  const parts = [
    { code: 'A', name: 'Main building', isOlder, plans: [...commonRooms(size), ...classroomsOf(size), ...floorRooms(size)] },
    ...(hasAnnex ? [{ code: 'P', name: 'Portables', isOlder: false, plans: annexRooms(random.int(2, 6)) }] : []),
  ];
  const built = parts.map((part, position) => ({
    ...part,
    row: { id: uuidFor(`building ${site.code} ${part.code}`), siteId: site.id, code: part.code, name: part.name, position },
  }));
  return {
    buildings: built.map(({ row }) => row),
    rooms: built.flatMap(({ row, code, plans, isOlder: older }) =>
      plans.map((plan) => ({
        id: uuidFor(`room ${site.code} ${code} ${plan.number}`),
        buildingId: row.id,
        siteId: site.id,
        ...plan,
        ...notesOf(plan, older, random),
      })),
    ),
  };
}

/** Buildings and rooms of all these sites; a virtual school has none. The buildings of closed schools still stand. */
export function makePlaces(sites: readonly SeedSite[]): SeedPlaces {
  const places = sites.filter((site) => !site.isVirtual).map(placesOf);
  return { buildings: places.flatMap((place) => place.buildings), rooms: places.flatMap((place) => place.rooms) };
}
