import { randomFor, uuidFor, type Random } from '@steward/db/seed';
import { districtDay } from '#kernel/day.ts';
import { schoolYearEnd, schoolYearOf } from '../rules/school-year.ts';
import { studentsByGrade } from './grades.ts';
import { idMaker, keyOf } from './ids.ts';
import { modelsOf } from './models.ts';
import { FAMILY, GIVEN } from './names.ts';
import type { Fleet, School } from './queries.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const TERM = 4;
const LOAN_DAYS = 14;
const FUNDING = ['Technology fund', 'Mill levy override', 'Student device fee'];

type Row = Fleet['devices'][number];

const on = (at: number) => new Date(at);
/** A morning of the district on that day, at the earliest what is so many hours later. */
const morning = (day: string, hours = 0) => Date.parse(`${day}T15:00:00Z`) + hours * HOUR;

type Maker = ReturnType<typeof makerOf>;
type Device = { id: string; tag: string; from: number; model: { id: string }; siteId: string };

/** What all schools are made with: the rows so far, ids, the day. */
function makerOf(now: Date) {
  const today = districtDay(now);
  const thisYear = schoolYearOf(today);
  const fleet: Fleet = {
    deviceModels: [],
    chargePolicies: [],
    students: [],
    studentNames: [],
    devices: [],
    deviceEvents: [],
    deviceAssignments: [],
    deviceRepairs: [],
    deviceChargeLines: [],
    refreshPlans: [],
  };
  const counts = { student: 0, device: 0 };
  return {
    now: now.getTime(),
    today,
    thisYear,
    fleet,
    counts,
    id: idMaker(),
    models: modelsOf(thisYear - TERM + 1, TERM),
    policyId: uuidFor('device charge policy'),
  };
}

type Happening = { kind: string; from: string | null; to: string; at: number; studentId?: string | null; reason?: string };
function happen(m: Maker, deviceId: string, { kind, from, to, at, studentId = null, reason }: Happening): string {
  const id = m.id(at);
  m.fleet.deviceEvents.push({
    id,
    deviceId,
    actId: id,
    kind,
    fromStatus: from,
    toStatus: to,
    studentId,
    reason: reason ?? null,
    data: {},
    occurredAt: on(at),
  });
  return id;
}

type Bought = { siteId: string; model: { id: string; priceCents: bigint }; year: number; isLoaner?: boolean; random: Random };
/** A device that was bought for a school year and is in stock at its beginning. */
function buy(m: Maker, { siteId, model, year, isLoaner = false, random }: Bought): Device & { row: Row } {
  m.counts.device += 1;
  const acquiredOn = `${year}-07-${String(10 + random.int(0, 15)).padStart(2, '0')}`;
  const from = Math.min(morning(`${year}-08-05`, random.int(0, 200)), m.now - 3 * HOUR);
  const id = m.id(from);
  const tag = `JC-${String(100_000 + m.counts.device)}`;
  const row: Row = {
    id,
    assetTag: tag,
    serial: `NG${year % 100}${(m.counts.device * 7919).toString(36).toUpperCase().padStart(7, '0')}`,
    modelId: model.id,
    homeSiteId: siteId,
    status: 'in_stock',
    statusChangedAt: on(from),
    isLoaner,
    acquiredOn,
    priceCents: model.priceCents,
    warrantyEndsOn: `${year + 1}-07-15`,
    fundingSource: random.pick(FUNDING),
    plannedRefreshOn: schoolYearEnd(year + TERM - 1),
    lastSeenAt: null,
    isDemonstration: true,
    version: 1,
    createdAt: on(from),
    updatedAt: on(from),
  };
  m.fleet.devices.push(row);
  happen(m, id, { kind: 'register', from: null, to: 'in_stock', at: from });
  return { id, tag, from, model, siteId, row };
}

const become = (row: Row, status: string, at: number) =>
  Object.assign(row, { status, statusChangedAt: on(at), updatedAt: on(at), version: (row.version ?? 0) + 1 });

type Loaner = { device: ReturnType<typeof buy>; freeFrom: number };
type Loan = { studentId: string; siteId: string; from: number; until: number | null };

/** Lends the first loaner that is free then; nobody gets one where none is. */
function lend(m: Maker, loaners: Loaner[], { studentId, siteId, from, until }: Loan) {
  const loaner = loaners.find(({ freeFrom }) => freeFrom <= from);
  if (!loaner) return;
  const { device } = loaner;
  loaner.freeFrom = until ?? Number.POSITIVE_INFINITY;
  const opened = happen(m, device.id, { kind: 'lend', from: 'in_stock', to: 'on_loan', at: from, studentId });
  const closed = until === null ? null : happen(m, device.id, { kind: 'return', from: 'on_loan', to: 'in_stock', at: until, studentId });
  m.fleet.deviceAssignments.push({
    id: m.id(from),
    deviceId: device.id,
    kind: 'loaner',
    studentId,
    siteId,
    startedAt: on(from),
    endedAt: until === null ? null : on(until),
    dueOn: districtDay(new Date(from + LOAN_DAYS * DAY)),
    openedByEventId: opened,
    closedByEventId: closed,
  });
  become(device.row, until === null ? 'on_loan' : 'in_stock', until ?? from);
  if (until === null) device.row.lastSeenAt = on(m.now - DAY);
}

const PROBLEMS = [
  'The screen is cracked',
  'Keys do not work',
  'It does not charge',
  'It does not start',
  'The hinge is loose',
  'The camera shows nothing',
];
const CLASSES = [
  ['accident', 6],
  ['wear', 3],
  ['negligence', 1],
] as const;

type Broken = {
  device: ReturnType<typeof buy>;
  assignmentId: string;
  studentId: string;
  siteId: string;
  at: number;
  until: number | null;
  random: Random;
};
/** A device that broke, and was mended or still is; while it was, its student had a loaner. */
function breakDown(m: Maker, loaners: Loaner[], { device, assignmentId, studentId, siteId, at, until, random }: Broken) {
  const problem = random.pick(PROBLEMS);
  happen(m, device.id, { kind: 'repair', from: 'assigned', to: 'in_repair', at, studentId, reason: problem });
  if (until !== null) happen(m, device.id, { kind: 'hand_back', from: 'in_repair', to: 'assigned', at: until, studentId });
  const damageClass = random.weighted(CLASSES);
  const costCents = damageClass === 'wear' ? random.int(1_500, 6_000) : random.int(3_000, 14_000);
  const id = m.id(at);
  m.fleet.deviceRepairs.push({
    id,
    deviceId: device.id,
    assignmentId,
    kind: 'in_house',
    problem,
    damageClass: until === null ? null : damageClass,
    openedAt: on(at),
    outcome: until === null ? null : 'mended',
    closedAt: until === null ? null : on(until),
    costCents: until === null ? null : BigInt(costCents),
    version: until === null ? 1 : 2,
  });
  lend(m, loaners, { studentId, siteId, from: at + 1, until: until === null ? null : until - 1 });
  become(device.row, until === null ? 'in_repair' : 'assigned', until ?? at);
  if (until !== null && damageClass === 'negligence')
    chargeFor(m, { studentId, deviceId: device.id, repairId: id, at: until, isPaid: random.chance(0.7) });
}

/** A line's columns that a charge has and a payment not, and the other way round. */
const NEITHER = { repairId: null, policyId: null, cause: null, chargeId: null };
function chargeFor(m: Maker, of: { studentId: string; deviceId: string; repairId: string; at: number; isPaid: boolean }) {
  const id = m.id(of.at);
  const line = { studentId: of.studentId, deviceId: of.deviceId, schoolYear: schoolYearOf(districtDay(new Date(of.at))), ...NEITHER };
  const at = (more: number) => on(Math.min(of.at + more, m.now));
  m.fleet.deviceChargeLines.push({
    id,
    ...line,
    kind: 'charge',
    amountCents: 2_500n,
    repairId: of.repairId,
    policyId: m.policyId,
    cause: 'negligence',
    enteredAt: at(HOUR),
  });
  if (of.isPaid)
    m.fleet.deviceChargeLines.push({ id: m.id(of.at), ...line, kind: 'payment', amountCents: -2_500n, chargeId: id, enteredAt: at(9 * DAY) });
}

/** Each device breaks now and then; the chance of a year rises a little as it ages. */
const BREAKS_A_YEAR = [0.07, 0.1, 0.13, 0.16];
const NOW = { none: 0.012, missing: 0.006, silent: 0.004, mending: 0.013 };

function* breakagesOf(m: Maker, from: number, random: Random): Generator<{ at: number; until: number }> {
  let free = from + DAY;
  for (let age = 0; age < TERM; age += 1) {
    const at = from + Math.floor((age + random.next()) * 365 * DAY);
    if (!random.chance(BREAKS_A_YEAR[age]!)) continue;
    const until = at + Math.floor((1 + 12 * random.next() ** 2) * DAY);
    if (at < free || until > m.now - DAY) continue;
    free = until + DAY;
    yield { at, until };
  }
}

type Enrolled = { school: School; grade: number; random: Random; loaners: Loaner[] };
/** One student, and, for nearly all, a device with what happened to it. */
function enrol(m: Maker, { school, grade, random, loaners }: Enrolled) {
  m.counts.student += 1;
  const year = m.thisYear - (grade < 9 ? grade - 5 : grade - 9);
  const begins = morning(`${year}-08-18`);
  const studentId = m.id(begins);
  const created = on(Math.min(begins, m.now));
  m.fleet.students.push({
    id: studentId,
    key: keyOf(m.counts.student),
    siteId: school.id,
    grade,
    isInProgramme: random.chance(0.985),
    status: 'active',
    version: 1,
    createdAt: created,
    updatedAt: created,
  });
  m.fleet.studentNames.push({ studentId, givenName: random.pick(GIVEN), familyName: random.pick(FAMILY) });
  if (random.chance(NOW.none) || m.fleet.students.at(-1)?.isInProgramme === false) return;
  const isTablet = grade < 9 && Number(school.code) % 3 === 0;
  const model = isTablet ? m.models.tablet : m.models.books.get(year)!;
  const device = buy(m, { siteId: school.id, model, year, random });
  const from = Math.min(device.from + 10 * DAY + random.int(0, 72) * HOUR, m.now - 2 * HOUR);
  const opened = happen(m, device.id, { kind: 'assign', from: 'in_stock', to: 'assigned', at: from, studentId });
  const assignmentId = m.id(from);
  m.fleet.deviceAssignments.push({
    id: assignmentId,
    deviceId: device.id,
    kind: 'primary',
    studentId,
    siteId: school.id,
    startedAt: on(from),
    endedAt: null,
    dueOn: null,
    openedByEventId: opened,
    closedByEventId: null,
  });
  become(device.row, 'assigned', from);
  for (const { at, until } of breakagesOf(m, from, random))
    breakDown(m, loaners, { device, assignmentId, studentId, siteId: school.id, at, until, random });
  stand(m, device, { assignmentId, studentId, siteId: school.id, random, loaners });
}

/** How it stands today: with its student, being mended, missing, or silent for long. */
function stand(
  m: Maker,
  device: ReturnType<typeof buy>,
  of: { assignmentId: string; studentId: string; siteId: string; random: Random; loaners: Loaner[] },
) {
  const { random, studentId } = of;
  const dice = random.next();
  const since = m.now - random.int(1, 20) * DAY;
  device.row.lastSeenAt = on(m.now - random.int(0, 4 * 24) * HOUR);
  if (device.row.statusChangedAt.getTime() >= since) return;
  if (dice < NOW.missing) {
    happen(m, device.id, { kind: 'lose', from: 'assigned', to: 'lost', at: since, studentId });
    become(device.row, 'lost', since);
  } else if (dice < NOW.missing + NOW.mending) breakDown(m, of.loaners, { device, ...of, at: since, until: null });
  if (dice > 1 - NOW.silent || dice < NOW.missing) device.row.lastSeenAt = on(since - 40 * DAY);
}

/** Loaners and spares of a school: three loaners for each hundred students, a spare for every eighty. */
function keepStock(m: Maker, school: School, students: number, random: Random): Loaner[] {
  const year = m.thisYear - 2;
  const model = m.models.books.get(year)!;
  const loaners = Array.from({ length: Math.ceil(students * 0.03) }, () => buy(m, { siteId: school.id, model, year, isLoaner: true, random }));
  for (let i = 0; i < students / 80; i += 1) buy(m, { siteId: school.id, model: m.models.books.get(m.thisYear)!, year: m.thisYear, random });
  return loaners.map((device) => ({ device, freeFrom: device.from }));
}

/** A made-up fleet for these schools: the same from the same day, on every machine. */
export function makeFleet(schools: readonly School[], shares: ReadonlyMap<string, ReadonlyMap<number, number>>, now: Date): Fleet {
  const m = makerOf(now);
  for (const model of [m.models.tablet, ...m.models.books.values()]) {
    const { id, make, name, kind, priceCents, autoUpdateExpiresOn, lifeYears } = model;
    m.fleet.deviceModels.push({
      id,
      make,
      name,
      kind,
      priceCents,
      autoUpdateExpiresOn,
      lifeYears,
      version: 1,
    });
  }
  const ladder = { accident: [0, 2_500, 5_000], wear: [0], negligence: [2_500, 5_000, null], theft: [0], lost: [null] };
  m.fleet.chargePolicies.push({
    id: m.policyId,
    effectiveOn: `${m.thisYear - TERM}-07-01`,
    ladder,
    capCents: 15_000n,
    source: 'Demonstration: not real figures',
    publishedAt: on(morning(`${m.thisYear - TERM}-06-01`)),
  });
  for (const grade of [5, 9])
    m.fleet.refreshPlans.push({
      id: uuidFor(`refresh plan ${m.thisYear + 1} ${grade}`),
      schoolYear: m.thisYear + 1,
      grade,
      modelId: m.models.books.get(m.thisYear)!.id,
      unitCents: 33_500n,
      source: 'Demonstration: not real figures',
      version: 1,
    });
  for (const school of schools) {
    const random = randomFor(`devices of ${school.code}`);
    const grades = studentsByGrade(school, shares);
    const students = grades.reduce((sum, { count }) => sum + count, 0);
    const loaners = keepStock(m, school, students, random);
    for (const { grade, count } of grades) for (let i = 0; i < count; i += 1) enrol(m, { school, grade, random, loaners });
  }
  return m.fleet;
}
