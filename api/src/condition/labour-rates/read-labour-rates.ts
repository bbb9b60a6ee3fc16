import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { dollarsOf } from '#kernel/money.ts';
import { plansDistrict } from '../may-plan.ts';
import { rateOn } from '../rules/labour.ts';
import { listRates, listServicesOfBuildings, listTeamsOfBuildings } from './queries.ts';

const money = (cents: bigint | null) => (cents === null ? null : dollarsOf(cents));

/** What an hour costs: of each service whose crews work on buildings, and of each of its teams. */
export async function readLabourRates(on: Sql, actor: Actor, now: Date) {
  const [services, teams, all] = [await listServicesOfBuildings(on), await listTeamsOfBuildings(on), await listRates(on)];
  const today = districtDay(now);
  return {
    items: services.flatMap((service) => {
      const rates = all.filter(({ serviceCode }) => serviceCode === service.code);
      return [null, ...teams.filter(({ serviceCode }) => serviceCode === service.code)].map((team) => {
        const own = rates.filter(({ teamId }) => teamId === (team?.id ?? null));
        return {
          service,
          team: team && { id: team.id, name: team.name },
          hourly: money(rateOn(rates, team?.id ?? null, today)),
          isOwn:
            team === null ||
            rateOn(
              own.map((one) => ({ ...one, teamId: null })),
              null,
              today,
            ) !== null,
          rates: own
            .map(({ effectiveOn, hourlyCents, createdBy, createdAt }) => ({ effectiveOn, hourly: money(hourlyCents), createdBy, createdAt }))
            .toSorted((a, b) => (a.effectiveOn < b.effectiveOn ? 1 : -1)),
        };
      });
    }),
    may: { change: plansDistrict(actor) },
  };
}
