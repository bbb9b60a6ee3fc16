import type { components } from '#lib/api/schema.gen.ts';
import { mediumDay, money, moneyBriefly, number, percent } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';

type Schemas = components['schemas'];
export type Project = Schemas['OpenProject'];
export type Change = Project['changes'][number];
export type Scope = Project['scopes'][number];
export type Money = Project['money'];
export type Proposal = Schemas['OpenProposals']['items'][number];

/** An address of these pages in the reader's language: it stands in the address, so that a page is the same for all who have it. */
export const openHref = (path: string, more: Record<string, string> = {}) => {
  const query = new URLSearchParams({ ...more, ...(getLocale() === 'en' ? {} : { lang: getLocale() }) }).toString();
  return query ? `${path}?${query}` : path;
};
/** A file in the reader's language. */
export const fileHref = (set: string, format: 'csv' | 'json') => `/api/open/data/${set}?format=${format}&lang=${getLocale()}`;

const PHASES: Record<Project['phase'], () => string> = {
  planned: m.open_phase_planned,
  design: m.open_phase_design,
  bid_award: m.open_phase_bid_award,
  construction: m.open_phase_construction,
  closeout: m.open_phase_closeout,
  warranty: m.open_phase_warranty,
  complete: m.open_phase_complete,
  on_hold: m.open_phase_on_hold,
  cancelled: m.open_phase_cancelled,
};
export const phaseWords = (phase: Project['phase']) => PHASES[phase]();
export const standing = ({ phase, progress }: Pick<Project, 'phase' | 'progress'>) =>
  m.open_phase_words({ phase: phaseWords(phase), progress: percent(progress) });

const SCOPES: Record<Scope['state'], () => string> = {
  promised: m.open_scope_promised,
  under_way: m.open_scope_under_way,
  complete: m.open_scope_complete,
  changed: m.open_scope_changed,
  dropped: m.open_scope_dropped,
};
export const scopeWords = (state: Scope['state']) => SCOPES[state]();
export const scopeTone = (state: Scope['state']) =>
  state === 'complete' ? ('good' as const) : state === 'dropped' ? ('bad' as const) : state === 'changed' ? ('warn' as const) : ('info' as const);

const KINDS: Record<string, () => string> = {
  unallocated: m.open_kind_unallocated,
  contingency: m.open_kind_contingency,
  charter: m.open_kind_charter,
  design: m.open_kind_design,
  construction: m.open_kind_construction,
  equipment: m.open_kind_equipment,
  owner_costs: m.open_kind_owner_costs,
};
export const kindWords = (kind: string) => (KINDS[kind] ?? m.open_kind_other)();

const sideWords = ({ kind, project }: Change['to']) => {
  if (!project) return kindWords(kind);
  return [project.name, project.school].filter(Boolean).join(', ');
};
/** What changed, in a sentence. */
export const changeWords = ({ kind, amount, from, to }: Change) => {
  if (kind === 'change_order') return m.open_change_order({ amount: money(amount), to: sideWords(to) });
  return from
    ? m.open_change_transfer({ amount: money(amount), from: sideWords(from), to: sideWords(to) })
    : m.open_change_revenue({ amount: money(amount), to: sideWords(to) });
};

const CODES: Record<NonNullable<Change['reasonCode']>, () => string> = {
  unforeseen: m.open_code_unforeseen,
  owner_scope: m.open_code_owner_scope,
  design_error: m.open_code_design_error,
  code: m.open_code_code,
  schedule: m.open_code_schedule,
  credit: m.open_code_credit,
};
export const reasonWords = ({ reason, reasonCode }: Change) => {
  if (reason !== null) return m.open_reason({ reason });
  return reasonCode === null ? m.open_reason_unreviewed() : m.open_reason({ reason: CODES[reasonCode]() });
};

/** What became of the promise, in a sentence. */
export const promiseWords = ({ promised, change }: Money) => {
  if (Number(change) === 0) return m.open_promise_sentence_same({ promised: moneyBriefly(promised) });
  const words = { promised: moneyBriefly(promised), change: moneyBriefly(change.replace('-', '')) };
  return change.startsWith('-') ? m.open_promise_sentence_less(words) : m.open_promise_sentence_more(words);
};

/** Of which day the figures are. */
export const standWords = (asOf: string, reconciledOn?: string | null) =>
  [
    m.open_as_of({ day: mediumDay(asOf) }),
    ...(reconciledOn === undefined ? [] : [reconciledOn === null ? m.open_never_reconciled() : m.open_reconciled({ day: mediumDay(reconciledOn) })]),
  ].join(' ');

const range = (from: string | null, to: string | null) => {
  if (from && to) return m.open_schedule_from_to({ from: mediumDay(from), to: mediumDay(to) });
  if (from) return m.open_schedule_since({ from: mediumDay(from) });
  return to ? m.open_schedule_until({ to: mediumDay(to) }) : '–';
};
export const rangeWords = range;

const dayOf = (at: string | Date) => mediumDay(new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Denver' }).format(new Date(at)));
/** How a proposal went on its way, a line for each step. */
export function proposalSteps({ points, scoreBasis, weightsNumber, publishedAt, committee, decision, state }: Proposal): string[] {
  const basis =
    scoreBasis ?? (weightsNumber === null ? m.open_decision_basis_tried() : m.open_decision_basis_needs({ number: number(weightsNumber) }));
  const OUTCOMES = { approved: m.open_decision_approved, declined: m.open_decision_declined, later: m.open_decision_later };
  return [
    points === null ? m.open_decision_unscored({ basis }) : m.open_decision_score({ points: number(points), basis }),
    m.open_decision_published({ day: dayOf(publishedAt) }),
    ...(committee ? [m.open_decision_committee({ committee: committee.name, day: mediumDay(committee.metOn), view: committee.view })] : []),
    decision
      ? OUTCOMES[decision.outcome]({ day: dayOf(decision.at), reason: decision.reason })
      : state === 'withdrawn'
        ? m.open_decision_withdrawn()
        : m.open_decision_waits(),
  ];
}

/** The words of these pages and what they mean. */
export const definitions = () => [
  { term: m.open_promised(), means: m.open_word_promised() },
  { term: m.open_budget(), means: m.open_word_budget() },
  { term: m.open_contracted(), means: m.open_word_contracted() },
  { term: m.open_spent(), means: m.open_word_spent() },
  { term: m.open_forecast(), means: m.open_word_forecast() },
];
export const moreDefinitions = () => [
  { term: m.open_kind_contingency(), means: m.open_word_contingency() },
  { term: m.open_word_transfer(), means: m.open_word_transfer_means() },
  { term: m.open_word_change_order(), means: m.open_word_change_order_means() },
  { term: m.open_fci(), means: m.open_word_fci() },
  { term: m.open_word_review(), means: m.open_word_review_means() },
];
