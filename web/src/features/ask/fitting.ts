import type { Kind } from './kind.ts';

const SHOWN = 5;
/** Shorter words say little: a, the, no, in. */
const SAYS_SOMETHING = 4;

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
/** "drips" and "dripping" begin alike. */
const isAlike = (a: string, b: string) => a.slice(0, SAYS_SOMETHING) === b.slice(0, SAYS_SOMETHING);

/** The kinds whose name or help shares words with what is typed, the likeliest first: for a phone that cannot ask the district. */
export function fitting(kinds: readonly Kind[], typed: string): Kind[] {
  const words = [...new Set(wordsOf(typed).filter((word) => word.length >= SAYS_SOMETHING))];
  const shared = (text: string) => words.filter((word) => wordsOf(text).some((other) => isAlike(word, other))).length;
  const scored = kinds.map((kind) => ({ kind, score: 2 * shared(kind.name) + shared(kind.help) })).filter(({ score }) => score > 0);
  return scored
    .toSorted((a, b) => b.score - a.score)
    .slice(0, SHOWN)
    .map(({ kind }) => kind);
}
