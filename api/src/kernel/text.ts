import { z } from 'zod';

// C0 and C1 controls, the line and paragraph separators, and the invisible marks that reorder text.
const UNPRINTABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/;
const BREAKS = /[\n\r\t]/;
// Spaces of every width and marks that show nothing.
const NOTHING = /^[\s\u00AD\u200B-\u200F\u2060-\u2064\uFEFF]*$/;
const clean = (value: string) => value.isWellFormed() && !UNPRINTABLE.test(value);

/** One line of text: trimmed, 1 to `max` characters, nothing that does not show. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'Write something here.')
    .max(max, `Use at most ${max} characters.`)
    .refine((value) => clean(value) && !BREAKS.test(value), 'Use one line of ordinary characters.')
    .refine((value) => value === '' || !NOTHING.test(value), 'Write something here.');

/** Several lines of text, up to `max` characters; may be empty. */
export const paragraphs = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `Use at most ${max} characters.`)
    .refine(clean, 'Use ordinary characters: this text holds some that do not show.')
    .refine((value) => value === '' || !NOTHING.test(value), 'Write something here.');

/** What is looked for, or a code: up to `max` characters, nothing that does not show. */
export const searchText = (max: number) =>
  z.string().trim().max(max, `Use at most ${max} characters.`).refine(clean, 'Use ordinary characters: this text holds some that do not show.');

/** A calendar day that exists: 2026-02-30 does not. */
export const day = () =>
  z.iso
    .date('Write a day that exists, as 2026-03-10.')
    .refine((value) => value >= '2000-01-01' && value < '2100-01-01', 'Write a day between 2000 and 2099.');

/** An instant with its offset, in a year that the database knows. */
export const instant = () =>
  z.iso
    .datetime({ offset: true, message: 'Write an instant with its offset, as 2026-03-10T07:00:00-07:00.' })
    .refine((value) => value >= '1970' && value < '2100', 'Write an instant between 1970 and 2099.');
