import { fieldProblem, Problem } from '#kernel/problem.ts';

export const personNotFound = () => new Problem(404, 'people.not_found', 'There is no such person.');
export const grantNotFound = () => new Problem(404, 'people.grant_not_found', 'This person holds no such role.');
export const administratorsOnly = () => new Problem(403, 'people.administrators_only', 'This is for administrators.');
export const outsideYourScope = () => new Problem(403, 'people.outside_scope', 'You administer another part of the district.');

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
