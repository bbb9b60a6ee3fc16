import { fieldProblem, Problem } from '#kernel/problem.ts';
import type { FormFault } from '../rules/form-definition.ts';

export const setUpNotForYou = () => new Problem(403, 'set_up.not_for_you', 'This is for administrators and service managers.');
export const notYoursToSetUp = () => new Problem(403, 'set_up.not_yours', 'You look after another part of the district.');

/** 412: somebody was faster; `current` is what differs now from what was sent. */
export const setUpChanged = (current: Record<string, unknown>, version: number) =>
  new Problem(412, 'set_up.changed', 'Somebody else changed this first. Look again, then try again.', {
    errors: Object.keys(current).map((field) => ({ pointer: `/${field}`, in: 'body' as const, detail: 'Changed since you loaded it.' })),
    current,
    headers: { etag: `"${version}"` },
  });

/** 422: nobody could fill in this form; each fault is named. */
export const formRefused = (faults: readonly FormFault[]) =>
  new Problem(422, 'set_up.form', 'This form needs your attention.', { errors: faults.map((fault) => ({ ...fault, in: 'body' as const })) });

export const unknownService = () => fieldProblem('set_up.unknown_service', '/serviceCode', 'There is no such service. Choose one from the list.');
export const unknownTrade = () =>
  fieldProblem('set_up.unknown_trade', '/tradeCode', 'There is no such trade in this service. Choose one from the list.');
export const compartmentFixed = () =>
  fieldProblem(
    'set_up.compartment_fixed',
    '/compartment',
    'There are requests of this kind: who may see them cannot change. Make a new kind instead.',
  );
export const compartmentForAdministrators = () =>
  new Problem(403, 'set_up.compartment_administrators', 'Who may see a kind of request is for administrators to say.');

export const teamNotFound = () => new Problem(404, 'set_up.team_not_found', 'There is no such team.');
export const nameNotFound = () => new Problem(404, 'set_up.name_not_found', 'There is no such service or trade.');
export const unknownArea = () => fieldProblem('set_up.unknown_area', '/areaId', 'There is no such area. Choose one from the list.');
export const notHere = (pointer: string) =>
  fieldProblem('set_up.not_here', pointer, 'There is no such person, or they have left. Choose somebody who is here.');
export const teamFixed = (pointer: string) =>
  fieldProblem('set_up.team_fixed', pointer, 'A team stays in its service and with what it may see. Make another team instead.');
export const schoolNotFound = () => new Problem(404, 'set_up.school_not_found', 'There is no such school.');
