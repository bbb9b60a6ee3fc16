import type { Sql } from '@steward/db';
import { districtDay } from '#kernel/day.ts';
import { dollarsOf } from '#kernel/money.ts';
import { listPublicProposals } from '../selection/queries.ts';
import { conditionOfSchools, presentCondition } from './condition.ts';
import { SETS } from './data-sets.ts';
import {
  addUp,
  presentChange,
  presentInvoice,
  presentMoney,
  presentProgramme,
  presentProject,
  presentProposal,
  presentScope,
} from './present-open.ts';
import { noProgramme, noProject, noSchool } from './problems.ts';
import {
  atOneMoment,
  countInvoices,
  findSite,
  isAnyMadeUp,
  listChanges,
  listDocuments,
  listInvoices,
  listPhases,
  listProgrammes,
  listProjects,
  listScopes,
  listSources,
  type ProjectRow,
  sumByKind,
  sumSecurity,
  sumWaiting,
} from './queries.ts';
import { standOf } from './stand.ts';

const CHANGES_SHOWN = 100;
const INVOICES_SHOWN = 500;

const isComplete = ({ phase }: { phase: string }) => phase === 'complete' || phase === 'warranty';
const counted = (projects: readonly ProjectRow[]) => ({
  projects: projects.length,
  complete: projects.filter(isComplete).length,
  money: presentMoney(addUp(projects)),
});
type Sums = Awaited<ReturnType<typeof sumByKind>>;
/** All lines but what is not allocated to anything. */
const given = (sums: Sums) => sums.filter(({ kind }) => kind !== 'unallocated');

/** All that a programme has, with what it is forecast to come to. */
const moneyOf = (sums: Sums, waiting: ReadonlyMap<string, bigint>, id: string) =>
  presentMoney({ ...addUp(given(sums.filter(({ programmeId }) => programmeId === id))), waitingCents: waiting.get(id) ?? 0n });

/** Where to begin: the public programmes, and what there is to take away. */
export const readOpen = (db: Sql, now: Date) =>
  atOneMoment(db, async (on) => {
    const programmes = await listProgrammes(on);
    const projects = await listProjects(on, {});
    const ids = programmes.map(({ id }) => id);
    const [sums, waiting] = [await sumByKind(on, ids), await sumWaiting(on, ids)];
    return {
      ...standOf(
        districtDay(now),
        programmes.some(({ isDemonstration }) => isDemonstration),
      ),
      programmes: programmes.map((programme) => {
        const { projects: count, complete } = counted(projects.filter((one) => one.programme.id === programme.id));
        const money = moneyOf(sums, waiting, programme.id);
        return { programme: presentProgramme(programme), money, projects: count, complete };
      }),
      schools: new Set(projects.map(({ siteId, siteName }) => siteId ?? siteName)).size,
      sets: SETS.map((name) => ({ name, csv: `/api/open/data/${name}?format=csv`, json: `/api/open/data/${name}?format=json` })),
    };
  });

/** A programme: where its money comes from and goes, school by school, and what changed. */
export const readOpenProgramme = (db: Sql, code: string, now: Date) =>
  atOneMoment(db, async (on) => {
    const programme = (await listProgrammes(on)).find((one) => one.code === code);
    if (!programme) throw noProgramme();
    const sums = await sumByKind(on, [programme.id]);
    const projects = await listProjects(on, { programmeId: programme.id });
    const hidden = await sumSecurity(on, programme.id);
    const changes = await listChanges(on, { programmeId: programme.id }, { limit: CHANGES_SHOWN + 1, isNewestFirst: true });
    return {
      ...standOf(districtDay(now), programme.isDemonstration),
      programme: presentProgramme(programme),
      money: moneyOf(sums, await sumWaiting(on, [programme.id]), programme.id),
      sources: (await listSources(on, programme.id)).map(({ plannedCents, arrivedCents, ...source }) => ({
        ...source,
        planned: dollarsOf(plannedCents),
        arrived: dollarsOf(arrivedCents),
      })),
      uses: given(sums).map((line) => {
        const { promised, budget, contracted, spent } = presentMoney(line);
        return { kind: line.kind, promised, budget, contracted, spent };
      }),
      schools: [...Map.groupBy(projects, ({ siteId, siteName }) => siteId ?? siteName).values()].map((own) => ({
        school: { id: own[0]!.siteId, name: own[0]!.siteName },
        ...counted(own),
      })),
      notShown: hidden.promisedCents + hidden.budgetCents > 0n ? presentMoney(hidden) : null,
      changes: changes.slice(0, CHANGES_SHOWN).map(presentChange),
      hasMoreChanges: changes.length > CHANGES_SHOWN,
    };
  });

const byName = (a: { school: { name: string } }, b: { school: { name: string } }) => a.school.name.localeCompare(b.school.name, 'en');

/** Every school with what it was promised in each programme, and its condition. */
export const readOpenSchools = (db: Sql, now: Date) =>
  atOneMoment(db, async (on) => {
    const condition = await conditionOfSchools(on, now);
    const conditionOf = new Map(condition.items.flatMap((item) => (item.site.id === null ? [] : [[item.site.id, item] as const])));
    const projects = Map.groupBy(await listProjects(on, {}), ({ siteId, siteName }) => siteId ?? siteName);
    const promised = [...projects.values()].map((own) => {
      const known = own[0]!.siteId === null ? undefined : conditionOf.get(own[0]!.siteId);
      return {
        school: { id: own[0]!.siteId, name: own[0]!.siteName },
        condition: known ? presentCondition(known) : null,
        promises: [...Map.groupBy(own, ({ programme }) => programme.id).values()].map((of) => ({
          programme: { code: of[0]!.programme.code, name: of[0]!.programme.name },
          ...counted(of),
        })),
      };
    });
    const others = condition.items.flatMap((item) =>
      item.site.id === null || projects.has(item.site.id)
        ? []
        : [{ school: { id: item.site.id, name: item.site.name }, condition: presentCondition(item), promises: [] }],
    );
    return {
      ...standOf(districtDay(now), condition.isDemonstration || (await isAnyMadeUp(on))),
      items: [...promised, ...others].toSorted(byName),
    };
  });

/** A school: each promise, what it has today, what was spent on it, and why that changed. */
export const readOpenSchool = (db: Sql, id: string, now: Date) =>
  atOneMoment(db, async (on) => {
    const school = await findSite(on, id);
    const condition = await conditionOfSchools(on, now, id);
    const projects = await listProjects(on, { siteId: id });
    const elsewhere = (await listScopes(on, { scopeSiteId: id })).filter(({ projectId }) => !projects.some((one) => one.id === projectId));
    if (!school || (projects.length === 0 && elsewhere.length === 0 && condition.items.length === 0)) throw noSchool();
    const programmes = await listProgrammes(on);
    const scopes = Map.groupBy(await listScopes(on, { siteId: id }), ({ projectId }) => projectId);
    const invoices = new Map<string, { count: number; cents: bigint }>();
    for (const one of projects) invoices.set(one.id, await countInvoices(on, { projectId: one.id }));
    const changes = await listChanges(on, { siteId: id }, { limit: CHANGES_SHOWN, isNewestFirst: true });
    const together = (own: readonly ProjectRow[]) => {
      const all = own.map((one) => invoices.get(one.id)!);
      return { count: all.reduce((sum, { count }) => sum + count, 0), sum: dollarsOf(all.reduce((sum, { cents }) => sum + cents, 0n)) };
    };
    return {
      ...standOf(districtDay(now), condition.isDemonstration || (await isAnyMadeUp(on))),
      school,
      condition: condition.items[0] ? presentCondition(condition.items[0]) : null,
      programmes: programmes.flatMap((programme) => {
        const own = projects.filter((one) => one.programme.id === programme.id);
        if (own.length === 0) return [];
        return [
          {
            programme: presentProgramme(programme),
            money: presentMoney(addUp(own)),
            invoices: together(own),
            projects: own.map((one) => ({
              ...presentProject(one),
              scopes: (scopes.get(one.id) ?? []).map(presentScope),
              invoices: together([one]),
            })),
          },
        ];
      }),
      partOf: [...Map.groupBy(elsewhere, ({ projectId }) => projectId)].map(([projectId, own]) => ({
        project: { id: projectId, name: own[0]!.projectName },
        scopes: own.map(presentScope),
      })),
      changes: changes.map(presentChange),
    };
  });

/** A project down to its invoices, which add up to what is spent. */
export const readOpenProject = (db: Sql, id: string, now: Date) =>
  atOneMoment(db, async (on) => {
    const [row] = await listProjects(on, { projectId: id });
    if (!row) throw noProject();
    const programme = (await listProgrammes(on)).find((one) => one.id === row.programme.id)!;
    const { count, cents } = await countInvoices(on, { projectId: id });
    const changes = await listChanges(on, { projectId: id }, { limit: CHANGES_SHOWN, isNewestFirst: true });
    return {
      ...standOf(districtDay(now), programme.isDemonstration),
      ...presentProject(row),
      programme: presentProgramme(programme),
      scopes: (await listScopes(on, { projectId: id })).map(presentScope),
      phases: (await listPhases(on, id)).map((phase) => ({ ...phase, phase: phase.phase as 'planned' })),
      changes: changes.map(presentChange),
      documents: await listDocuments(on, id),
      invoices: {
        count,
        sum: dollarsOf(cents),
        items: (await listInvoices(on, { projectId: id }, { limit: INVOICES_SHOWN, isNewestFirst: true })).map(presentInvoice),
      },
    };
  });

/** What was proposed in public, and how it was decided. */
export const readOpenProposals = (db: Sql, now: Date) =>
  atOneMoment(db, async (on) => {
    const rows = await listPublicProposals(on);
    return {
      ...standOf(districtDay(now), await isAnyMadeUp(on)),
      items: rows.map(presentProposal),
    };
  });
