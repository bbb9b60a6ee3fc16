/** What a change of set-up may be about. */
export const SUBJECTS = [
  'request_type',
  'team',
  'priority_matrix',
  'service',
  'trade',
  'hr_partner',
  'calendar',
  'policy',
  'routing_rule',
  'approval_rule',
  'macro',
  'cost_basis',
  'condition_bands',
  'labour_rate',
  'portfolio',
] as const;
export type Subject = (typeof SUBJECTS)[number];
