import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { listProviders, listContracts, listProjectsAt } from '../circuits/queries.ts';
import { milestonesAt } from '../figures/queries.ts';
import { keepsSchool, readsNetwork } from '../may.ts';
import { schoolAt } from '../place.ts';
import { networkNotYours } from '../problems.ts';
import { findStaff } from '../settings/queries.ts';
import { listNetworkEvents } from './queries.ts';

/** What was said of a provider, a contract, a target or a capacity. */
export async function readHistory(on: Sql, actor: Actor, subjectId: string) {
  if (!readsNetwork(actor)) throw networkNotYours();
  return { items: await listNetworkEvents(on, subjectId) };
}

/** What is kept of a school's network, and what a keeper may choose from: for who keeps it, or reads all of it. */
export async function readSchoolSetUp(on: Sql, actor: Actor, siteId: string) {
  const { name, ...place } = await schoolAt(on, siteId);
  const mayKeep = keepsSchool(actor, place);
  if (!mayKeep && !readsNetwork(actor)) throw networkNotYours();
  const [staff, milestones, projects, providers, contracts, history] = await Promise.all([
    findStaff(on, siteId),
    milestonesAt(on, siteId),
    listProjectsAt(on, siteId),
    listProviders(on),
    listContracts(on),
    listNetworkEvents(on, siteId),
  ]);
  return {
    site: { id: siteId, name },
    staff: staff ?? null,
    milestones: milestones.map((one) => {
      const { site: _, step, ...milestone } = one;
      return { ...milestone, step: step as 'live' };
    }),
    projects,
    providers: providers.map(({ id, name: called }) => ({ id, name: called })),
    contracts: contracts.map(({ id, provider, number, endsOn }) => ({ id, provider, number, endsOn })),
    history,
    may: { keep: mayKeep },
  };
}
