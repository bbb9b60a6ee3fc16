import { fieldProblem, Problem } from '#kernel/problem.ts';

export const fileNotFound = () => new Problem(404, 'capital_file.not_found', 'There is no such file.');
export const filesNotForYou = () =>
  new Problem(403, 'capital_file.not_for_you', 'Files about capital money are for those who plan, keep or audit it for the whole district.');
export const mayNotBring = () =>
  new Problem(403, 'capital_file.not_yours_to_bring', 'Finance brings the files of the finance system; lists of projects also the capital manager.');
export const fileTooLarge = () =>
  new Problem(413, 'capital_file.too_large', 'This file is larger than 60 MB.', {
    errors: [{ pointer: '/file', detail: 'Choose a file of at most 60 MB, or divide it.', in: 'body' }],
  });
export const fileEmpty = () => fieldProblem('capital_file.empty', '/file', 'There is no row in this file.');
export const unknownKind = () => fieldProblem('request.invalid', '/kind', 'Say what the rows are: projects, actuals, purchase_orders or vendors.');
export const unknownProgramme = () => fieldProblem('capital_file.no_programme', '/programme', 'There is no such programme. Choose one of the list.');
export const nameTooLong = (max: number) => fieldProblem('request.invalid', '/programmeName', `Write at most ${max} characters.`);
export const programmeTaken = () =>
  fieldProblem('capital_file.programme_taken', '/programmeName', 'There is a programme of this name. Choose it, or take another name.');
export const notOfOurs = () =>
  fieldProblem('capital_file.not_into_ours', '/programme', 'A list of another owner’s projects goes into a programme of its own, never into ours.');
export const notOfTheirs = () =>
  fieldProblem('capital_file.not_into_theirs', '/programme', 'That programme is another owner’s: our finance system says nothing of it.');
export const asOfMissing = () => fieldProblem('request.invalid', '/asOfOn', 'Write the day that the file speaks of, as 2026-06-30.');
export const asOfLater = () => fieldProblem('capital_file.as_of_later', '/asOfOn', 'That day is still to come.');
export const olderThanLast = (asOfOn: string) =>
  fieldProblem('capital_file.older', '/asOfOn', `A file as of ${asOfOn} was let in already: an older one would take back what it said.`, { asOfOn });
export const headingsMissing = (names: readonly string[]) =>
  fieldProblem('capital_file.headings_missing', '/file', `These columns are missing: ${names.join(', ')}.`, { names });
export const unknownField = () =>
  fieldProblem('capital_file.unknown_field', '/columns', 'A column is said to be something that files of this kind do not have.');
export const fieldTwice = () => fieldProblem('capital_file.field_twice', '/columns', 'Two columns are said to be the same. Leave one of them out.');
export const columnMissing = (field: string) =>
  fieldProblem('capital_file.column_missing', '/columns', `Say which column is “${field}”: no row can be read without.`, { field });
export const fileState = (state: string) =>
  new Problem(422, 'capital_file.state', 'This cannot be done with the file as it stands now.', { current: { state } });
export const fileChanged = (version: number) =>
  new Problem(412, 'capital_file.changed', 'Somebody changed this since you looked.', { current: { version } });
