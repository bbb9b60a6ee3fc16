import { fieldProblem, Problem } from '#kernel/problem.ts';

const about = (detail: string, pointer = '/file') => ({ errors: [{ pointer, detail, in: 'body' as const }] });

export const notMultipart = () =>
  new Problem(415, 'request.media_type', 'Send the file as multipart/form-data, in the field “file”.', about('Send multipart/form-data.'));
export const malformedForm = () =>
  new Problem(400, 'request.malformed', 'The form did not arrive whole. Send it again.', about('The form did not arrive whole. Send it again.'));
export const fileMissing = () => new Problem(400, 'request.invalid', 'There is no file.', about('Add a file.'));
export const oneFileOnly = () => new Problem(400, 'request.invalid', 'Send one file at a time.', about('Send one file per request.'));
export const unknownField = (name: string) =>
  new Problem(400, 'request.invalid', 'Some of what was sent needs your attention.', about('There is no such field.', `/${name.slice(0, 100)}`));
export const fileTooLarge = () =>
  new Problem(413, 'attachment.too_large', 'This file is larger than 20 MB.', about('Choose a file of at most 20 MB, or a smaller photo.'));
export const fileEmpty = () => fieldProblem('attachment.empty', '/file', 'This file is empty. Choose another.');
