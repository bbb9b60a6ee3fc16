import type { Sql } from '@steward/db';
import { areas, buildings, requestTypes, rooms, sites, teams } from '@steward/db/schema';
import { seedCatalogue } from '@steward/db/seed';
import { eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';

async function aSite(db: Sql, name: string, areaId: string | null, more: Partial<typeof sites.$inferInsert> = {}) {
  const id = uuidv7();
  await db.insert(sites).values({ id, code: id, name, status: 'active', areaId, ...more });
  const buildingId = uuidv7();
  await db.insert(buildings).values({ id: buildingId, siteId: id, code: 'A', name: 'Main building', position: 1 });
  const room = { id: uuidv7(), buildingId, siteId: id, number: '101', name: 'Classroom 101', kind: 'classroom', floor: 1 };
  const tiled = {
    ...room,
    id: uuidv7(),
    number: '102',
    name: 'Old classroom',
    hasAsbestos: true,
    hazardNote: 'Asbestos in the floor tiles.',
    accessNote: 'Key 7 at the office.',
  };
  await db.insert(rooms).values([room, tiled]);
  return { id, areaId, buildingId, roomId: room.id, asbestosRoomId: tiled.id };
}

async function aTeam(db: Sql, code: string, more: Partial<typeof teams.$inferInsert> & { serviceCode: string }) {
  const id = uuidv7();
  await db.insert(teams).values({ id, code, name: code, weeklyHours: 100, ...more });
  return id;
}

/** A district small enough to reason about: the real catalogue, two areas with a school each, a closed school, crews. */
export async function aDistrict(db: Sql) {
  await seedCatalogue(db);
  const [north, south] = [uuidv7(), uuidv7()];
  await db.insert(areas).values([
    { id: north, code: 'north', name: 'North' },
    { id: south, code: 'south', name: 'South' },
  ]);
  const school = await aSite(db, 'Alder School', north);
  const otherSchool = await aSite(db, 'Birch School', south);
  const closedSchool = await aSite(db, 'Cedar School (closed)', north, { status: 'closed' });
  const plumbers = await aTeam(db, 'plumbers', { serviceCode: 'facilities', tradeCode: 'plumbing' });
  const facilities = await aTeam(db, 'facilities', { serviceCode: 'facilities' });
  const it = await aTeam(db, 'it', { serviceCode: 'it' });
  const hr = await aTeam(db, 'hr', { serviceCode: 'hr', compartment: 'hr' });
  const diets = await aTeam(db, 'diets', { serviceCode: 'nutrition', compartment: 'student_health' });
  const nutrition = await aTeam(db, 'nutrition', { serviceCode: 'nutrition' });
  const types = await db.select().from(requestTypes).where(eq(requestTypes.isActive, true));
  const typeOf = (is: (type: (typeof types)[number]) => boolean) => {
    const found = types.find((t) => is(t) && !t.fields.some((f) => f.isRequired)) ?? types.find(is);
    if (!found) throw new Error('The catalogue has no such type.');
    return found;
  };
  return {
    areas: { north, south },
    school,
    otherSchool,
    closedSchool,
    teams: { plumbers, facilities, it, hr, diets, nutrition },
    types: {
      plumbing: typeOf((t) => t.tradeCode === 'plumbing' && !t.mayDisturbMaterial),
      drilling: typeOf((t) => t.serviceCode === 'facilities' && t.mayDisturbMaterial),
      it: typeOf((t) => t.serviceCode === 'it' && t.compartment === null),
      hr: typeOf((t) => t.compartment === 'hr'),
      diet: typeOf((t) => t.compartment === 'student_health'),
      security: typeOf((t) => t.compartment === 'it_security'),
      all: types,
    },
  };
}
export type District = Awaited<ReturnType<typeof aDistrict>>;

/** Answers that the form of this type accepts: its required questions, simply. */
export function answersFor(type: { fields: District['types']['all'][number]['fields'] }): Record<string, string | number | boolean> {
  const answers: Record<string, string | number | boolean> = {};
  for (const field of type.fields) {
    if (!field.isRequired || (field.when && answers[field.when.key] !== field.when.is)) continue;
    answers[field.key] = {
      text: 'Words'.slice(0, field.max),
      long_text: 'Words'.slice(0, field.max),
      number: field.min ?? 1,
      date: '2026-11-30',
      choice: field.choices?.[0]?.value ?? '',
      yes_no: false,
    }[field.kind];
  }
  return answers;
}
