import { type Calendar, dayAt, openingsOn, minuteAt } from '#kernel/calendar.ts';
import { plainWords } from './plain-words.ts';

// Rules of the desk: where an order goes, how urgent it is, what hangs on it. Pure: the same order meets the same rules, whoever asks and when.

/** What an escalation waits for. */
export type EscalatesWhen =
  | { kind: 'unassigned'; workingHours: number }
  | { kind: 'due_share'; clock: 'response' | 'resolution'; share: number }
  | { kind: 'on_hold'; days: number };

/** All that is given must hold; of a list, any one. */
export type Conditions = {
  serviceCodes?: string[];
  tradeCodes?: string[];
  requestTypeIds?: string[];
  words?: string[];
  siteIds?: string[];
  areaIds?: string[];
  levels?: string[];
  window?: { days: number[]; from: number; until: number };
  serviceHours?: 'within' | 'outside';
  requesterRoles?: string[];
  impacts?: string[];
  urgencies?: string[];
  priorities?: string[];
  when?: EscalatesWhen;
};

/** What is done: an approval that a rule asks for would be one more of these. */
export type Actions = { teamId?: string; priority?: string; tags?: string[]; tell?: ('lead' | 'manager')[] };

export const TRIGGERS = ['submitted', 'escalation'] as const;
export type Rule = { id: string; name: string; conditions: Conditions; actions: Actions };

/** What rules look at. */
export type RuleFacts = {
  serviceCode: string;
  tradeCode: string;
  requestTypeId: string;
  compartment: string | null;
  /** Title, description and answers. */
  texts: readonly string[];
  siteId: string;
  areaId: string | null;
  level: string | null;
  requesterRoles: readonly string[];
  impact: string;
  urgency: string;
  priority: string;
  /** When it was asked, and when its service works. */
  at: number;
  calendar: Calendar;
};

/** Why a rule met an order: the condition, and what of it was met. */
export type Reason = { condition: keyof Conditions; met: string[] };

const DAY_MINUTES = 1440;
const weekdayOf = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay();

function isInWindow({ days, from, until }: NonNullable<Conditions['window']>, { at, calendar }: RuleFacts): boolean {
  const [weekday, minute] = [weekdayOf(dayAt(calendar, at)), minuteAt(calendar, at)];
  if (from < until) return days.includes(weekday) && minute >= from && minute < until;
  // Over midnight: the early hours belong to the evening before.
  return (days.includes(weekday) && minute >= from) || (days.includes((weekday + 6) % 7) && minute < until);
}

/** Whether the service works at this moment; a shift of the day before may reach into it. */
export function worksAt(calendar: Calendar, at: number): boolean {
  const today = dayAt(calendar, at);
  const before = dayAt(calendar, at - DAY_MINUTES * 60_000);
  return [before, today].flatMap((day) => openingsOn(calendar, day)).some(({ from, to }) => at >= from && at < to);
}

const among = (wanted: readonly string[], have: readonly (string | null)[]) => wanted.filter((one) => have.includes(one));

/** What of a condition is met; nothing where it does not hold. */
const MEETS: { [K in Exclude<keyof Conditions, 'when'>]-?: (wanted: NonNullable<Conditions[K]>, facts: RuleFacts) => string[] } = {
  serviceCodes: (wanted, { serviceCode }) => among(wanted, [serviceCode]),
  tradeCodes: (wanted, { tradeCode }) => among(wanted, [tradeCode]),
  requestTypeIds: (wanted, { requestTypeId }) => among(wanted, [requestTypeId]),
  words: (wanted, { texts }) => {
    const said = texts.map((text) => ` ${plainWords(text)} `);
    return wanted.filter((word) => plainWords(word) !== '' && said.some((text) => text.includes(` ${plainWords(word)} `)));
  },
  siteIds: (wanted, { siteId }) => among(wanted, [siteId]),
  areaIds: (wanted, { areaId }) => among(wanted, [areaId]),
  levels: (wanted, { level }) => among(wanted, [level]),
  window: (wanted, facts) => (isInWindow(wanted, facts) ? ['window'] : []),
  serviceHours: (wanted, { calendar, at }) => (worksAt(calendar, at) === (wanted === 'within') ? [wanted] : []),
  requesterRoles: (wanted, { requesterRoles }) => among(wanted, requesterRoles),
  impacts: (wanted, { impact }) => among(wanted, [impact]),
  urgencies: (wanted, { urgency }) => among(wanted, [urgency]),
  priorities: (wanted, { priority }) => among(wanted, [priority]),
};
const CONDITIONS = Object.keys(MEETS) as (keyof typeof MEETS)[];

/** Why the rule meets this order; undefined where it does not. Rules never meet a confidential order, nor one without conditions any. */
export function meets({ conditions }: Pick<Rule, 'conditions'>, facts: RuleFacts): Reason[] | undefined {
  if (facts.compartment !== null) return undefined;
  const given = CONDITIONS.filter((condition) => conditions[condition] !== undefined);
  if (given.length === 0 && conditions.when === undefined) return undefined;
  const reasons: Reason[] = [];
  for (const condition of given) {
    const met = (MEETS[condition] as (wanted: unknown, facts: RuleFacts) => string[])(conditions[condition], facts);
    if (met.length === 0) return undefined;
    reasons.push({ condition, met: met.toSorted() });
  }
  return reasons;
}

/** What one rule did to an order: only what no rule before it had done. */
export type Applied = { rule: { id: string; name: string }; because: Reason[]; did: Actions };
export type Outcome = { teamId?: string; priority?: { is: string; by: string }; tags: string[]; tell: ('lead' | 'manager')[]; applied: Applied[] };

/**
 * What the rules, in their order, make of an order. The first that meets it and names a crew, or a priority, decides that; tags and whom to
 * tell add up. `mayGoTo`: crews that take new, open orders.
 */
export function applyRules(rules: readonly Rule[], facts: RuleFacts, mayGoTo: (teamId: string) => boolean): Outcome {
  const outcome: Outcome = { tags: [], tell: [], applied: [] };
  for (const { id, name, conditions, actions } of rules) {
    const because = meets({ conditions }, facts);
    if (!because) continue;
    const did: Actions = {};
    if (actions.teamId && outcome.teamId === undefined && mayGoTo(actions.teamId)) did.teamId = outcome.teamId = actions.teamId;
    if (actions.priority && outcome.priority === undefined) {
      outcome.priority = { is: actions.priority, by: name };
      did.priority = actions.priority;
    }
    const [tags, tell] = [fresh(actions.tags, outcome.tags), fresh(actions.tell, outcome.tell)];
    if (tags.length) did.tags = tags;
    if (tell.length) did.tell = tell;
    outcome.tags.push(...tags);
    outcome.tell.push(...tell);
    if (Object.keys(did).length > 0) outcome.applied.push({ rule: { id, name }, because, did });
  }
  return outcome;
}

const fresh = <T>(more: readonly T[] = [], had: readonly T[]): T[] => [...new Set(more)].filter((one) => !had.includes(one));

/** What surrounds a rule that is to be saved. */
type Around = {
  /** Kinds of request that the rule names, by id. */
  types: ReadonlyMap<string, { compartment: string | null }>;
  /** Services of which every kind is confidential. */
  confidentialServices: ReadonlySet<string>;
  team: { compartment: string | null; isActive: boolean } | null | undefined;
};
export type RuleFault = { pointer: string; detail: string };

/** What is wrong with a rule, whoever made it. */
export function judgeRule(trigger: (typeof TRIGGERS)[number], conditions: Conditions, actions: Actions, around: Around): RuleFault[] {
  const faults: RuleFault[] = [];
  const fault = (pointer: string, detail: string) => void faults.push({ pointer, detail });
  if (Object.values(conditions).every((condition) => condition === undefined))
    fault('/conditions', 'Say when the rule holds: a rule without a condition would hold for every order.');
  if (trigger === 'escalation' && !conditions.when)
    fault('/conditions/when', 'Say what the order has come to: unassigned, near its promise, or on hold.');
  if (trigger === 'submitted' && conditions.when) fault('/conditions/when', 'Only an escalation waits for something. Leave this out.');
  if (Object.values(actions).every((action) => action === undefined))
    fault('/actions', 'Say what the rule does: a crew, a priority, tags, or whom to tell.');
  if (conditions.words?.some((word) => plainWords(word) === '')) fault('/conditions/words', 'Write words with letters or digits.');
  const { window } = conditions;
  if (window && window.from === window.until) fault('/conditions/window', 'Choose two different times.');
  const named = (conditions.requestTypeIds ?? []).map((id) => around.types.get(id));
  if (named.includes(undefined)) fault('/conditions/requestTypeIds', 'There is no such kind of request. Choose from the list.');
  const isConfidential = named.some((type) => (type?.compartment ?? null) !== null);
  if (isConfidential) fault('/conditions/requestTypeIds', 'Confidential requests stay with those named for them: no rule moves or tags them.');
  if (conditions.serviceCodes?.some((code) => around.confidentialServices.has(code)))
    fault('/conditions/serviceCodes', 'Everything of this service is confidential: no rule moves or tags it.');
  if (actions.teamId && !around.team) fault('/actions/teamId', 'There is no such crew. Choose one from the list.');
  if (around.team && around.team.compartment !== null) fault('/actions/teamId', 'This crew takes confidential orders only. Choose another.');
  if (around.team && !around.team.isActive) fault('/actions/teamId', 'This crew takes no new orders. Choose another.');
  return faults;
}
