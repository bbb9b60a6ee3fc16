import { dayWords, duration, exactTime, inLanguage, money } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/tone.ts';
import { dueWords } from '#lib/words/due.ts';
import { fieldLabel } from '#lib/words/fields.ts';
import { holdWords } from '#lib/words/hold.ts';
import { phoneActWords } from '#lib/words/phone-acts.ts';
import { priorityWords } from '#lib/words/priority.ts';
import { ratingWords } from '#lib/words/rating.ts';
import { ruleWords } from '#lib/words/rule.ts';
import { whoWords } from '#lib/words/who.ts';
import { onDay } from './day.ts';
import type { OrderEvent } from './order.ts';

type Data = Record<string, unknown>;
const text = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value : undefined);
const dayOf = (value: unknown) => (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? value : undefined);
const record = (value: unknown): Data => (value && typeof value === 'object' ? (value as Data) : {});

/** One line of the history: a sentence, and what was said with it. */
export type EventWords = { text: string; details: string[]; tone: Tone };

type Teller = (who: string, data: Data) => string;

function handedTo(who: string, { teamName, personName }: Data): string {
  const [team, person] = [text(teamName), text(personName)];
  if (person && team) return m.orders_event_assigned_both({ who, person, team });
  return person || team ? m.orders_event_assigned({ who, to: (person ?? team)! }) : m.orders_event_assigned_plain({ who });
}

function held(who: string, { reason, untilOn }: Data): string {
  const why = text(reason) ? holdWords(text(reason)!) : undefined;
  const until = dayOf(untilOn);
  if (why && until) return m.orders_event_held_until({ who, reason: why, on: onDay(until) });
  return why ? m.orders_event_held({ who, reason: why }) : m.orders_event_held_plain({ who });
}

function planned(who: string, data: Data): string {
  const day = dayOf(record(data['after'])['plannedOn']);
  return day ? m.orders_event_planned({ who, day: dayWords(day) }) : m.orders_event_unplanned({ who });
}

function prioritised(who: string, data: Data): string {
  const priority = text(record(data['after'])['priority']);
  return priority ? m.orders_event_prioritised({ who, priority: priorityWords(priority) }) : m.orders_event_prioritised_plain({ who });
}

const LABOUR: Teller = (who, { personName, workedOn, minutes }) => {
  const day = dayOf(workedOn);
  return day && typeof minutes === 'number'
    ? m.orders_event_labour({ who, person: text(personName) ?? who, time: duration(minutes), day: dayWords(day) })
    : m.orders_event_labour_plain({ who });
};
const COST: Teller = (who, { amount }) =>
  text(amount) ? m.orders_event_cost({ who, amount: money(text(amount)!) }) : m.orders_event_cost_plain({ who });

const listed = (value: unknown) => (Array.isArray(value) ? value.filter((each) => typeof each === 'string').join(', ') : '');
const tagged: Teller = (who, data) => {
  const [tags, removed] = [listed(data['added']), listed(data['removed'])];
  if (tags && removed) return m.orders_event_retagged({ who, tags, removed });
  return tags ? m.orders_event_tagged({ who, tags }) : m.orders_event_untagged({ who, tags: removed });
};

const itemWords = (value: unknown) => {
  const { en, es } = record(value);
  return inLanguage({ en: text(en) ?? '', es: text(es) ?? '' });
};
const itemsAdded: Teller = (who, { items }) => m.orders_event_items({ who, items: (Array.isArray(items) ? items : []).map(itemWords).join(' · ') });

const promiseMoved: Teller = (_, { dueAt }) =>
  text(dueAt) ? m.orders_event_promise_moved({ end: dueWords(text(dueAt)!) }) : m.orders_event_promise_moved({ end: m.field_nothing() });
const warned: Teller = (_, { clock, share }) => {
  const isOver = share === 1;
  if (clock === 'response') return isOver ? m.orders_event_warned_answer_late() : m.orders_event_warned_answer_soon();
  return isOver ? m.orders_event_warned_late() : m.orders_event_warned_soon();
};
const sentForApproval: Teller = (_who, { askedOf, more }) => {
  const who = text(askedOf) ?? m.product_name();
  return typeof more === 'number' && more > 0
    ? m.orders_event_approval_requested_more({ who, count: more })
    : m.orders_event_approval_requested({ who });
};
/** Where it went beyond those whom the policy names. */
const WIDENED: Record<string, () => string> = {
  site_administrator: m.approvals_widened_site,
  service_manager: m.approvals_widened_manager,
  administrator: m.approvals_widened_administrator,
  partner: m.approvals_widened_partner,
};

const TELLERS: Record<string, [Teller, Tone?]> = {
  promise_moved: [promiseMoved, 'warn'],
  warned: [warned, 'warn'],
  routed: [() => m.orders_event_routed(), 'info'],
  escalated: [() => m.orders_event_escalated(), 'warn'],
  submitted: [(who) => m.orders_event_submitted({ who }), 'info'],
  approval_requested: [sentForApproval, 'warn'],
  approval_reminder: [(_who, { askedOf }) => m.orders_event_approval_reminder({ who: text(askedOf) ?? '' })],
  step_approved: [(who) => m.orders_event_step_approved({ who }), 'good'],
  approved: [(who) => m.orders_event_approved({ who }), 'good'],
  declined: [(who) => m.orders_event_declined({ who }), 'bad'],
  cost_declined: [(who) => m.orders_event_cost_declined({ who }), 'bad'],
  triaged: [(who) => m.orders_event_triaged({ who })],
  assigned: [handedTo, 'info'],
  taken: [(who) => m.orders_event_taken({ who }), 'info'],
  started: [(who) => m.orders_event_started({ who }), 'info'],
  held: [held, 'warn'],
  resumed: [(who) => m.orders_event_resumed({ who }), 'info'],
  completed: [(who) => m.orders_event_completed({ who }), 'good'],
  closed: [(who) => m.orders_event_closed({ who }), 'good'],
  given_back: [(who) => m.orders_event_given_back({ who }), 'warn'],
  cancelled: [(who) => m.orders_event_cancelled({ who })],
  marked_duplicate: [(who, data) => m.orders_event_marked_duplicate({ who, number: text(data['duplicateOf']) ?? '' })],
  reopened: [(who) => m.orders_event_reopened({ who }), 'bad'],
  hazard_acknowledged: [(who) => m.orders_event_hazard_acknowledged({ who }), 'warn'],
  prioritised: [prioritised],
  planned: [planned, 'info'],
  edited: [(who, data) => m.orders_event_edited({ who, what: changedLabels(data) })],
  rated: [(who, { rating }) => m.orders_event_rated({ who, rating: typeof rating === 'number' ? ratingWords(rating) : '' })],
  tagged: [tagged],
  macro_used: [(who, { name }) => m.orders_event_macro({ who, name: text(name) ?? '' }), 'info'],
  items_added: [itemsAdded],
  item_ticked: [(who, data) => m.orders_event_item_ticked({ who, item: itemWords(data) }), 'good'],
  item_unticked: [(who, data) => m.orders_event_item_unticked({ who, item: itemWords(data) })],
  item_removed: [(who, data) => m.orders_event_item_removed({ who, item: itemWords(data) })],
  undone: [(who) => m.orders_event_undone({ who }), 'warn'],
  followed_up: [(who) => m.orders_event_followed_up({ who }), 'warn'],
  commented: [(who) => m.orders_event_commented({ who })],
  attached: [(who) => m.orders_event_attached({ who })],
  labour_logged: [LABOUR],
  cost_logged: [COST],
  building_reported: [(who, { building }) => m.findings_order_event_reported({ who, building: text(building) ?? '' }), 'info'],
  building_linked: [(who, { scope }) => m.findings_order_event_linked({ who, what: text(scope) ?? '' }), 'info'],
  building_unlinked: [(who, { scope }) => m.findings_order_event_unlinked({ who, what: text(scope) ?? '' })],
  field_set_aside: [(who, { kind }) => m.phone_event_set_aside({ who, act: phoneActWords(text(kind) ?? '') }), 'warn'],
  field_dismissed: [(who, { kind }) => m.phone_event_dismissed({ who, act: phoneActWords(text(kind) ?? '') })],
};

const changedLabels = (data: Data) => Object.keys(record(data['after'])).map(fieldLabel).join(', ') || m.field_other();

/** What was written along with the act, shown under it. */
function detailsOf(event: OrderEvent): string[] {
  const { data, kind } = event;
  const after = record(data['after']);
  const files = Array.isArray(data['files']) ? data['files'].filter((name) => typeof name === 'string') : [];
  const written = [data['note'], data['resolutionNote'], data['comment'], data['hazardNote'], data['description'], after['priorityReason']];
  // New words are shown with the label of what they are; the other fields are named in the sentence.
  const edits = kind === 'edited' ? ['title', 'description', 'placeNote'].filter((key) => text(after[key])) : [];
  const rules = kind === 'routed' ? (Array.isArray(data['rules']) ? data['rules'] : []) : kind === 'escalated' ? [data] : [];
  return [
    ...rules.map(ruleWords),
    ...written.flatMap((value) => text(value) ?? []),
    ...edits.map((key) => `${fieldLabel(key)}: ${text(after[key])}`),
    ...(WIDENED[text(data['widenedTo']) ?? '']?.() ? [WIDENED[text(data['widenedTo'])!]!()] : []),
    ...(data['forAnother'] === true ? [m.orders_event_for_another()] : []),
    ...(text(data['meantBy']) ? [m.phone_event_meant_by({ person: text(data['meantBy'])! })] : []),
    ...(text(data['writtenAt']) ? [m.phone_event_written({ when: exactTime(text(data['writtenAt'])!) })] : []),
    ...(text(data['bulkId']) && kind !== 'undone' ? [m.orders_event_bulk()] : []),
    ...(files.length ? [m.orders_event_files({ files: files.join(', ') })] : []),
    ...(event.recordedAt ? [m.phone_event_later({ when: exactTime(event.recordedAt) })] : []),
  ];
}

/** An event in the reader's words. One of a kind that the portal does not know yet still says who and when. */
export function eventWords(event: OrderEvent): EventWords {
  const who = whoWords(event);
  const [tell, tone = 'neutral'] = TELLERS[event.kind] ?? [() => m.orders_event_other({ who })];
  return { text: tell(who, event.data), details: detailsOf(event), tone };
}

/** What a line of the history is drawn from. It is told on the server: the browser need not load every sentence of it. */
export type Told = {
  id: string;
  isInternal: boolean;
  occurredAt: string;
  words: EventWords;
};

export const tell = (event: OrderEvent): Told => ({
  id: event.id,
  isInternal: event.isInternal,
  occurredAt: event.occurredAt,
  words: eventWords(event),
});
