import type { Sql } from '@steward/db';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { keepsNetwork, readsNetwork } from '../may.ts';
import { networkNotYours, noSuchTarget } from '../problems.ts';
import { NETWORK_DEFINITIONS } from '../rules/definitions.ts';
import { equityBy, equityOf, GROUPINGS, measureSchools } from '../rules/equity.ts';
import { targetsOf } from '../rules/targets.ts';
import type { NetworkQuery } from './contract.ts';
import { findCapacity, isMadeUp, listLinkStates, listMedians, listSchools, listTargets, type SchoolRow } from './queries.ts';

export type Asked = z.infer<typeof NetworkQuery>;
const DAY_MS = 86_400_000;
const MEASURED_DAYS = 30;
/** Where nothing is asked of a year, schools are measured against nothing. */
const NOTHING_ASKED = { code: '', year: 0, per: 'user', kbps: 0 } as const;

/** As of when, against what, and how wide the way out is. */
export async function headOf(on: Sql, { year: asked, target: code }: Asked, now: Date) {
  const today = districtDay(now);
  const year = asked ?? Number(today.slice(0, 4));
  const endOfYear = `${year}-12-31`;
  const asOf = endOfYear < today ? endOfYear : today;
  const targets = targetsOf(await listTargets(on), year).map((row) => {
    const { id: _, ...target } = row;
    return target;
  });
  const target = code === undefined ? (targets[0] ?? null) : targets.find((one) => one.code === code);
  if (target === undefined) throw noSuchTarget(code!);
  return { asOf, year, isDemonstration: await isMadeUp(on), target, targets, isp: (await findCapacity(on, asOf)) ?? null };
}
export type Head = Awaited<ReturnType<typeof headOf>>;

type Medians = Awaited<ReturnType<typeof listMedians>>;
/** Probes measure by cable and at all hours: what they say comes first. */
function measuredIn(medians: Medians | undefined, direction: 'download' | 'upload') {
  const own = medians?.filter((one) => one.direction === direction) ?? [];
  const found = own.find(({ source }) => source === 'probe') ?? own[0];
  return found ? { mbps: found.mbps, count: found.count, source: found.source } : null;
}

/** All schools, measured against the target: the way out is shared by all of them. */
export async function measuredSchools(on: Sql, { asOf, isp, target }: Head) {
  const rows = await listSchools(on, asOf);
  const schools = rows.map((row) => ({ ...row, areaId: row.area?.id ?? null }));
  return measureSchools(schools, isp?.mbps ?? null, target ?? NOTHING_ASKED).map((school) =>
    target === null ? { ...school, isAtTarget: null, cause: null } : school,
  );
}
export type Measured = Awaited<ReturnType<typeof measuredSchools>>[number];

/** One school as the API answers it, with what was measured there lately. */
export async function presentSchools(on: Sql, schools: readonly Measured[], now: Date, siteId?: string) {
  const medians = Map.groupBy(await listMedians(on, new Date(now.getTime() - MEASURED_DAYS * DAY_MS), siteId), (one) => one.siteId);
  const states = new Map((await listLinkStates(on)).map((one) => [one.siteId, one.kind === 'up']));
  return schools.map((school) => ({
    site: { id: school.siteId, name: school.name },
    level: school.level,
    area: school.area,
    need: school.need,
    needQuarter: school.needQuarter,
    mediums: school.mediums as 'other'[],
    buildStatus: school.buildStatus as 'built' | null,
    contractEndsOn: school.contractEndsOn,
    isUp: states.get(school.siteId) ?? null,
    students: school.students,
    users: school.users,
    downMbps: school.downMbps,
    upMbps: school.upMbps,
    hasFibre: school.hasFibre,
    wanKbps: school.wanKbps,
    effectiveKbps: school.effectiveKbps,
    againstKbps: school.againstKbps,
    isAtTarget: school.isAtTarget,
    cause: school.cause,
    measuredDown: measuredIn(medians.get(school.siteId), 'download'),
    measuredUp: measuredIn(medians.get(school.siteId), 'upload'),
  }));
}

const nameOf = (rows: readonly Pick<SchoolRow, 'area'>[], key: string) => rows.find(({ area }) => area?.id === key)?.area?.name ?? null;

/** The network of the whole district: how much each user has, who is at the target, how evenly it lies, and each school. */
export async function readNetwork(on: Sql, actor: Actor, asked: Asked, now: Date) {
  if (!readsNetwork(actor)) throw networkNotYours();
  const head = await headOf(on, asked, now);
  const schools = await measuredSchools(on, head);
  return {
    ...head,
    total: equityOf(schools),
    groupings: GROUPINGS.map((by) => {
      const { groups, ...grouping } = equityBy(schools, by);
      const named = groups.map((group) => ({ ...group, name: by === 'area' ? nameOf(schools, group.key) : null }));
      return { ...grouping, groups: named.toSorted((a, b) => (a.name ?? a.key).localeCompare(b.name ?? b.key)) };
    }),
    schools: await presentSchools(on, schools, now),
    definitions: Object.entries(NETWORK_DEFINITIONS).map(([code, words]) => ({ code, ...words })),
    may: { keep: keepsNetwork(actor) },
  };
}
