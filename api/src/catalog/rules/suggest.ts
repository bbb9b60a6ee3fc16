/** What a kind of request is searched by. */
export type Searchable = { nameEn: string; nameEs: string; keywords: string };

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const wordsOf = (text: string) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Words that say nothing about what is wrong, in both languages. */
const EMPTY = new Set(
  `a an and are at be been but by can do does for from has have i in is it its me my need no not of on or our please room so that the them there they this to us was we will with wrong works work working help something
   al con de del el en es esta este hay la las lo los me mi muy necesito no nos para por que se si sin su un una y ya salon`.split(/\s+/),
);

const EXACT = 4;
const STARTS = 3;
const STEM = 2;
const STEM_LENGTH = 4;

/** What a word may end in and still be the same: leak, leaks, leaking, leaked; gotea, gotean. */
const ENDING = /^(?:s|es|d|ed|ing|ly|er|n|ndo)$/;

/** How well one typed word meets one word of the catalogue: itself, its beginning, another ending, or the same stem ("freezing" and "freezer"). */
function closeness(typed: string, known: string): number {
  if (typed === known) return EXACT;
  if (typed.length >= 3 && known.startsWith(typed)) return STARTS;
  if (known.length >= STEM_LENGTH && typed.startsWith(known) && ENDING.test(typed.slice(known.length))) return STEM;
  const stem = Math.max(STEM_LENGTH + 1, Math.max(typed.length, known.length) - 3);
  return Math.min(typed.length, known.length) >= stem && typed.slice(0, stem) === known.slice(0, stem) ? STEM - 1 : 0;
}

const best = (typed: string, known: readonly string[]) => known.reduce((most, word) => Math.max(most, closeness(typed, word)), 0);

/** The kinds of request that these words may mean, the likeliest first; none when nothing meets. A word of the name counts double. */
export function suggest<T extends Searchable>(kinds: readonly T[], sentence: string): T[] {
  const typed = [...new Set(wordsOf(sentence))].filter((word) => !EMPTY.has(word)).slice(0, 30);
  return kinds
    .map((kind) => {
      const name = wordsOf(`${kind.nameEn} ${kind.nameEs}`).filter((word) => !EMPTY.has(word));
      const other = wordsOf(kind.keywords);
      const score = typed.reduce((sum, word) => sum + Math.max(2 * best(word, name), 1.5 * best(word, other)), 0);
      return { kind, score };
    })
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || (a.kind.nameEn < b.kind.nameEn ? -1 : 1))
    .map(({ kind }) => kind);
}
