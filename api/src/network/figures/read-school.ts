import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { DISTRICT_ZONE } from '#kernel/day.ts';
import { decodeCursor, pageOf } from '#kernel/page.ts';
import { instant } from '#kernel/text.ts';
import { z } from 'zod';
import { presentDip } from '../dips/decide-dip.ts';
import { listDips } from '../dips/queries.ts';
import { keepsSchool, measuresSchool } from '../may.ts';
import { schoolToRead } from '../place.ts';
import { schoolNotFound } from '../problems.ts';
import type { MeasurementQuery } from './contract.ts';
import { listDays, listLinesAt, listLinkEvents, listMeasurements, milestonesAt } from './queries.ts';
import { type Asked, headOf, measuredSchools, presentSchools } from './read-network.ts';

const YEAR_MS = 365 * 86_400_000;

/** One school's network: its figures among all schools, its lines and fiber, how it was measured, and whether it is up. */
export async function readSchoolNetwork(on: Sql, actor: Actor, siteId: string, asked: Asked, now: Date) {
  const place = await schoolToRead(on, actor, siteId);
  const head = await headOf(on, asked, now);
  // Its share of the way out depends on all of them.
  const own = (await measuredSchools(on, head)).find((school) => school.siteId === siteId);
  if (!own) throw schoolNotFound();
  const [school] = await presentSchools(on, [own], now, siteId);
  const events = await listLinkEvents(on, siteId);
  const watched = school!.isUp === null ? undefined : events[0];
  const milestones = await milestonesAt(on, siteId);
  return {
    ...head,
    school: school!,
    circuits: (await listLinesAt(on, siteId)).map((line) => ({ ...line, medium: line.medium as 'other' })),
    milestones: milestones.map((row) => {
      const { site: _, ...milestone } = row;
      return { ...milestone, step: milestone.step as 'live' };
    }),
    // Where no probe watches any more, its last event says nothing about now.
    link: { state: watched?.kind ?? null, since: watched?.occurredAt ?? null, events },
    dips: (await listDips(on, siteId)).map((row) => presentDip(actor, row, place.areaId)),
    days: await listDays(on, siteId, new Date(now.getTime() - YEAR_MS), DISTRICT_ZONE),
    may: { keep: keepsSchool(actor, place), measure: measuresSchool(actor, place) },
  };
}

/** What was measured at a school, the newest first. */
export async function readMeasurements(on: Sql, actor: Actor, siteId: string, { limit, cursor, ...filters }: z.infer<typeof MeasurementQuery>) {
  await schoolToRead(on, actor, siteId);
  const after = decodeCursor(cursor, z.tuple([instant(), z.uuid()]));
  return pageOf(await listMeasurements(on, siteId, filters, { limit, after }), limit, (row) => [row.measuredAt.toISOString(), row.id]);
}
