import { createHash } from 'node:crypto';
import type { Heading } from '../rules/assessment-file/fields.ts';
import { plain } from '../rules/assessment-file/words.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url');
const KEY_LENGTH = 80;
/** A key as it is kept: itself, or, where it is long, what stands for it. */
export const shortKey = (key: string): string => (key.length > KEY_LENGTH ? sha256(key) : key);
/** Files with the same headings have the same. */
export const digestOfHeadings = (headings: readonly Heading[]): string =>
  sha256(headings.map(({ name, above }) => `${plain(above)} ${plain(name)}`).join('|'));
