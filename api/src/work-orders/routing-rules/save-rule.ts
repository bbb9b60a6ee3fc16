import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import { type Actor, actingFor } from '#kernel/actor.ts';
import { maySeeSetUp, maySetUp, maySetUpDistrict, notYoursToSetUp, recordSetUp, setUpChanged, setUpNotForYou } from '../../catalog/index.ts';
import { judgeRule } from '../rules/desk-rules.ts';
import { normalisedTag } from '../rules/tags.ts';
import type { RuleRequest } from './contract.ts';
import { atTheEnd, notTried, ruleNotFound, ruleRefused, stillOn, triggerFixed } from './problems.ts';
import {
  findRule,
  insertRule,
  listAreaNames,
  listRuleTeams,
  listSiteNames,
  listTypeNames,
  lockRule,
  lockRules,
  nextPosition,
  nextVersion,
  removeRuleRow,
  type RuleRow,
  setRule,
} from './queries.ts';

type Input = z.infer<typeof RuleRequest>;
type Definition = Pick<RuleRow, 'name' | 'trigger' | 'conditions' | 'actions'>;

/** What was left out is not there. */
const withoutGaps = (value: object) => JSON.parse(JSON.stringify(value)) as Record<string, never>;
const tagsOf = (tags: readonly string[] | undefined) => tags && [...new Set(tags.map(normalisedTag))];
const wanted = ({ name, trigger, conditions, actions }: Input): Definition => ({
  name,
  trigger,
  conditions: withoutGaps(conditions),
  actions: withoutGaps({ ...actions, tags: tagsOf(actions.tags) }),
});

/** Whose a rule is: of the services that it names where it names some; else the district’s. */
export const mayChangeRule = (actor: Actor, { conditions }: Pick<RuleRow, 'conditions'>): boolean =>
  maySetUpDistrict(actor, null) || (conditions.serviceCodes?.length ? conditions.serviceCodes.every((code) => maySetUp(actor, code)) : false);

/** For whom the actor does what concerns all these rules. */
function permitted(actor: Actor, rules: readonly Pick<RuleRow, 'conditions'>[]): string | null {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const onBehalfOfId = actingFor(actor, (as) => rules.every((rule) => mayChangeRule(as, rule)));
  if (onBehalfOfId === undefined) throw notYoursToSetUp();
  return onBehalfOfId;
}

const byId = <T extends { id: string }>(rows: readonly T[]) => new Map(rows.map((row) => [row.id, row]));

/** What rules name, as it is in this transaction. */
async function around(tx: Sql) {
  const types = await listTypeNames(tx);
  const open = new Set(types.filter(({ compartment }) => compartment === null).map(({ serviceCode }) => serviceCode));
  return {
    types: byId(types),
    confidentialServices: new Set(types.map(({ serviceCode }) => serviceCode).filter((code) => !open.has(code))),
    teams: byId(await listRuleTeams(tx)),
    areas: byId(await listAreaNames(tx)),
    sites: byId(await listSiteNames(tx)),
  };
}
type Around = Awaited<ReturnType<typeof around>>;

function judge(actor: Actor, rule: Definition, { types, teams, confidentialServices, areas, sites }: Around) {
  const { teamId } = rule.actions;
  const team = teamId === undefined ? null : teams.get(teamId);
  const faults = judgeRule(rule.trigger as Input['trigger'], rule.conditions, rule.actions, { types, confidentialServices, team });
  const unknown = (key: 'areaIds' | 'siteIds', known: ReadonlyMap<string, unknown>, detail: string) => {
    if (rule.conditions[key]?.some((id) => !known.has(id))) faults.push({ pointer: `/conditions/${key}`, detail });
  };
  unknown('areaIds', areas, 'There is no such area. Choose from the list.');
  unknown('siteIds', sites, 'There is no such school. Choose from the list.');
  if (team && !maySetUp(actor, team.serviceCode))
    faults.push({ pointer: '/actions/teamId', detail: 'This crew is of another service. Choose one of yours.' });
  if (faults.length > 0) throw ruleRefused(faults);
}

/** As people read it: names instead of ids. */
function asRead({ name, conditions, actions }: Definition, { types, teams, areas, sites }: Around, isOn: boolean) {
  const { requestTypeIds, siteIds, areaIds, ...plain } = conditions;
  const { teamId, ...does } = actions;
  const names = (ids: string[] | undefined, of: (id: string) => string | undefined) => ids?.map((id) => of(id) ?? id);
  return {
    name,
    ...plain,
    requestTypes: names(requestTypeIds, (id) => types.get(id)?.nameEn),
    sites: names(siteIds, (id) => sites.get(id)?.name),
    areas: names(areaIds, (id) => areas.get(id)?.name),
    team: teamId && (teams.get(teamId)?.name ?? teamId),
    setsPriority: does.priority,
    tags: does.tags,
    tell: does.tell,
    isOn,
  };
}

/** What one of them names and the other does not, differs. */
const sameKeys = (a: Record<string, unknown>, b: Record<string, unknown>) =>
  Object.fromEntries([...new Set([...Object.keys(a), ...Object.keys(b)])].map((key) => [key, a[key] ?? null]));

/** Makes a rule, the last of its kind, and not yet switched on. Answers its id. */
export const makeRule = (db: Sql, actor: Actor, input: Input, now: Date, id: string = uuidv7()) =>
  db.transaction(async (tx) => {
    const rule = wanted(input);
    const onBehalfOfId = permitted(actor, [rule]);
    const known = await around(tx);
    judge(actor, rule, known);
    await insertRule(tx, { id, ...rule, position: await nextPosition(tx, rule.trigger), isActive: false });
    const after = asRead(rule, known, false);
    await recordSetUp(tx, actor, { subject: 'routing_rule', id, name: rule.name, before: null, after, why: input.why, onBehalfOfId }, now);
    return id;
  });

async function locked(tx: Sql, actor: Actor, id: string, version: number | null): Promise<RuleRow> {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const row = await lockRule(tx, id);
  if (!row) throw ruleNotFound();
  if (version !== null && mayChangeRule(actor, row) && row.version !== version)
    throw setUpChanged({ name: row.name, conditions: row.conditions, actions: row.actions }, row.version);
  return row;
}

/** Changes a rule as a whole: from then on it is off, until it was tried again. */
export const changeRule = (db: Sql, actor: Actor, id: string, version: number, input: Input, now: Date) =>
  db.transaction(async (tx) => {
    const row = await locked(tx, actor, id, version);
    const rule = wanted(input);
    const onBehalfOfId = permitted(actor, [row, rule]);
    if (rule.trigger !== row.trigger) throw triggerFixed();
    const known = await around(tx);
    judge(actor, rule, known);
    const [before, after] = [asRead(row, known, row.isActive), asRead(rule, known, false)];
    const same = JSON.stringify([row.name, row.conditions, row.actions]) === JSON.stringify([rule.name, rule.conditions, rule.actions]);
    if (same) return;
    await setRule(tx, id, { ...rule, isActive: false, activeSince: null, version: nextVersion });
    const read = { before: sameKeys(before, after), after: sameKeys(after, before) };
    await recordSetUp(tx, actor, { subject: 'routing_rule', id, name: rule.name, ...read, why: input.why, onBehalfOfId }, now);
  });

/** Switches a rule on, as it was tried, or off. */
export const switchRule = (
  db: Sql,
  actor: Actor,
  id: string,
  version: number,
  { isActive, why }: { isActive: boolean; why?: string | undefined },
  now: Date,
) =>
  db.transaction(async (tx) => {
    const row = await locked(tx, actor, id, version);
    const onBehalfOfId = permitted(actor, [row]);
    if (row.isActive === isActive) return;
    if (isActive && row.dryRunVersion !== row.version) throw notTried();
    if (isActive) judge(actor, row, await around(tx));
    await setRule(tx, id, { isActive, activeSince: isActive ? now : null });
    const change = { before: { isOn: row.isActive }, after: { isOn: isActive } };
    await recordSetUp(tx, actor, { subject: 'routing_rule', id, name: row.name, ...change, why, onBehalfOfId }, now);
  });

/** Takes a rule that is off out of the list. The history keeps what it said. */
export const removeRule = (db: Sql, actor: Actor, id: string, version: number, now: Date) =>
  db.transaction(async (tx) => {
    const row = await locked(tx, actor, id, version);
    const onBehalfOfId = permitted(actor, [row]);
    if (row.isActive) throw stillOn();
    await removeRuleRow(tx, id);
    const [was, is] = [asRead(row, await around(tx), false), { isRemoved: true }];
    const change = { before: sameKeys(was, is), after: sameKeys(is, was) };
    await recordSetUp(tx, actor, { subject: 'routing_rule', id, name: row.name, ...change, onBehalfOfId }, now);
  });

/** Exchanges a rule with the one before or after it: both are to be the actor's. */
export const moveRule = (db: Sql, actor: Actor, id: string, direction: 'up' | 'down', now: Date) =>
  db.transaction(async (tx) => {
    if (!maySeeSetUp(actor)) throw setUpNotForYou();
    const row = await findRule(tx, id);
    if (!row) throw ruleNotFound();
    permitted(actor, [row]);
    const rules = await lockRules(tx, row.trigger);
    const at = rules.findIndex((rule) => rule.id === id);
    const other = rules[direction === 'up' ? at - 1 : at + 1];
    const [mine] = rules.slice(at);
    if (!other || !mine) throw atTheEnd();
    const onBehalfOfId = permitted(actor, [mine, other]);
    await setRule(tx, mine.id, { position: other.position });
    await setRule(tx, other.id, { position: mine.position });
    const change = { before: { position: mine.position }, after: { position: other.position } };
    await recordSetUp(tx, actor, { subject: 'routing_rule', id, name: mine.name, ...change, onBehalfOfId }, now);
  });
