import type { Actions } from './desk-rules.ts';

// What a rule would have done to orders that were asked before it was.

type Happened = { kind: string; data: Record<string, unknown> };
type Asked = {
  title: string;
  description: string;
  answers: Record<string, string | number | boolean>;
  requestTypeId: string;
  serviceCode: string;
  tradeCode: string;
  siteId: string;
  areaId: string | null;
  impact: string;
  urgency: string;
  priority: string;
};
const MAY_DIFFER = ['title', 'description', 'answers', 'requestTypeId', 'serviceCode', 'tradeCode', 'impact', 'urgency'] as const;
const record = (value: unknown) => (value && typeof value === 'object' ? (value as Record<string, unknown>) : {});

/** The order as it was asked, before any rule: what was changed since is taken back by its history, the first change last. */
export function asSubmitted<T extends Asked>(order: T, history: readonly Happened[]): T & { teamName: string | null } {
  const asked: T & { teamName: string | null } = { ...order, teamName: null };
  for (const { data } of history.toReversed()) {
    const before = record(data['before']);
    for (const key of MAY_DIFFER) if (key in before) Object.assign(asked, { [key]: before[key] });
  }
  const submitted = history.find(({ kind }) => kind === 'submitted')?.data ?? {};
  if (typeof submitted['priority'] === 'string') asked.priority = submitted['priority'];
  if (typeof submitted['teamName'] === 'string') asked.teamName = submitted['teamName'];
  const rules = history.filter(({ kind }) => kind === 'routed').flatMap(({ data }) => (Array.isArray(data['rules']) ? data['rules'] : []));
  for (const rule of rules.toReversed()) {
    const did = record(record(rule)['did']);
    if ('teamBefore' in did) asked.teamName = (did['teamBefore'] as string | null) ?? null;
    if (typeof did['priorityBefore'] === 'string') asked.priority = did['priorityBefore'];
  }
  return asked;
}

export type Change = { kind: 'team' | 'priority' | 'tags' | 'tell'; from: string | null; to: string };
export type Found = { matched: number; changed: number; effects: (Change & { orders: number })[]; touched: { id: string; changes: Change[] }[] };
export const NOTHING_FOUND: Found = { matched: 0, changed: 0, effects: [], touched: [] };

/** How many of the orders are kept to be looked at, the newest. */
const TOUCHED_AT_MOST = 500;

/** What of it would differ from how it went. */
export function changesOf(did: Actions, before: { teamName: string | null; priority: string }, teamName: (id: string) => string): Change[] {
  const changes: Change[] = [];
  const to = did.teamId === undefined ? undefined : teamName(did.teamId);
  if (to !== undefined && to !== before.teamName) changes.push({ kind: 'team', from: before.teamName, to });
  if (did.priority !== undefined && did.priority !== before.priority) changes.push({ kind: 'priority', from: before.priority, to: did.priority });
  for (const tag of did.tags ?? []) changes.push({ kind: 'tags', from: null, to: tag });
  for (const whom of did.tell ?? []) changes.push({ kind: 'tell', from: null, to: whom });
  return changes;
}

/** With one more order that the rule met. */
export function addTo(found: Found, id: string, changes: Change[]): Found {
  const matched = found.matched + 1;
  if (changes.length === 0) return { ...found, matched };
  const effects = found.effects.map((effect) => ({ ...effect }));
  for (const change of changes) {
    const same = effects.find(({ kind, from, to }) => kind === change.kind && from === change.from && to === change.to);
    if (same) same.orders += 1;
    else effects.push({ ...change, orders: 1 });
  }
  const touched = found.touched.length < TOUCHED_AT_MOST ? [...found.touched, { id, changes }] : found.touched;
  return { matched, changed: found.changed + 1, effects: effects.toSorted((a, b) => b.orders - a.orders), touched };
}
