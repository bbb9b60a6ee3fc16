import { type Actor, actingFor } from '#kernel/actor.ts';
import { dayAfter } from '#kernel/day.ts';
import { administersCompartment } from '../rules/compartments.ts';
import { delegationState, isOpen } from '../rules/delegations.ts';
import { mayGrant } from '../rules/grants.ts';
import type { DelegationRow } from './queries.ts';

const scopeOf = (row: DelegationRow) => ({
  serviceCode: row.serviceCode,
  areaId: row.area?.id ?? null,
  siteId: row.site?.id ?? null,
  siteAreaId: row.siteAreaId,
});

/** For whom the actor may end it: the two it is between and administrators in its scope may; undefined for others. */
export const endsFor = (row: DelegationRow, actor: Actor) =>
  [row.delegator.id, row.delegate.id].includes(actor.id)
    ? null
    : actingFor(actor, (as) =>
        row.compartment ? administersCompartment(as, { ...scopeOf(row), compartment: row.compartment }) : mayGrant(as, scopeOf(row)),
      );

export const stateOf = ({ delegation, duty }: DelegationRow, now: Date) => delegationState({ ...delegation, duty }, now);

export function presentDelegation(row: DelegationRow, actor: Actor, now: Date) {
  const { delegation, duty, role, compartment, serviceCode, area, site, delegator, delegate, confirmedBy, endedBy } = row;
  const state = stateOf(row, now);
  return {
    id: delegation.id,
    duty,
    role,
    compartment,
    serviceCode,
    area,
    site,
    delegator,
    delegate,
    startsOn: delegation.startsOn,
    lastOn: dayAfter(delegation.endsOn, -1),
    state,
    createdAt: delegation.createdAt,
    confirmedBy,
    endedAt: delegation.endedAt,
    endedBy,
    mayEnd: isOpen(state) && endsFor(row, actor) !== undefined,
  };
}

/** What both histories keep of it. */
export const eventDataOf = ({ delegation, role, compartment, serviceCode, area, site, delegator, delegate }: DelegationRow) => ({
  delegationId: delegation.id,
  fromName: delegator.name,
  toName: delegate.name,
  ...(role ? { role } : {}),
  ...(compartment ? { compartment } : {}),
  ...(serviceCode ? { serviceCode } : {}),
  ...(area ? { areaName: area.name } : {}),
  ...(site ? { siteName: site.name } : {}),
  startsOn: delegation.startsOn,
  lastOn: dayAfter(delegation.endsOn, -1),
});
