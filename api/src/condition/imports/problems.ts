import { fieldProblem, Problem } from '#kernel/problem.ts';

const about = (detail: string, pointer = '/file') => ({ errors: [{ pointer, detail, in: 'body' as const }] });

export const importNotFound = () => new Problem(404, 'import.not_found', 'There is no such file.');
export const mayNotImport = () =>
  new Problem(403, 'import.not_for_you', 'Planners and administrators of the whole district let files of assessments in.');
export const portfolioIsDistrict = () => new Problem(422, 'import.portfolio_is_district', 'These are the district’s own buildings. They stay.');
export const portfolioChanged = (version: number) =>
  new Problem(412, 'import.portfolio_changed', 'Somebody changed these buildings since you looked.', { current: { version } });
export const portfolioBusy = () =>
  new Problem(422, 'import.portfolio_busy', 'A file about these buildings is being read or let in. Wait until that is done.');
export const portfolioInPlans = (plans: number) =>
  new Problem(422, 'import.portfolio_in_plans', 'Draft plans are made of these buildings. Remove those first.', { current: { plans } });
export const importTooLarge = () =>
  new Problem(413, 'import.too_large', 'This file is larger than 60 MB.', about('Choose a file of at most 60 MB, or divide it.'));
export const nothingInIt = () => fieldProblem('import.empty', '/file', 'There is no row in this file.');
export const unknownField = () =>
  fieldProblem('import.unknown_field', '/columns', 'A column is said to be something that files of this kind do not have.');
export const fieldTwice = () => fieldProblem('import.field_twice', '/columns', 'Two columns are said to be the same. Leave one of them out.');
export const columnMissing = (field: string) =>
  fieldProblem('import.column_missing', '/columns', `Say which column is “${field}”: no row can be read without.`, { field });
export const portfolioTaken = () =>
  fieldProblem('import.portfolio_taken', '/portfolioName', 'There is a portfolio of this name. Choose it, or take another name.');
export const portfolioOfDistrict = () =>
  fieldProblem(
    'import.not_into_district',
    '/portfolio',
    'A list of buildings with their index goes into a portfolio of its own: the district’s own index is counted from what its buildings are made of.',
  );
export const noBuildingsThere = () =>
  fieldProblem('import.no_buildings', '/portfolio', 'There is no building in this portfolio yet. Let a list of buildings in first.');
export const importState = (state: string) =>
  new Problem(422, 'import.state', 'This cannot be done with the file as it stands now.', { current: { state } });
export const importChanged = (version: number) =>
  new Problem(412, 'import.changed', 'Somebody changed this since you looked.', { current: { version } });
export const nothingGood = () => new Problem(422, 'import.nothing_good', 'There is nothing in this file that could be let in.');
export const assessedLater = () => fieldProblem('import.assessed_later', '/assessedOn', 'That day is still to come.');
