import { m } from '#lib/paraglide/messages.js';

/** What the network refuses, in the reader's words. */
export const NETWORK_WORDS: Record<string, () => string> = {
  'network.not_yours': m.problem_network_not_yours,
  'network.not_a_keeper': m.problem_network_not_a_keeper,
  'network.may_not_measure': m.problem_network_may_not_measure,
  'network.dip_decided': m.problem_network_dip_decided,
  'network.no_request_type': m.problem_network_no_request_type,
  'network.circuit_changed': m.problem_network_circuit_changed,
  'network.days_turned': m.problem_network_days_turned,
  'network.columns_missing': m.problem_network_columns_missing,
  'network.import_empty': m.problem_network_import_empty,
  'network.no_target': m.problem_network_no_target,
  'network.school_closed': m.problem_network_school_closed,
};
