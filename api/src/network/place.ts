import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { findPlace } from '../sites/index.ts';
import { keepsSchool, keptBy, measuresSchool, readsSchool } from './may.ts';
import { mayNotKeep, mayNotMeasure, networkNotYours, schoolClosed, schoolNotFound } from './problems.ts';

export type School = { siteId: string; areaId: string | null; name: string; status: string };

/** The school of this id. */
export async function schoolAt(on: Sql, siteId: string): Promise<School> {
  const place = await findPlace(on, { siteId });
  if (!place) throw schoolNotFound();
  const { id, areaId, name, status } = place.site;
  return { siteId: id, areaId, name, status };
}

/** The school, for who may read of its network. */
export async function schoolToRead(on: Sql, actor: Actor, siteId: string): Promise<School> {
  const school = await schoolAt(on, siteId);
  if (!readsSchool(actor, school)) throw networkNotYours();
  return school;
}

/** The school and in whose name, for who keeps its lines. */
export async function schoolToKeep(on: Sql, actor: Actor, siteId: string) {
  const school = await schoolAt(on, siteId);
  const by = keptBy(actor, (as) => keepsSchool(as, school));
  if (!by) throw mayNotKeep();
  return { school, by };
}

/** The school, for who may measure from there. */
export async function schoolToMeasure(on: Sql, actor: Actor, siteId: string): Promise<School> {
  const school = await schoolAt(on, siteId);
  if (!measuresSchool(actor, school)) throw mayNotMeasure();
  if (school.status === 'closed') throw schoolClosed();
  return school;
}
