import type { Sql } from '@steward/db';
import { type Actor, inOwnRight } from '#kernel/actor.ts';
import { applyRules, type Outcome, type RuleFacts } from '../rules/desk-rules.ts';
import { calendarFor, keptRules, toldRule } from './kept-rules.ts';
import { listRolesOf } from './queries.ts';

/** What was asked, before any rule. */
type Asked = Omit<RuleFacts, 'at' | 'calendar' | 'requesterRoles'> & { requesterId: string; teamId: string | null; teamName: string | null };
export type Routed = {
  teamId: string | null;
  teamName: string | null;
  priority: string;
  priorityReason: string | null;
  tags: string[];
  /** What the rules did and why, for crew and desk; null where they did nothing. */
  told: { rules: Awaited<ReturnType<typeof toldRule>>[]; tell: Outcome['tell'] } | null;
};

const rolesOf = async (on: Sql, actor: Actor, requesterId: string): Promise<readonly string[]> =>
  requesterId === actor.id ? inOwnRight(actor).grants.map(({ role }) => role) : ((await listRolesOf(on, [requesterId])).get(requesterId) ?? []);

/** Where a new order goes by the rules that are on, and how urgent it is; a confidential one as its kind says. */
export async function routeByRules(on: Sql, actor: Actor, { requesterId, teamId, teamName, ...asked }: Asked, now: Date): Promise<Routed> {
  const asItIs = { teamId, teamName, priority: asked.priority, priorityReason: null, tags: [], told: null };
  if (asked.compartment !== null) return asItIs;
  const { submitted, crews } = await keptRules(on);
  if (submitted.length === 0) return asItIs;
  const asksRoles = submitted.some(({ conditions }) => conditions.requesterRoles);
  const at = now.getTime();
  const facts: RuleFacts = {
    ...asked,
    at,
    calendar: await calendarFor(on, asked.serviceCode, at),
    requesterRoles: asksRoles ? await rolesOf(on, actor, requesterId) : [],
  };
  const outcome = applyRules(submitted, facts, (id) => crews.has(id));
  if (outcome.applied.length === 0) return asItIs;
  const { priority } = outcome;
  const rules = [];
  for (const applied of outcome.applied) rules.push(await toldRule(on, applied, { teamName, priority: asked.priority }));
  return {
    teamId: outcome.teamId ?? teamId,
    teamName: outcome.teamId ? crews.get(outcome.teamId)!.name : teamName,
    priority: priority?.is ?? asked.priority,
    priorityReason: priority && priority.is !== asked.priority ? priority.by : null,
    tags: outcome.tags,
    told: { rules, tell: outcome.tell },
  };
}
