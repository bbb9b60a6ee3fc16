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
export const notASheet = () =>
  fieldProblem('import.not_a_sheet', '/file', 'This is neither a CSV file nor an Excel workbook (.xlsx). Save it as one of them.');
export const notText = () =>
  fieldProblem('import.not_a_sheet', '/file', 'This is neither a CSV file nor an Excel workbook (.xlsx). Save it as one of them.');
export const brokenPacked = () => fieldProblem('import.broken', '/file', 'This packed file is damaged. Unpack it, and bring what was in it.');
export const brokenWorkbook = () =>
  fieldProblem('import.broken', '/file', 'This workbook is damaged or protected by a password. Open it in Excel and save it anew.');
export const unpacksTooLarge = () =>
  fieldProblem(
    'import.unpacks_too_large',
    '/file',
    'This file grows far too large when it is unpacked. Of a workbook, save the sheet as CSV; divide a packed file.',
  );
export const noSuchSheet = () => fieldProblem('import.no_sheet', '/sheet', 'There is no such sheet in the workbook.');
export const tooManyRows = (max: number) =>
  fieldProblem('import.too_many_rows', '/file', `There are more than ${max} rows. Divide the file.`, { max });
export const tooManyColumns = (max: number) => fieldProblem('import.too_many_columns', '/file', `There are more than ${max} columns.`, { max });
export const cellTooLong = (row: number, max: number) =>
  fieldProblem('import.cell_too_long', '/file', `A cell in row ${row} holds more than ${max} characters. Is a quotation mark missing?`, { row, max });
export const unclosedQuote = (row: number) =>
  fieldProblem('import.quote', '/file', `A quotation mark in row ${row} is never closed, so nobody knows where the cell ends.`, { row });
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
