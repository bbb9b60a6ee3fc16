import { createReadStream } from 'node:fs';
import { fileTypeFromFile } from 'file-type';

/** A kind of file that is taken: what it is served as, and the extensions it may be called by; the first is the usual one. */
export type Kind = { group: 'photo' | 'document' | 'text'; mediaType: string; extensions: readonly [string, ...string[]] };

const office = (name: string, extension: string): [string, Kind] => {
  const mediaType = `application/vnd.openxmlformats-officedocument.${name}`;
  return [mediaType, { group: 'document', mediaType, extensions: [extension] }];
};
const photo = (format: string, ...extensions: [string, ...string[]]): Kind => ({ group: 'photo', mediaType: `image/${format}`, extensions });
const heic = photo('heic', 'heic', 'heif', 'hif');
const TEXT: Kind = { group: 'text', mediaType: 'text/plain', extensions: ['txt', 'csv', 'tsv', 'md', 'log'] };

/** By what file-type calls them. Whatever is not here is refused; so are videos, which carry the place where they were taken. */
const KINDS = new Map<string, Kind>([
  ['image/jpeg', photo('jpeg', 'jpg', 'jpeg', 'jpe', 'jfif')],
  ['image/png', photo('png', 'png')],
  ['image/apng', photo('png', 'png')],
  ['image/webp', photo('webp', 'webp')],
  ['image/gif', photo('gif', 'gif')],
  ['image/heic', heic],
  ['image/heif', heic],
  ['image/heic-sequence', heic],
  ['image/heif-sequence', heic],
  ['application/pdf', { group: 'document', mediaType: 'application/pdf', extensions: ['pdf'] }],
  office('wordprocessingml.document', 'docx'),
  office('spreadsheetml.sheet', 'xlsx'),
  office('presentationml.presentation', 'pptx'),
]);

/** What the file is by its own bytes; undefined when that is nothing we take. Neither its name nor what the sender calls it is asked. */
export async function sniff(path: string): Promise<Kind | undefined> {
  const found = await fileTypeFromFile(path).catch(() => undefined);
  if (found) return KINDS.get(found.mime);
  return (await isPlainText(path)) ? TEXT : undefined;
}

/** The kind with this media type. */
export const kindOf = (mediaType: string) => KINDS.get(mediaType);

const BINARY = /[\u0000-\u0008\u000E-\u001A]/;
// A web page or drawing is text as well, but one that programs run.
const MARKUP = /^\s*<[a-z!?/]/i;

async function isPlainText(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isFirst = true;
  try {
    for await (const piece of createReadStream(path)) {
      const text = decoder.decode(piece as Buffer, { stream: true });
      if (BINARY.test(text) || (isFirst && MARKUP.test(text))) return false;
      isFirst = false;
    }
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

const EXTENSION = /\.([a-z0-9]{1,8})$/i;

/** The group that a name's extension claims: only for saying what is wrong, never for deciding what a file is. */
export function claimedGroup(fileName: string): Kind['group'] | undefined {
  const extension = EXTENSION.exec(fileName)?.[1]?.toLowerCase();
  if (extension === undefined) return undefined;
  return [...KINDS.values(), TEXT].find((kind) => kind.extensions.includes(extension))?.group;
}

// Controls, private use, line and paragraph separators, and the marks that are not seen or reorder text.
const UNSEEN = /[\p{Cc}\p{Co}\p{Zl}\p{Zp}\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/gu;
const MAX_NAME = 200;

/** The name without folders and without what does not show, at most 200 characters, with an extension that is true. */
export function fileNameFor(kind: Kind, given: string): string {
  const name = given
    .toWellFormed()
    .normalize('NFC')
    .replaceAll('%22', '"') // how browsers write a quote in a form
    .split(/[/\\]/)
    .at(-1)!
    .replace(UNSEEN, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const extension = EXTENSION.exec(name)?.[1] ?? '';
  const isTrue = kind.extensions.includes(extension.toLowerCase());
  // "Room 12.5" has no extension: one holds a letter.
  const stem = /[a-z]/i.test(extension) ? name.slice(0, -extension.length - 1) : name;
  const ending = `.${isTrue ? extension : kind.extensions[0]}`;
  return `${shortened(stem.trim() || kind.group, MAX_NAME - ending.length)}${ending}`;
}

function shortened(text: string, max: number): string {
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > max) break;
    kept += character;
  }
  return kept.trimEnd();
}
