import type { Sql } from '@steward/db';
import { calendarAsOf } from '#kernel/calendar.ts';
import { byId, keep } from '#platform/kept.ts';
import { keptCalendars } from '../../catalog/index.ts';
import type { Applied, Reason } from '../rules/desk-rules.ts';
import { listActiveRules, listAreaNames, listRuleTeams, listServiceNames, listSiteNames, listTradeNames, listTypeNames } from './queries.ts';

/** The rules that are on, in their order, with the crews they may send to: kept in memory until one of them changes. */
export const keptRules = (on: Sql, version?: string) =>
  keep(
    on,
    'catalogue',
    'desk rules',
    async () => {
      const rows = await listActiveRules(on);
      const crews = byId((await listRuleTeams(on)).filter(({ compartment, isActive }) => isActive && compartment === null));
      return {
        submitted: rows.filter(({ trigger }) => trigger === 'submitted'),
        escalations: rows.filter(({ trigger }) => trigger === 'escalation'),
        crews,
      };
    },
    version,
  );

/** What rules name by id, by that id. */
export const keptRuleNames = (on: Sql, version?: string) =>
  keep(
    on,
    'catalogue',
    'desk rule names',
    async () => {
      const [types, areas, sites, teams] = [await listTypeNames(on), await listAreaNames(on), await listSiteNames(on), await listRuleTeams(on)];
      const names = new Map<string, string | { en: string; es: string }>();
      for (const { code, nameEn, nameEs } of [...(await listTradeNames(on)), ...(await listServiceNames(on))])
        names.set(code, { en: nameEn, es: nameEs });
      for (const { id, nameEn, nameEs } of types) names.set(id, { en: nameEn, es: nameEs });
      for (const { id, name } of [...areas, ...sites, ...teams]) names.set(id, name);
      return { types: byId(types), areas, sites: byId(sites), teams: byId(teams), names };
    },
    version,
  );

/** The calendar that a service worked by at this moment. */
export async function calendarFor(on: Sql, serviceCode: string, at: number) {
  const { calendars, ofService } = await keptCalendars(on);
  return calendarAsOf(calendars.get(ofService.get(serviceCode) ?? 'district') ?? calendars.get('district')!, at);
}

/** What was met, by names instead of ids: an order says it as it was, whatever becomes of the rule. */
export type ToldReason = { condition: string; met: (string | { en: string; es: string })[] };
const NAMED = new Set<string>(['serviceCodes', 'tradeCodes', 'requestTypeIds', 'siteIds', 'areaIds']);
const toldReason = ({ condition, met }: Reason, names: ReadonlyMap<string, string | { en: string; es: string }>): ToldReason => ({
  condition,
  met: met.map((one) => (NAMED.has(condition) ? (names.get(one) ?? one) : one)),
});

type Before = { teamName: string | null; priority: string };
/** What a rule did, as the history of the order keeps it. */
export async function toldRule(on: Sql, { rule, because, did }: Applied, before: Before) {
  const { names, teams } = await keptRuleNames(on);
  return {
    rule,
    because: because.map((reason) => toldReason(reason, names)),
    did: {
      ...(did.teamId ? { teamName: teams.get(did.teamId)?.name ?? '', teamBefore: before.teamName } : {}),
      ...(did.priority ? { priority: did.priority, priorityBefore: before.priority } : {}),
      ...(did.tags ? { tags: did.tags } : {}),
      ...(did.tell ? { tell: did.tell } : {}),
    },
  };
}
