import { Problem } from '#kernel/problem.ts';
import type { RuleFault } from '../rules/desk-rules.ts';

export const ruleNotFound = () => new Problem(404, 'routing_rule.not_found', 'There is no such rule.');
export const dryRunNotFound = () => new Problem(404, 'routing_rule.dry_run_not_found', 'There is no such dry run, or it is not yours to see.');
/** 422: each fault is named. */
export const ruleRefused = (faults: readonly RuleFault[]) =>
  new Problem(422, 'routing_rule.refused', 'This rule needs your attention.', { errors: faults.map((fault) => ({ ...fault, in: 'body' as const })) });
export const notTried = () =>
  new Problem(422, 'routing_rule.not_tried', 'Try the rule on the orders of the last 90 days first: it was not tried as it is now.');
export const stillOn = () => new Problem(422, 'routing_rule.still_on', 'Switch the rule off first: it still works on orders.');
export const atTheEnd = () => new Problem(422, 'routing_rule.at_the_end', 'The rule cannot move further.');
export const triggerFixed = () =>
  new Problem(422, 'routing_rule.trigger_fixed', 'A rule for new orders stays one, and so does an escalation. Make a new rule instead.', {
    errors: [{ pointer: '/trigger', in: 'body', detail: 'Make a new rule instead.' }],
  });
