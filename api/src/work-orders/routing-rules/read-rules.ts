import type { Sql } from '@steward/db';
import { type Actor, ROLES } from '#kernel/actor.ts';
import { maySeeSetUp, maySetUp, maySetUpDistrict, setUpNotForYou } from '../../catalog/index.ts';
import { DRY_RUN_DAYS } from './dry-run.ts';
import { keptRuleNames } from './kept-rules.ts';
import { ruleNotFound } from './problems.ts';
import { listRules, listServiceNames, listTradeNames, type RuleRow } from './queries.ts';
import { mayChangeRule } from './save-rule.ts';

function present(row: RuleRow, rules: readonly RuleRow[], actor: Actor) {
  const among = rules.filter(({ trigger }) => trigger === row.trigger);
  const at = among.findIndex(({ id }) => id === row.id);
  const change = mayChangeRule(actor, row);
  const mayPass = (other: RuleRow | undefined) => change && other !== undefined && mayChangeRule(actor, other);
  const isTried = row.dryRunVersion === row.version;
  return {
    id: row.id,
    name: row.name,
    position: at + 1,
    trigger: row.trigger as 'submitted',
    conditions: row.conditions,
    actions: row.actions,
    isActive: row.isActive,
    activeSince: row.activeSince,
    dryRunAt: row.dryRunAt,
    isTried,
    version: row.version,
    may: {
      change,
      moveUp: mayPass(among[at - 1]),
      moveDown: mayPass(among[at + 1]),
      switchOn: change && isTried && !row.isActive,
      remove: change && !row.isActive,
    },
  };
}

/** All rules, in the order in which they are gone through. */
export async function readRules(on: Sql, actor: Actor) {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const rules = await listRules(on);
  const add = maySetUpDistrict(actor, null) || (await listServiceNames(on)).some(({ code }) => maySetUp(actor, code));
  return { items: rules.map((row) => present(row, rules, actor)), may: { add } };
}

/** One rule. */
export async function readRule(on: Sql, actor: Actor, id: string) {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const rules = await listRules(on);
  const row = rules.find((rule) => rule.id === id);
  if (!row) throw ruleNotFound();
  return present(row, rules, actor);
}

/** What a rule may name: nothing of what is confidential. */
export async function readRuleChoices(on: Sql, actor: Actor) {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const { types, areas, sites, teams } = await keptRuleNames(on);
  const openTypes = [...types.values()].filter(({ compartment, isActive }) => compartment === null && isActive);
  const services = new Set(openTypes.map(({ serviceCode }) => serviceCode));
  const levels = new Set([...sites.values()].flatMap(({ level }) => level ?? []));
  return {
    services: (await listServiceNames(on)).filter(({ code }) => services.has(code)),
    trades: (await listTradeNames(on)).filter(({ serviceCode }) => services.has(serviceCode)),
    requestTypes: openTypes,
    sites: [...sites.values()],
    areas,
    levels: [...levels].toSorted(),
    roles: [...ROLES],
    teams: [...teams.values()].filter(({ compartment, isActive }) => compartment === null && isActive),
    days: DRY_RUN_DAYS,
  };
}
