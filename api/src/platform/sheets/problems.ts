import { fieldProblem } from '#kernel/problem.ts';

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
