import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { listServices } from '../catalog/index.ts';
import { readServiceFigures, type ServiceFigures } from '../reports/index.ts';
import { notForYou, schoolNotFound, surveyNotFound } from './problems.ts';
import { findSite, listAreas, listServiceCodes, listSurveys, listTallies, listTurnouts, type SurveyRow } from './queries.ts';
import { readsResults, readsSchool, readsService, servicesRead } from './rules/access.ts';
import { ALL, type GroupKind, NONE, shareOf } from './rules/count.ts';
import { lastDayOf, yearBefore } from './rules/life.ts';
import { LEAST } from './rules/suppression.ts';

type TallyRow = Awaited<ReturnType<typeof listTallies>>[number];
/** The survey of a year and the one before it, counted. */
type Counted = { survey: SurveyRow; before: SurveyRow | null; tallies: TallyRow[]; turnouts: Awaited<ReturnType<typeof listTurnouts>> };

/** The closed surveys, and of one year what was counted; null where none is closed yet. */
export async function countedOf(on: Sql, year: number | undefined): Promise<{ years: number[]; counted: Counted | null }> {
  const closed = (await listSurveys(on)).filter(({ state }) => state === 'closed');
  const at = year === undefined ? 0 : closed.findIndex((one) => one.year === year);
  if (at < 0) throw surveyNotFound();
  const survey = closed[at];
  const years = closed.map((one) => one.year);
  if (!survey) return { years, counted: null };
  const before = closed[at + 1] ?? null;
  const tallies = await listTallies(on, before ? [survey.id, before.id] : [survey.id]);
  return { years, counted: { survey, before, tallies, turnouts: await listTurnouts(on, survey.id) } };
}

const findTally = (tallies: readonly TallyRow[], surveyId: string | undefined, kind: GroupKind, key: string, code: string) =>
  tallies.find((one) => one.surveyId === surveyId && one.groupKind === kind && one.groupKey === key && one.serviceCode === code);

const presentShares = (tally: TallyRow | undefined) => ({
  n: tally?.n ?? null,
  effective: shareOf(tally?.effective ?? null, tally?.n ?? null),
  adequate: shareOf(tally?.adequate ?? null, tally?.n ?? null),
});

/** What a group says of a service, with the year before beside it. */
export function sharesOf({ survey, before, tallies }: Counted, kind: GroupKind, key: string, code: string) {
  const last = before && presentShares(findTally(tallies, before.id, kind, key, code));
  return { ...presentShares(findTally(tallies, survey.id, kind, key, code)), before: before && { year: before.year, ...last! } };
}

/** How many of a group were asked and answered. */
export function turnoutOf({ turnouts }: Counted, kind: GroupKind, key: string) {
  const found = turnouts.find((one) => one.groupKind === kind && one.groupKey === key);
  const { invited = null, answered = null } = found ?? {};
  return { invited, answered, share: shareOf(answered, invited) };
}

/** What every answer of results says first. */
const lastDay = ({ closesOn, closedAt }: SurveyRow) => lastDayOf(closesOn, closedAt && districtDay(closedAt));
export const presentHead = (survey: SurveyRow) => {
  const { year, opensOn, isDemonstration } = survey;
  return { year, opensOn, closesOn: lastDay(survey), isDemonstration, least: LEAST };
};

const LEVELS = ['elementary', 'middle', 'high', 'multi-level', 'option', 'alternative', 'charter'];
const inOrder = (key: string) => (key === NONE ? LEVELS.length + 1 : LEVELS.includes(key) ? LEVELS.indexOf(key) : LEVELS.length);
/** Levels from the youngest up, areas by name; who belongs to none comes last. */
export async function groupsIn(on: Sql, { tallies, turnouts, survey }: Counted) {
  const names = new Map((await listAreas(on)).map(({ id, name }) => [id, name]));
  const all = [...tallies.filter(({ surveyId }) => surveyId === survey.id), ...turnouts];
  const keys = (kind: GroupKind) => [...new Set(all.filter(({ groupKind }) => groupKind === kind).map(({ groupKey }) => groupKey))];
  const levels = keys('level').toSorted((a, b) => inOrder(a) - inOrder(b) || a.localeCompare(b));
  const nameOf = (key: string) => names.get(key) ?? null;
  const areas = keys('area').toSorted((a, b) => Number(a === NONE) - Number(b === NONE) || (nameOf(a) ?? a).localeCompare(nameOf(b) ?? b));
  return [
    ...levels.map((key) => ({ kind: 'level' as const, key, name: null })),
    ...areas.map((key) => ({ kind: 'area' as const, key, name: nameOf(key) })),
  ];
}

const withoutCode = (figures: ServiceFigures | undefined) => {
  if (!figures) return null;
  const { serviceCode: _, ...own } = figures;
  return own;
};

/** The services of a survey with what all say of them, and with their own figures of the same year: those of the orders that the reader may see. */
async function servicesIn(on: Sql, actor: Actor, counted: Counted, of: { kind: 'all' | 'school'; key: string }, reads: (code: string) => boolean) {
  const { survey } = counted;
  const [names, codes] = [await listServices(on), await listServiceCodes(on, survey.id)];
  const days = yearBefore(lastDay(survey));
  const own = await readServiceFigures(on, actor, { ...days, siteId: of.kind === 'school' ? of.key : undefined });
  const services = codes.filter(reads).map((code) => {
    const { nameEn, nameEs } = names.find((one) => one.code === code)!;
    const figures = withoutCode(own.find(({ serviceCode }) => serviceCode === code));
    return { code, nameEn, nameEs, ...sharesOf(counted, of.kind, of.key, code), own: figures };
  });
  return { ownFrom: days.from, ownTo: days.to, services };
}

/** What the staff said: of the services that this actor reads, by level and by area, beside the year before. Only of closed surveys: two looks at an open one would tell who answered between them. */
export async function readResults(on: Sql, actor: Actor, { year }: { year?: number | undefined }) {
  if (!readsResults(actor)) throw notForYou();
  const { years, counted } = await countedOf(on, year);
  if (!counted) return { years, results: null };
  const reads = (code: string) => readsService(actor, code);
  const asked = await servicesIn(on, actor, counted, { kind: 'all', key: ALL }, reads);
  const groups = (await groupsIn(on, counted)).map(({ kind, key, name }) => ({
    kind,
    key,
    name,
    turnout: turnoutOf(counted, kind, key),
    services: asked.services.map(({ code }) => ({ code, ...sharesOf(counted, kind, key, code) })),
  }));
  return {
    years,
    results: {
      ...presentHead(counted.survey),
      id: counted.survey.id,
      turnout: turnoutOf(counted, 'all', ALL),
      together: servicesRead(actor) === 'all' ? sharesOf(counted, 'all', ALL, ALL) : null,
      ...asked,
      groups,
    },
  };
}

/** What the staff of one school said, for who runs it; nothing of fewer than ten. */
export async function readSchoolResults(on: Sql, actor: Actor, siteId: string) {
  const site = await findSite(on, siteId);
  if (!site || !readsSchool(actor, { siteId, areaId: site.areaId })) throw schoolNotFound();
  const { counted } = await countedOf(on, undefined);
  if (!counted) return { results: null };
  const asked = await servicesIn(on, actor, counted, { kind: 'school', key: siteId }, () => true);
  return {
    results: {
      ...presentHead(counted.survey),
      school: { id: site.id, name: site.name },
      turnout: turnoutOf(counted, 'school', siteId),
      ...asked,
      services: asked.services.map((one) => ({ ...one, district: sharesOf(counted, 'all', ALL, one.code) })),
    },
  };
}
