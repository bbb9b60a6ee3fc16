import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { Problem } from '#lib/api/types.ts';

/** The API's codes in the reader's words. A code that is not here shows the API's own English sentence (in Spanish: a general one). */
const BY_CODE: Record<string, () => string> = {
  'request.too_many': m.problem_too_many,
  'request.too_large': m.problem_too_large,
  'request.media_type': m.problem_media_type,
  'request.conflict': m.problem_conflict,
  'request.not_found': m.problem_not_found,
  'database.unavailable': m.problem_unavailable,
  'files.unavailable': m.problem_files_unavailable,
  'files.full': m.problem_files_full,
  'portal.api_unreachable': m.problem_unavailable,
  internal: m.problem_internal,
  'session.required': m.problem_session_required,
  'people.session_not_found': m.account_session_gone,
  'idempotency.in_progress': m.problem_in_progress,
  'idempotency.key_reused': m.problem_key_reused,
  'notice.mail_not_failed': m.problem_mail_not_failed,
  'condition.deficiency_ended': m.problem_deficiency_ended,
  'condition.deficiency_changed': m.problem_deficiency_changed,
  'condition.component_elsewhere': m.problem_component_gone,
  'work_order.not_found': m.problem_order_not_found,
  'work_order.changed': m.problem_order_changed,
  'work_order.site_closed': m.problem_site_closed,
  'work_order.unknown_site': m.problem_unknown_site,
  'work_order.unknown_place': m.problem_unknown_place,
  'work_order.unknown_type': m.problem_unknown_type,
  'work_order.unknown_requester': m.problem_unknown_person,
  'work_order.confidential_for_other': m.problem_confidential_for_other,
  'work_order.confidential_type': m.problem_confidential_type,
  'work_order.unknown_attachment': m.problem_unknown_attachment,
  'people.delegate_yourself': m.problem_delegate_yourself,
  'people.has_left': m.problem_has_left,
  'people.not_yours_to_delegate': m.problem_not_yours_to_delegate,
  'people.delegated_already': m.problem_delegated_already,
  'people.delegation_day_past': m.problem_delegation_day_past,
  'people.delegation_backwards': m.problem_delegation_backwards,
  'people.delegation_too_long': m.problem_delegation_too_long,
  'people.delegation_not_found': m.problem_delegation_not_found,
  'people.second_person': m.problem_second_person,
  'people.proposal_over': m.problem_proposal_over,
  'people.proposal_not_found': m.problem_proposal_not_found,
  'people.own_right_only': m.problem_own_right_only,
  'people.token_not_found': m.problem_proposal_not_found,
  'people.tokens_not_for_you': m.access_tokens_not_for_you,
  'idempotency.answered_once': m.problem_answered_once,
  'attachment.empty': m.problem_empty,
  'attachment.too_large': m.problem_file_too_large,
  'attachment.type_not_taken': m.problem_type_not_taken,
  'attachment.not_a_photo': m.problem_not_a_photo,
  'attachment.not_its_name': m.problem_not_its_name,
  'attachment.broken_photo': m.problem_broken_photo,
  'attachment.too_many_pixels': m.problem_too_many_pixels,
  'attachment.phone_format': m.problem_phone_format,
  'attachment.too_many_waiting': m.problem_too_many_waiting,
  'attachment.took_too_long': m.problem_took_too_long,
  'attachment.not_found': m.problem_file_not_found,
  'catalog.type_not_found': m.problem_unknown_type,
  'site.not_found': m.problem_unknown_site,
  'site.room_not_found': m.problem_unknown_place,
  'work_order.reopen_too_late': m.problem_reopen_too_late,
  'work_order.words_fixed': m.problem_words_fixed,
  'checklist.item_not_found': m.checklist_problem_gone,
  'checklist.over': m.checklist_problem_over,
  'checklist.too_many': m.checklist_problem_many,
  'macro.not_found': m.macros_problem_gone,
  'macro.named_already': m.macros_problem_named,
  'macro.changed': m.macros_problem_changed,
  'macro.refused': m.macros_problem_refused,
  'bulk.not_found': m.bulk_problem_gone,
  'bulk.not_for_you': m.bulk_problem_not_for_you,
  'bulk.nothing': m.bulk_problem_nothing,
  'bulk.too_many': m.bulk_problem_many,
  'bulk.stays': m.macros_stays,
  'bulk.too_late': m.bulk_problem_late,
  'view.changed': m.views_problem_changed,
  'view.not_found': m.views_problem_gone,
  'view.not_yours': m.views_problem_gone,
  'view.audience_not_yours': m.views_problem_audience,
  'view.query_wrong': m.views_problem_query,
  'view.too_many': m.views_problem_many,
  'work_order.too_many_tags': m.tags_problem_many,
  'field.decided': m.problem_field_decided,
  'field.not_found': m.problem_field_gone,
  'work_order.hazard_unacknowledged': m.problem_hazard,
  'work_order.priority_reason': m.problem_priority_reason,
  'work_order.unknown_team': m.problem_unknown_team,
  'work_order.unknown_assignee': m.problem_unknown_person,
  'work_order.not_a_worker': m.problem_not_a_worker,
  'work_order.not_in_compartment': m.problem_not_in_compartment,
  'work_order.not_a_move': m.problem_not_a_move,
  'work_order.not_your_move': m.problem_not_your_move,
  'work_order.unknown_duplicate': m.problem_unknown_order,
  'work_order.duplicate_of_itself': m.problem_duplicate_of_itself,
  'approval.own': m.problem_approval_own,
  'approval.decided': m.problem_approval_decided,
  'approval.changed': m.problem_approval_changed,
  'approval.not_found': m.problem_approval_not_found,
  'approval.say_why': m.approvals_say_why,
  'approval.ask_anew': m.problem_ask_anew,
  'approval.pending': m.problem_approval_pending,
  'approval.link_unknown': m.problem_link_unknown,
  'approval.link_used': m.problem_link_used,
  'approval.link_expired': m.problem_link_expired,
  'calendar.days_past': m.calendars_problem_past,
  'approval.link_of_another': m.problem_link_of_another,
  'approval.link_not_yours': m.problem_link_not_yours,
  'people.absence_days': m.problem_absence_days,
  'work_order.not_rateable': m.problem_not_rateable,
  'work_order.rating_stands': m.problem_rating_stands,
};

/** What the API says about one field, where several fields share a code. */
const BY_DETAIL: [RegExp, (...found: string[]) => string][] = [
  [/^Use at most (\d+) characters/, (max) => m.problem_field_too_long({ max: max ?? '' })],
  [/^Write something here/, () => m.problem_field_empty()],
  [/^Use one line of ordinary characters|^Use ordinary characters/, () => m.problem_field_characters()],
  [/^Write a day that exists/, () => m.problem_field_day()],
  [/^(Answer this|Required|Invalid input: expected \w+, received undefined)/, () => m.problem_field_required()],
  [/^(Choose one|Invalid option)/, () => m.problem_field_choice()],
  [/(?:at least|>=) ?(-?[\d.]+)/, (min) => m.problem_field_min({ min: min ?? '' })],
  [/(?:at most|<=) ?(-?[\d.]+)/, (max) => m.problem_field_max({ max: max ?? '' })],
  [/^Say why/, () => m.problem_field_reason()],
  [/^Choose what it waits for/, () => m.problem_field_hold_reason()],
  [/^Say what was done/, () => m.problem_field_resolution()],
  [/^Assign a team or a person first/, () => m.problem_field_assignee()],
  [/^Changed since you loaded it/, () => m.problem_field_changed()],
];

/** One sentence for the whole refusal. */
export function problemWords(problem: Problem): string {
  const known = BY_CODE[problem.code];
  if (known) return known();
  if (problem.errors?.length) return m.ui_errors_title();
  return getLocale() === 'en' ? problem.title : m.problem_other();
}

/** One sentence for one field. A code that names one field speaks for it; else the detail does. */
export function fieldWords(problem: Problem, detail: string): string {
  const known = problem.errors?.length === 1 && BY_CODE[problem.code];
  if (known) return known();
  for (const [pattern, words] of BY_DETAIL) {
    const found = pattern.exec(detail);
    if (found) return words(...found.slice(1));
  }
  return getLocale() === 'en' ? detail : m.problem_field_other();
}
