import type { Sql } from '@steward/db';
import { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { decodeCursor, pageOf } from '#kernel/page.ts';
import { idsIn } from './changes.ts';
import type { DevicesQuery } from './contract.ts';
import { logViews } from './links/log-views.ts';
import { countDevices, listDevices, listSitesOfDevices } from './list-queries.ts';
import { deviceSeen, placeOf } from './may.ts';
import { notForYou } from './problems.ts';
import { presentDevice, presentModel } from './present.ts';
import {
  type DeviceRow,
  findLotOf,
  findStudent,
  findStudentName,
  listCarts,
  listEvents,
  listHeldBy,
  listModels,
  nameOfHolder,
  namesOf,
} from './queries.ts';
import { listFreeParts, listPartsOf, listPartsUsedIn } from './repairs/part-queries.ts';
import { listRepairs } from './repairs/queries.ts';
import { studentOfAssignment } from './repairs/student-queries.ts';
import { keepsDevices, keepsSomewhere, linkGrants, readsLinks, readsSomewhere, readsViews } from './rules/access.ts';
import { usableUntil } from './rules/use.ts';

const KEY = z.tuple([z.string().max(100)]);

/** Devices of the schools where this person's role counts. Who has one is told on its own page only. */
export async function readDevices(on: Sql, actor: Actor, { limit, cursor, ...filters }: z.infer<typeof DevicesQuery>, now: Date) {
  if (!readsSomewhere(actor)) throw notForYou();
  const today = districtDay(now);
  const after = decodeCursor(cursor, KEY)?.[0];
  const [rows, counts, models, schools] = await Promise.all([
    listDevices(on, actor, filters, { limit, after, today }),
    countDevices(on, actor, filters, today),
    listModels(on),
    listSitesOfDevices(on, actor),
  ]);
  const page = pageOf(rows, limit, ({ assetTag }) => [assetTag]);
  return {
    ...page,
    items: page.items.map((one) => {
      const { plannedRefreshOn, autoUpdateExpiresOn, isDemonstration: _, model, ...row } = one;
      return {
        ...row,
        model: presentModel(model),
        isOverdue: row.dueOn !== null && row.dueOn < today,
        usableUntilOn: usableUntil({ plannedRefreshOn, autoUpdateExpiresOn }),
      };
    }),
    counts,
    models: models.map(presentModel),
    sites: schools,
    expiryYears: [
      ...new Set(models.flatMap(({ autoUpdateExpiresOn }) => (autoUpdateExpiresOn === null ? [] : [Number(autoUpdateExpiresOn.slice(0, 4))]))),
    ].toSorted((a, b) => a - b),
    may: { keep: keepsSomewhere(actor), readViews: readsViews(actor), filterByGrade: linkGrants(actor).length > 0 },
  };
}

const PAGE = 'getDevice';

/** Who has it, as this person may know it. */
async function holderShown(tx: Sql, actor: Actor, { open }: DeviceRow) {
  if (!open) return { shown: { student: null, other: null, isHidden: false }, link: null };
  if (open.studentId === null) return { shown: { student: null, other: await nameOfHolder(tx, open), isHidden: false }, link: null };
  const student = (await findStudent(tx, open.studentId))!;
  if (!readsLinks(actor, placeOf(student))) return { shown: { student: null, other: null, isHidden: true }, link: null };
  const { id, key, grade, site } = student;
  return {
    shown: { student: { id, key, grade, name: await findStudentName(tx, id), site: { id: site.id, name: site.name } }, other: null, isHidden: false },
    link: { studentId: id, place: placeOf(student) },
  };
}

/** What closing the open repair may rest on: whose it was, what they have meanwhile, which parts are there. */
async function mendingOf(tx: Sql, row: DeviceRow, repairs: Awaited<ReturnType<typeof listRepairs>>, isLinkShown: boolean) {
  const open = repairs.find(({ closedAt }) => closedAt === null);
  if (!open) return null;
  const studentId = open.assignmentId === null ? null : await studentOfAssignment(tx, open.assignmentId);
  // Only while it is still theirs does the loan stand for it.
  const held = isLinkShown && studentId !== null && row.open?.studentId === studentId ? await listHeldBy(tx, studentId) : [];
  return {
    repairId: open.id,
    isStudents: studentId !== null,
    loaners: held.filter(({ kind }) => kind === 'loaner').map(({ deviceId, assetTag }) => ({ id: deviceId, assetTag })),
    parts: await listFreeParts(tx, row.model.id),
  };
}

/** One device with its history. Each student whose link is shown is noted, in the same transaction. */
export async function readDevice(db: Sql, actor: Actor, id: string, now: Date) {
  return db.transaction(async (tx) => {
    const row = await deviceSeen(tx, actor, id);
    const { shown, link } = await holderShown(tx, actor, row);
    const events = await listEvents(tx, id);
    const seesStudent = ({ student, areaId }: (typeof events)[number]) => student !== null && readsLinks(actor, { siteId: student.siteId, areaId });
    const past = events.flatMap((event) =>
      event.student && seesStudent(event) ? [{ studentId: event.student.id, place: { siteId: event.student.siteId, areaId: event.areaId } }] : [],
    );
    const may = { keep: keepsDevices(actor, placeOf(row)), report: row.device.status !== 'disposed' };
    const repairs = await listRepairs(tx, id);
    // What the student was lent is a link too: who may not see who has the device is told neither.
    const mending = may.keep ? await mendingOf(tx, row, repairs, link !== null) : null;
    const lent = link && mending ? mending.loaners.map((loaner) => ({ ...link, deviceId: loaner.id })) : [];
    const links = [...(link ? [link] : []), ...past].map((one) => ({ ...one, deviceId: id }));
    await logViews(tx, actor, PAGE, [...links, ...lent], now);
    const beside = {
      names: await namesOf(
        tx,
        events.flatMap(({ event }) => idsIn(event.data)),
      ),
      repairs,
      usedParts: await listPartsUsedIn(tx, id),
      harvested: await listPartsOf(tx, id),
      disposal: (await findLotOf(tx, id)) ?? null,
      mending,
      carts: may.keep ? (await listCarts(tx, row.site.id)).map(({ name }) => name) : [],
    };
    return presentDevice(row, { shown, events, seesStudent, may, ...beside }, now);
  });
}
