import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { dollarsOf } from '#kernel/money.ts';
import { listBurn, listDraws } from './contingency-queries.ts';
import { figuresOf, presentFigures, sumOf } from './figures.ts';
import { type Group, listGroups, listSources } from './line-queries.ts';
import { presentDecisions, presentProject } from './present-project.ts';
import { listAllProjects, listProgrammes, listProjects, type Narrowed, type ProjectSort } from './project-queries.ts';
import { dayAsked, headOf, mustRead, programmeSeen, scopeOf } from './seen.ts';
import { standingOf } from './standing.ts';
import { readsWholePlan } from '../rules/access.ts';
import { verdictsOf } from './verdicts.ts';

const together = (groups: readonly Group[]) => presentFigures(sumOf(groups.map(({ totals }) => totals)));
const linesIn = (groups: readonly Group[]) => groups.reduce((sum, { lines }) => sum + lines, 0);

type Use = 'projects' | 'charter' | 'contingency' | 'other' | 'unallocated';
const useOf = ({ isOfProject, kind }: Group): Use =>
  isOfProject ? 'projects' : kind === 'charter' || kind === 'contingency' || kind === 'unallocated' ? kind : 'other';
const USES: readonly Use[] = ['projects', 'charter', 'contingency', 'other', 'unallocated'];

/** What was given to lines: all but what is unallocated. */
const isGiven = ({ kind }: Group) => kind !== 'unallocated';

/** The programmes; the figures of each are read by themselves, for two of them are never added up. */
export async function readProgrammes(on: Sql, actor: Actor, now: Date) {
  mustRead(actor);
  const { asOf } = dayAsked(undefined, now);
  const all = await listProgrammes(on, actor);
  return { items: all.map((programme) => ({ ...headOf(programme, actor, asOf), startsOn: programme.startsOn, endsOn: programme.endsOn })) };
}

/** One programme: where its money comes from and goes to, and whether its projects are on promise, on money and on time. */
export async function readProgramme(on: Sql, actor: Actor, id: string, asked: string | undefined, now: Date) {
  const programme = await programmeSeen(on, actor, id);
  const { asOf, today, past } = dayAsked(asked, now);
  const scope = scopeOf(programme, past);
  const [groups, sources, projects] = await Promise.all([
    listGroups(on, actor, scope),
    readsWholePlan(actor) ? listSources(on, programme.id) : [],
    listAllProjects(on, actor, scope, past ?? today),
  ]);
  const { overByCents, committedNotStartedCents, mostOver, mostLate, lessThanPromised, ...standing } = standingOf(projects);
  const kinds = [...Map.groupBy(groups.filter(isGiven), ({ kind }) => kind)];
  const ofProjects = figuresOf(sumOf(groups.filter((group) => useOf(group) === 'projects').map(({ totals }) => totals)));
  return {
    ...headOf(programme, actor, asOf),
    verdicts: verdictsOf(standing, ofProjects.variance),
    startsOn: programme.startsOn,
    endsOn: programme.endsOn,
    figures: together(groups.filter(isGiven)),
    sources: sources.map((source) => {
      const own = groups.filter(({ sourceId }) => sourceId === source.id);
      const all = figuresOf(sumOf(own.map(({ totals }) => totals)));
      const unallocated = figuresOf(sumOf(own.filter((group) => !isGiven(group)).map(({ totals }) => totals))).budget;
      return {
        id: source.id,
        code: source.code,
        name: source.name,
        kind: source.kind,
        series: source.series,
        planned: dollarsOf(source.plannedCents),
        received: dollarsOf(all.revenue),
        allocated: dollarsOf(all.revenue - unallocated),
        unallocated: dollarsOf(unallocated),
      };
    }),
    uses: USES.map((use) => ({ use, groups: groups.filter((group) => useOf(group) === use) }))
      .filter((one) => one.groups.length > 0)
      .map(({ use, groups: own }) => ({ use, lines: linesIn(own), figures: together(own) })),
    lineKinds: kinds.map(([kind, own]) => ({ kind, lines: linesIn(own), figures: together(own) })),
    projects: { ...standing, overBy: dollarsOf(overByCents), committedNotStartedAmount: dollarsOf(committedNotStartedCents) },
    mostOver: mostOver.map(presentProject),
    mostLate: mostLate.map(presentProject),
    lessThanPromised: lessThanPromised.map(presentProject),
  };
}

export type ProjectsAsked = Narrowed & { programmeId: string; asOf?: string | undefined; sort: ProjectSort; page: number; limit: number };
/** Projects of a programme, page by page. */
export async function readProjects(on: Sql, actor: Actor, { programmeId, asOf: asked, sort, page, limit, ...narrowed }: ProjectsAsked, now: Date) {
  const programme = await programmeSeen(on, actor, programmeId);
  const { asOf, past } = dayAsked(asked, now);
  const { items, total } = await listProjects(on, actor, {
    scope: scopeOf(programme, past),
    narrowed,
    sort,
    today: asOf,
    limit,
    offset: (page - 1) * limit,
  });
  return { ...headOf(programme, actor, asOf), total, page, pages: Math.max(1, Math.ceil(total / limit)), items: items.map(presentProject) };
}

const DRAWS_MOST = 500;
/** Where programme contingency went: month by month, and each draw with its reason. Who sees some projects only, sees none of it. */
export async function readContingency(on: Sql, actor: Actor, id: string, asked: string | undefined, now: Date) {
  const programme = await programmeSeen(on, actor, id);
  const { asOf, past } = dayAsked(asked, now);
  const scope = scopeOf(programme, past);
  const [burn, draws] = readsWholePlan(actor) ? await Promise.all([listBurn(on, scope), listDraws(on, scope, DRAWS_MOST)]) : [[], []];
  let left = 0n;
  const months = burn.map(({ month, given, drawn, returned }) => {
    left += BigInt(given) - BigInt(drawn) + BigInt(returned);
    return { month, given: dollarsOf(BigInt(given)), drawn: dollarsOf(BigInt(drawn)), returned: dollarsOf(BigInt(returned)), left: dollarsOf(left) };
  });
  const sum = (key: 'given' | 'drawn' | 'returned') => dollarsOf(burn.reduce((total, one) => total + BigInt(one[key]), 0n));
  return {
    ...headOf(programme, actor, asOf),
    given: sum('given'),
    drawn: sum('drawn'),
    returned: sum('returned'),
    left: dollarsOf(left),
    months,
    draws: draws.map(({ projectId, projectCode, projectName, siteName, cents, decisions, ...draw }) => ({
      ...draw,
      amount: dollarsOf(BigInt(cents)),
      decisions: presentDecisions(decisions),
      project: projectId === null ? null : { id: projectId, code: projectCode!, name: projectName!, siteName: siteName! },
    })),
  };
}
