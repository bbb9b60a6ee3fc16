import type { Sql } from '@steward/db';
import { z } from 'zod';
import { type Actor, holds } from '#kernel/actor.ts';
import { decodeCursor, pageOf } from '#kernel/page.ts';
import { typeNotFound } from './problems.ts';
import { findRequestType, listActiveTypes, listMembers, listServices, listTeams, listTrades } from './queries.ts';
import { suggest } from './rules/suggest.ts';

type Type = Awaited<ReturnType<typeof listActiveTypes>>[number];

const presentType = ({ compartment, ...type }: Type) => ({ ...type, isConfidential: compartment !== null });

/** The services with their trades. */
export async function readServices(on: Sql) {
  const [services, trades] = [await listServices(on), await listTrades(on)];
  const tradesOf = (code: string) =>
    trades.filter((t) => t.serviceCode === code).map(({ code: trade, nameEn, nameEs }) => ({ code: trade, nameEn, nameEs }));
  return { items: services.map((service) => ({ ...service, trades: tradesOf(service.code) })) };
}

/** Names of the services by code, and of trades by `service/trade`. */
export async function serviceNames(on: Sql, locale: 'en' | 'es'): Promise<ReadonlyMap<string, string>> {
  const nameOf = (named: { nameEn: string; nameEs: string }) => (locale === 'es' ? named.nameEs : named.nameEn);
  const { items } = await readServices(on);
  return new Map(
    items.flatMap(
      (service) => [[service.code, nameOf(service)], ...service.trades.map((t) => [`${service.code}/${t.code}`, nameOf(t)] as const)] as const,
    ),
  );
}

type TypeFilters = { q?: string | undefined; serviceCode?: string | undefined; limit: number; cursor?: string | undefined };

/** The kinds of request on offer: by name, or for a sentence those it may mean, the likeliest first (one page). */
export async function readTypes(on: Sql, { q, serviceCode, limit, cursor }: TypeFilters) {
  const after = decodeCursor(cursor, z.tuple([z.string().max(200), z.uuid()]));
  const types = await listActiveTypes(on, serviceCode);
  if (q !== undefined) return { items: suggest(types, q).slice(0, limit).map(presentType), nextCursor: null };
  const rest = after ? types.filter((t) => t.nameEn > after[0] || (t.nameEn === after[0] && t.id > after[1])) : types;
  const page = pageOf(rest.slice(0, limit + 1), limit, (t) => [t.nameEn, t.id]);
  return { ...page, items: page.items.map(presentType) };
}

/** One kind of request; 404 when there is none on offer. */
export async function readType(on: Sql, id: string) {
  const type = await findRequestType(on, id);
  if (!type?.isActive) throw typeNotFound();
  return presentType(type);
}

/** Who works on orders or sends them on may know who is in which crew. */
const knowsMembers = (actor: Actor) =>
  actor.teamIds.length > 0 ||
  holds(actor, 'technician', 'dispatcher', 'service_manager', 'hr_partner', 'technology_coordinator', 'administrator', 'auditor');

/** The crews, with their people for those who may know. */
export async function readTeams(on: Sql, actor: Actor, filters: Parameters<typeof listTeams>[1]) {
  const teams = await listTeams(on, filters);
  const members = knowsMembers(actor)
    ? await listMembers(
        on,
        teams.map((t) => t.id),
      )
    : [];
  const byTeam = Map.groupBy(members, (m) => m.teamId);
  const membersOf = (id: string) => (byTeam.get(id) ?? []).map(({ id: person, name, isLead }) => ({ id: person, name, isLead }));
  const present = ({ id, code, name, serviceCode, tradeCode, area, compartment, weeklyHours }: (typeof teams)[number]) => ({
    id,
    code,
    name,
    serviceCode,
    tradeCode,
    area,
    compartment: compartment as 'hr' | null,
    weeklyHours,
    members: membersOf(id),
  });
  return { items: teams.map(present) };
}
