import type { operations } from '#lib/api/schema.gen.ts';
import { m } from '#lib/paraglide/messages.js';
import { choicesOf, saying, type Words } from '#lib/words/table.ts';
import type { Tone } from '#lib/ui/tone.ts';

type Answer<Name extends keyof operations> = operations[Name] extends { responses: { 200: { content: { 'application/json': infer Body } } } }
  ? Body
  : never;
export type Programmes = Answer<'listProgrammes'>;
export type Programme = Answer<'getProgramme'>;
export type Projects = Answer<'listProjects'>;
export type Project = Projects['items'][number];
export type ProjectPage = Answer<'getProject'>;
export type Contingency = Answer<'getContingency'>;
export type Changes = Answer<'listCapitalChanges'>;
export type Change = Changes['items'][number];
export type Entries = Answer<'listLedgerEntries'>;
export type Figures = Programme['figures'];
export type Decisions = Change['decisions'];
/** What every answer says of its figures. */
export type Head = Pick<Programme, 'programme' | 'asOf' | 'reconciledOn' | 'isDemonstration' | 'isWhole' | 'source'>;

const PHASES: Words<string> = {
  planned: m.capital_phase_planned,
  design: m.capital_phase_design,
  bid_award: m.capital_phase_bid_award,
  construction: m.capital_phase_construction,
  closeout: m.capital_phase_closeout,
  warranty: m.capital_phase_warranty,
  complete: m.capital_phase_complete,
  on_hold: m.capital_phase_on_hold,
  cancelled: m.capital_phase_cancelled,
};
export const phaseWords = saying(PHASES);
export const phaseChoices = () => choicesOf(PHASES);

const USES: Words<Programme['uses'][number]['use']> = {
  projects: m.capital_use_projects,
  charter: m.capital_use_charter,
  contingency: m.capital_use_contingency,
  other: m.capital_use_other,
  unallocated: m.capital_use_unallocated,
};
export const useWords = saying(USES);

const STATES: Words<string> = {
  late: m.capital_state_late,
  over: m.capital_state_over,
  less_than_promised: m.capital_state_less_than_promised,
  committed_not_started: m.capital_state_committed_not_started,
  waiting: m.capital_state_waiting,
};
export const stateChoices = () => choicesOf(STATES);
const SORTS: Words<string> = {
  code: m.capital_sort_code,
  site: m.capital_sort_site,
  budget: m.capital_sort_budget,
  variance: m.capital_sort_variance,
  slip: m.capital_sort_slip,
};
export const sortChoices = () => choicesOf(SORTS);

const FIGURES: Words<keyof Figures> = {
  revenue: m.capital_revenue,
  baseline: m.capital_baseline,
  transferredIn: m.capital_moved,
  transferredOut: m.capital_moved,
  budget: m.capital_budget,
  committed: m.capital_committed,
  uncommitted: m.capital_uncommitted,
  expended: m.capital_expended,
  encumbered: m.capital_encumbered,
  retainage: m.capital_retainage,
  payable: m.capital_payable,
  paid: m.capital_paid,
  toCommit: m.capital_to_commit,
  pending: m.capital_pending,
  forecast: m.capital_forecast,
  variance: m.capital_variance,
  varianceToBaseline: m.capital_variance_baseline,
};
export const figureWords = saying(FIGURES);

const ENTRIES: Words<Entries['items'][number]['kind']> = {
  revenue: m.capital_entry_revenue,
  baseline: m.capital_entry_baseline,
  transfer: m.capital_entry_transfer,
  commitment: m.capital_entry_commitment,
  change_order: m.capital_entry_change_order,
  release: m.capital_entry_release,
  invoice: m.capital_entry_invoice,
  retainage: m.capital_entry_retainage,
  payment: m.capital_entry_payment,
  estimate: m.capital_entry_estimate,
};
export const entryWords = saying(ENTRIES);
export const entryChoices = () => choicesOf(ENTRIES);

const CHANGES: Words<Change['kind']> = {
  transfer: m.capital_change_transfer,
  contract: m.capital_change_contract,
  change_order: m.capital_change_change_order,
  invoice: m.capital_change_invoice,
  payment: m.capital_change_payment,
  revenue: m.capital_change_revenue,
  baseline: m.capital_change_baseline,
  estimate: m.capital_change_estimate,
  release: m.capital_change_release,
  event: m.capital_change_event,
};
export const changeWords = saying(CHANGES);
export const changeChoices = () => choicesOf(CHANGES);

const SCOPES: Words<ProjectPage['promises'][number]['state']> = {
  promised: m.capital_scope_promised,
  under_way: m.capital_scope_under_way,
  complete: m.capital_scope_complete,
  changed: m.capital_scope_changed,
  dropped: m.capital_scope_dropped,
};
export const scopeWords = saying(SCOPES);
const SCOPE_TONES: Record<string, Tone> = { complete: 'good', under_way: 'info', changed: 'warn', dropped: 'bad' };
export const scopeTone = (state: string): Tone => SCOPE_TONES[state] ?? 'neutral';

export const requestWords = saying<ProjectPage['requests'][number]['state']>({
  waiting: m.capital_request_waiting,
  disputed: m.capital_request_disputed,
  approved: m.capital_request_approved,
  declined: m.capital_request_declined,
  withdrawn: m.capital_request_withdrawn,
});
const REQUEST_TONES: Record<string, Tone> = { waiting: 'info', disputed: 'warn', approved: 'good', declined: 'bad' };
export const requestTone = (state: string): Tone => REQUEST_TONES[state] ?? 'neutral';

export const reasonWords = saying<string>({
  unforeseen: m.capital_reason_unforeseen,
  owner_scope: m.capital_reason_owner_scope,
  design_error: m.capital_reason_design_error,
  code: m.capital_reason_code,
  schedule: m.capital_reason_schedule,
  credit: m.capital_reason_credit,
});

/** "asked for by Ana Li, approved by Bo Ek, Cy Dee (for Di Eff)" */
export function whoWords(requestedBy: string | null, decisions: Decisions): string {
  const namesOf = (decision: 'approve' | 'decline') =>
    decisions
      .filter((one) => one.decision === decision)
      .map(({ person, onBehalfOf }) => (onBehalfOf ? m.capital_stands_in({ name: person.name, other: onBehalfOf }) : person.name))
      .join(', ');
  const [approved, declined] = [namesOf('approve'), namesOf('decline')];
  const words = [
    ...(requestedBy ? [m.capital_asked_by({ name: requestedBy })] : []),
    ...(approved ? [m.capital_approved_by({ names: approved })] : []),
    ...(declined ? [m.capital_declined_by({ names: declined })] : []),
  ].join(', ');
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}
