/** What a tag may be: letters of any language, digits and hyphens. */
export const TAG = /^[\p{Ll}\p{Lo}\p{M}\p{N}]+(?:-[\p{Ll}\p{Lo}\p{M}\p{N}]+)*$/u;
const LONGEST = 40;

/** As it is kept, so that "Summer Work" and "summer-work" are one tag; what is no tag stays one that `TAG` refuses. */
export const normalisedTag = (typed: string): string => {
  const tag = typed
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return tag.length <= LONGEST ? tag : '';
};

/** How many one order carries. */
export const TAGS_AT_MOST = 20;

export type TagChange = { added: string[]; removed: string[]; after: string[] };
/** What adding and removing makes of the tags there are: what is there already is not added, what is not there not removed. */
export function changeTags(before: readonly string[], { add, remove }: { add: readonly string[]; remove: readonly string[] }): TagChange {
  const had = new Set(before);
  const removed = [...new Set(remove)].filter((tag) => had.has(tag) && !add.includes(tag));
  const added = [...new Set(add)].filter((tag) => !had.has(tag));
  return { added, removed, after: [...before.filter((tag) => !removed.includes(tag)), ...added].toSorted() };
}
