import { fieldProblem, Problem } from '#kernel/problem.ts';

export const personNotFound = () => new Problem(404, 'people.not_found', 'There is no such person.');
export const grantNotFound = () => new Problem(404, 'people.grant_not_found', 'This person holds no such role.');
export const passwordsOff = () => new Problem(403, 'session.passwords_off', 'Nobody signs in here by a password of Steward’s own.');
export const unknownProvider = () => new Problem(404, 'session.unknown_provider', 'There is no such way to sign in.');
export const providerUnreachable = (name: string) =>
  new Problem(503, 'session.provider_unreachable', `${name} is not answering. Try again in a few minutes.`, { headers: { 'retry-after': '60' } });
export const noEmail = () => new Problem(403, 'session.no_email', 'The sign-in service does not tell Steward your e-mail address.');
export const otherDomain = () => new Problem(403, 'session.other_domain', 'This sign-in service does not speak for your e-mail address.');
export const addressTaken = () => new Problem(403, 'session.address_taken', 'Somebody else here has your e-mail address already.');
export const deactivated = () => new Problem(403, 'session.deactivated', 'Your account here is switched off.');
export const sessionNotFound = () => new Problem(404, 'people.session_not_found', 'You are not signed in there, or no longer.');
export const administratorsOnly = () => new Problem(403, 'people.administrators_only', 'This is for administrators.');
export const outsideYourScope = () => new Problem(403, 'people.outside_scope', 'You administer another part of the district.');

/** 429 with the same words whatever the address: nobody learns from it who works here. */
export const tooManyTries = (seconds: number) =>
  new Problem(429, 'request.too_many', 'Too many tries. Wait a moment, then try again.', { headers: { 'retry-after': String(seconds) } });
export const wrongCredentials = () => new Problem(401, 'session.wrong_credentials', 'This e-mail address and password do not match.');
export const noCredentials = () =>
  new Problem(400, 'request.invalid', 'Send an e-mail address and a password.', {
    errors: [{ pointer: '/email', in: 'body', detail: 'Write your e-mail address, as name@school.org.' }],
  });

/** 412: somebody was faster. */
export const personChanged = (current: Record<string, unknown>, version: number) =>
  new Problem(412, 'people.changed', 'Somebody else changed this person first. Look again, then try again.', {
    errors: Object.keys(current).map((field) => ({ pointer: `/${field}`, in: 'body' as const, detail: 'Changed since you loaded it.' })),
    current,
    headers: { etag: `"${version}"` },
  });

export const unknownService = () => fieldProblem('people.unknown_service', '/serviceCode', 'There is no such service. Choose one from the list.');
export const unknownArea = () => fieldProblem('people.unknown_area', '/areaId', 'There is no such area. Choose one from the list.');
export const unknownSite = () => fieldProblem('people.unknown_site', '/siteId', 'There is no such school. Choose one from the list.');
export const serviceDoesNotFit = (only: string) =>
  fieldProblem(
    'people.service_does_not_fit',
    '/serviceCode',
    `This role counts in the service ${only} only. Leave the service out, or choose that one.`,
  );
export const alreadyHeld = () => fieldProblem('people.role_held', '/role', 'This person holds this role there already.');
export const lastAdministrator = () =>
  new Problem(422, 'people.last_administrator', 'This is the last administrator of the whole district. Make somebody else one first.');

/** 403: a stand-in may do much, and this only its holder. */
export const ownRightOnly = () =>
  new Problem(403, 'people.own_right_only', 'You stand in for somebody: this only they may do, or another who holds the role.');
/** 422: here a person is named who no longer comes in. */
export const hasLeftAlready = (pointer: string) => fieldProblem('people.has_left', pointer, 'This person has left. Choose somebody who is here.');

export const delegationNotFound = () => new Problem(404, 'people.delegation_not_found', 'There is no such delegation.');
export const notYoursToDelegate = (pointer: string) =>
  fieldProblem('people.not_yours_to_delegate', pointer, 'Hand over what you hold yourself. What you stand in for is not yours to pass on.');
export const delegatedAlready = () =>
  fieldProblem('people.delegated_already', '/startsOn', 'This person stands in for you there on some of these days already.');
const DAYS = {
  to_yourself: ['people.delegate_yourself', '/delegateId', 'Choose somebody else: you hold this already.'],
  day_past: ['people.delegation_day_past', '/startsOn', 'Choose today or a day to come.'],
  backwards: ['people.delegation_backwards', '/lastOn', 'The last day comes before the first.'],
  too_long: ['people.delegation_too_long', '/lastOn', 'Choose at most a year.'],
} as const;
export function delegationRefused(why: keyof typeof DAYS) {
  const [code, pointer, detail] = DAYS[why];
  return fieldProblem(code, pointer, detail);
}

export const notForYourself = () => fieldProblem('people.not_for_yourself', '/compartment', 'Somebody else proposes what you may see.');
export const compartmentHeld = () => fieldProblem('people.compartment_held', '/compartment', 'This person may see this there already.');
export const compartmentProposed = () =>
  fieldProblem('people.compartment_proposed', '/compartment', 'This is proposed already and waits for a second person.');
export const proposalNotFound = () => new Problem(404, 'people.proposal_not_found', 'There is no such proposal.');
export const secondPersonOnly = () =>
  new Problem(403, 'people.second_person', 'A second person confirms: neither who proposed it nor who is to see it.');
export const proposalOver = () => new Problem(422, 'people.proposal_over', 'This proposal is decided already, or nobody confirmed it in time.');
export const compartmentNotFound = () => new Problem(404, 'people.compartment_not_found', 'This person may not see this.');

export const tokenNotFound = () => new Problem(404, 'people.token_not_found', 'There is no such token.');
export const tokensNotForYou = () => new Problem(403, 'people.tokens_not_for_you', 'Tokens are made by administrators and service managers.');

export const absenceNotFound = () => new Problem(404, 'people.absence_not_found', 'There is no such absence, or it is not yours to see.');
export const absenceDays = (detail: string) => fieldProblem('people.absence_days', '/lastOn', detail);
