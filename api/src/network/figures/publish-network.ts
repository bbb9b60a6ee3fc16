import type { Sql } from '@steward/db';
import { districtDay } from '#kernel/day.ts';
import { NETWORK_DEFINITIONS } from '../rules/definitions.ts';
import { equityOf } from '../rules/equity.ts';
import { headOf, measuredSchools, presentSchools } from './read-network.ts';

/** The bandwidth of each school against the target, as everybody may know it: who runs a line, and until when, is not in it. */
export async function publishNetwork(on: Sql, now: Date) {
  const head = await headOf(on, {}, now);
  const schools = await measuredSchools(on, head);
  return {
    ...head,
    total: equityOf(schools),
    definitions: NETWORK_DEFINITIONS,
    schools: (await presentSchools(on, schools, now)).map((school) => ({
      site: school.site,
      level: school.level,
      area: school.area,
      hasFibre: school.hasFibre,
      downMbps: school.downMbps,
      upMbps: school.upMbps,
      againstKbps: school.againstKbps,
      isAtTarget: school.isAtTarget,
      cause: school.cause,
      measuredDown: school.measuredDown?.mbps ?? null,
      measuredUp: school.measuredUp?.mbps ?? null,
    })),
  };
}

const YEARS_BACK = 5;

/** Of the schools whose bandwidth is known, the share that had at the end of the year what was asked of that year; of this year, now. */
export async function atTargetByYear(on: Sql, now: Date) {
  const thisYear = Number(districtDay(now).slice(0, 4));
  const years = Array.from({ length: YEARS_BACK }, (_, i) => thisYear - YEARS_BACK + 1 + i);
  const heads = await Promise.all(years.map((year) => headOf(on, { year }, now)));
  const points = await Promise.all(
    heads.map(async (head) => {
      const { judged, atTarget } = equityOf(head.target === null ? [] : await measuredSchools(on, head));
      return { year: head.year, value: judged === 0 ? null : atTarget / judged };
    }),
  );
  return { isDemonstration: heads.some(({ isDemonstration }) => isDemonstration), points: points.filter(({ value }) => value !== null) };
}
