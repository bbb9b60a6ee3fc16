import { fieldProblem, Problem } from '#kernel/problem.ts';

const about = (detail: string) => ({ errors: [{ pointer: '/file', detail, in: 'body' as const }] });

export const filesNotForYou = () =>
  new Problem(403, 'device_file.not_for_you', 'Who keeps the devices of the whole district brings and sees lists of devices and rosters.');
export const fileNotFound = () => new Problem(404, 'device_file.not_found', 'There is no such file.');
export const fileTooLarge = () =>
  new Problem(413, 'device_file.too_large', 'This file is larger than 60 MB.', about('Choose a file of at most 60 MB, pack it (.gz), or divide it.'));
export const unknownKind = () => fieldProblem('device_file.unknown_kind', '/kind', 'Say what it is: chrome, snipe or oneroster.');
export const notTheList = () =>
  fieldProblem(
    'device_file.not_the_list',
    '/file',
    'There are no Chrome devices in this file. Export it as JSON or CSV from the Admin console or its API.',
  );
export const nothingInIt = () => fieldProblem('device_file.empty', '/file', 'There is no row in this file.');
export const fileGone = () => fieldProblem('device_file.gone', '/file', 'The file is not there any more. Bring it again.');
export const unknownField = () =>
  fieldProblem('device_file.unknown_field', '/columns', 'A column is said to be something that such lists do not have.');
export const fieldTwice = () => fieldProblem('device_file.field_twice', '/columns', 'Two columns are said to be the same. Leave one of them out.');
export const columnMissing = () =>
  fieldProblem(
    'device_file.column_missing',
    '/columns',
    'Say which column is the serial number or the asset tag: without, no row says which device it is.',
  );
export const fileState = (state: string) =>
  new Problem(422, 'device_file.state', 'This cannot be done with the file as it stands now.', { current: { state } });
export const fileChanged = (version: number) =>
  new Problem(412, 'device_file.changed', 'Somebody changed this since you looked.', { current: { version } });
export const nothingToDo = () => new Problem(422, 'device_file.nothing_to_do', 'There is nothing in this file that would change anything.');
export const notABundle = () =>
  fieldProblem('roster.not_a_bundle', '/file', 'This is no OneRoster bundle: a zip archive with manifest.csv, orgs.csv, users.csv and roles.csv.');
export const brokenBundle = () => fieldProblem('roster.broken', '/file', 'This archive is damaged. Export it anew.');
export const notThisVersion = (version: string) =>
  fieldProblem('roster.version', '/file', 'Bundles of OneRoster 1.2 are read. Export it in that version.', { version });
export const onlyChanges = () =>
  fieldProblem(
    'roster.only_changes',
    '/file',
    'This bundle holds only what changed (delta). Export all of it (bulk): who is missing in it counts as having left.',
  );
export const bundleLacks = (name: string) =>
  fieldProblem('roster.lacks', '/file', `The bundle has no ${name}, or it lacks a column that is needed.`, { name });
export const manyLeave = (leaving: number, active: number) =>
  fieldProblem(
    'roster.many_leave',
    '/confirmsLeavers',
    `${leaving} of ${active} students would leave at once. Look whether the roster is whole, and say so if it is.`,
    { leaving, active },
  );
export const noSource = () =>
  new Problem(422, 'roster.no_source', 'No student information system is set up. Bring a bundle, or have the address and the client set up.');
export const sourceFailed = () =>
  fieldProblem('roster.source_failed', '/source', 'The student information system did not answer as it should. Try again later, or bring a bundle.');
