import { m } from '#lib/paraglide/messages.js';
import { numberedPriority } from '#lib/words/priority.ts';
import { choicesOf, saying } from '#lib/words/table.ts';

/** What a change may be about, in the order of the navigation. */
const SUBJECTS = {
  request_type: m.set_up_subject_request_type,
  team: m.set_up_subject_team,
  priority_matrix: m.set_up_subject_priority_matrix,
  service: m.set_up_subject_service,
  trade: m.set_up_subject_trade,
  hr_partner: m.set_up_subject_hr_partner,
  calendar: m.set_up_subject_calendar,
  policy: m.set_up_subject_policy,
  routing_rule: m.set_up_subject_routing_rule,
  approval_rule: m.set_up_subject_approval_rule,
  macro: m.set_up_subject_macro,
  cost_basis: m.set_up_subject_cost_basis,
  condition_bands: m.set_up_subject_condition_bands,
  labour_rate: m.set_up_subject_labour_rate,
  portfolio: m.set_up_subject_portfolio,
};
export type SubjectKind = keyof typeof SUBJECTS;
export const subjectWords = saying(SUBJECTS);
export const subjectChoices = () => choicesOf(SUBJECTS);
export const isSubject = (subject: string): subject is SubjectKind => subject in SUBJECTS;

/** Where a thing that was changed is worked on; nowhere for those without a page of their own. */
const PAGES: Record<string, (id: string) => string> = {
  request_type: (id) => `/set-up/types/${id}`,
  team: (id) => `/set-up/teams/${id}`,
  priority_matrix: () => '/set-up/priorities',
  service: (code) => `/set-up/services/service/${code}`,
  trade: (code) => `/set-up/services/trade/${code}`,
  hr_partner: (id) => `/set-up/partners/${id}`,
  policy: () => '/set-up/targets',
  // A closure is of several calendars: their codes stand side by side.
  calendar: (id) => (id.includes(' ') ? '/set-up/calendars' : `/set-up/calendars/${id}`),
  approval_rule: (id) => `/set-up/approvals/${id}`,
  macro: (id) => `/set-up/macros/${id}`,
  routing_rule: (id) => `/set-up/rules/${id}`,
  cost_basis: () => '/buildings/cost-basis',
  condition_bands: () => '/buildings/cost-basis#bands',
  labour_rate: () => '/buildings/cost-basis#labor',
  portfolio: () => '/buildings/import',
};
export const hrefOf = ({ subject, subjectId }: { subject: string; subjectId: string }) => PAGES[subject]?.(subjectId);
/** What it is called: the targets of a priority, which has no name of its own, by its number and word. */
export const nameOf = ({ subject, subjectName }: { subject: string; subjectName: string }) =>
  subject === 'policy' ? numberedPriority(subjectName) : subjectName;
