import { fieldProblem, Problem } from '#kernel/problem.ts';
import type { ProblemCode } from '#kernel/problem-codes.ts';

/** What people may add, in their words. */
const TAKEN = 'Photos (JPEG, PNG, WebP, GIF), PDF, Word, Excel and PowerPoint documents, plain text or CSV are taken, up to 20 MB.';
const about = (detail: string, pointer = '/file') => ({ errors: [{ pointer, detail, in: 'body' as const }] });

const typeProblem = (code: ProblemCode, title: string) => new Problem(415, code, title, about(`${title} ${TAKEN}`));

export const notABoolean = (field: string) =>
  new Problem(400, 'request.invalid', 'Some of what was sent needs your attention.', about('Send true or false.', `/${field}`));

export const typeNotTaken = () => typeProblem('attachment.type_not_taken', 'Files of this kind are not taken.');
export const notAPhoto = () => typeProblem('attachment.not_a_photo', 'This is not a photo, whatever its name says.');
export const notItsName = () => typeProblem('attachment.not_its_name', 'What is in this file is not what its name says.');
export const brokenPhoto = () =>
  fieldProblem('attachment.broken_photo', '/file', 'This photo is damaged and cannot be shown. Take it again, or choose another.');
export const tooManyPixels = () =>
  fieldProblem('attachment.too_many_pixels', '/file', 'This picture has more than 50 megapixels. Choose a smaller one.');
export const phoneFormat = () =>
  fieldProblem(
    'attachment.phone_format',
    '/file',
    'This photo is in the iPhone format HEIC, which cannot be shown here. On the phone choose Settings, Camera, Formats, Most Compatible; or send it as a JPEG.',
  );
export const tooManyWaiting = (max: number) =>
  fieldProblem(
    'attachment.too_many_waiting',
    '/file',
    `${max} of your files already wait for a request. Send that request first, or come back tomorrow.`,
  );
export const uploadTookTooLong = () => new Problem(409, 'attachment.took_too_long', 'Keeping this file took too long. Add it again.');
export const attachmentNotFound = () => new Problem(404, 'attachment.not_found', 'There is no such file, or it is not yours to see.');
