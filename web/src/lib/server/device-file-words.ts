import { m } from '#lib/paraglide/messages.js';

/** What lists of devices and rosters refuse, in the reader's words. */
export const DEVICE_FILE_WORDS: Record<string, () => string> = {
  'device_file.not_for_you': m.problem_device_file_not_for_you,
  'device_file.not_found': m.problem_device_file_not_found,
  'device_file.too_large': m.problem_device_file_too_large,
  'device_file.unknown_kind': m.problem_device_file_unknown_kind,
  'device_file.not_the_list': m.problem_device_file_not_the_list,
  'device_file.empty': m.problem_device_file_empty,
  'device_file.gone': m.problem_device_file_gone,
  'device_file.unknown_field': m.problem_device_file_unknown_field,
  'device_file.field_twice': m.problem_device_file_field_twice,
  'device_file.column_missing': m.problem_device_file_column_missing,
  'device_file.state': m.problem_device_file_state,
  'device_file.changed': m.problem_device_file_changed,
  'device_file.nothing_to_do': m.problem_device_file_nothing_to_do,
  'roster.not_a_bundle': m.problem_roster_not_a_bundle,
  'roster.broken': m.problem_roster_broken,
  'roster.version': m.problem_roster_version,
  'roster.only_changes': m.problem_roster_only_changes,
  'roster.lacks': m.problem_roster_lacks,
  'roster.many_leave': m.problem_roster_many_leave,
  'roster.no_source': m.problem_roster_no_source,
  'roster.source_failed': m.problem_roster_source_failed,
  'device_file.overtaken': m.device_imports_overtaken,
};
