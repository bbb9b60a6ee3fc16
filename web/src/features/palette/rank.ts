import { type Entry, type Group, GROUPS } from './entry.ts';

/** How well something fits, the best first. What the server found by other words than those shown comes last. */
export const FITS = ['exactNumber', 'numberStart', 'start', 'wordStart', 'anywhere', 'elsewhere'] as const;
export type Fit = (typeof FITS)[number];
type Named = Pick<Entry, 'label' | 'number'>;

/** One letter without its case and accent. A letter stays one letter, so that a place in the one text is the same place in the other. */
const bare = (letter: string) => letter.normalize('NFD').charAt(0).toLowerCase().charAt(0);
const bareText = (text: string) => text.split('').map(bare).join('');
const isOfWord = (letter: string | undefined) => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);

/** The words that were typed, bare. */
export const wordsIn = (typed: string): string[] => bareText(typed.normalize('NFC')).match(/[\p{L}\p{N}]+/gu) ?? [];

/** "WO-2026-000123", "2026-123" and "123" name an order; so does a beginning of the first. */
const NUMBER = /^(?:wo-?)?(?:(\d{4})-)?0*(\d{1,9})$/;

function numberFit(number: string, typed: string): Fit | undefined {
  const asked = typed.trim().toLowerCase().replace(/^#/, '');
  const [, year, digits] = NUMBER.exec(number.toLowerCase()) ?? [];
  const [, askedYear, askedDigits] = NUMBER.exec(asked) ?? [];
  const isOfYear = askedYear === undefined || askedYear === year;
  if (digits && digits === askedDigits && isOfYear) return 'exactNumber';
  const isStart = asked.length > 2 && (number.toLowerCase().startsWith(asked) || number.toLowerCase().startsWith(`wo-${asked}`));
  return isStart || (askedDigits && digits?.startsWith(askedDigits) && isOfYear) ? 'numberStart' : undefined;
}

function placesOf(text: string, word: string): number[] {
  const places = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) places.push(at);
  return places;
}

/** How well what is named fits what was typed; every word has to. */
export function fitOf({ label, number }: Named, typed: string): Fit | undefined {
  const byNumber = number && numberFit(number, typed);
  if (byNumber) return byNumber;
  const words = wordsIn(typed);
  const text = bareText(label.normalize('NFC'));
  if (!words.length || !words.every((word) => text.includes(word))) return undefined;
  const [first = ''] = words;
  if (!words.every((word) => placesOf(text, word).some((at) => !isOfWord(text[at - 1])))) return 'anywhere';
  return text.startsWith(first) ? 'start' : 'wordStart';
}

type Ranked = { entry: Entry; fit: Fit };
const rank = (fit: Fit) => FITS.indexOf(fit);

/** What fits, the best first; what fits alike stays in its order. `found` are the server's, which fit by words that are not shown as well. */
export function ranked(entries: readonly Entry[], typed: string, found: 'here' | 'elsewhere' = 'here'): Ranked[] {
  const fitting = entries.flatMap((entry) => {
    const fit = fitOf(entry, typed) ?? (found === 'elsewhere' ? ('elsewhere' as const) : undefined);
    return fit ? [{ entry, fit }] : [];
  });
  return fitting.toSorted((a, b) => rank(a.fit) - rank(b.fit));
}

export type Section = { group: Group; entries: Entry[] };

/** In groups, the one with the best first: of each as many as fit the screen. */
export function inGroups(hits: readonly Ranked[], most: number): Section[] {
  const sections = GROUPS.map((group) => ({ group, hits: hits.filter(({ entry }) => entry.group === group).slice(0, most) }));
  const best = ({ hits: [first] }: { hits: Ranked[] }) => (first ? rank(first.fit) : FITS.length);
  return sections
    .filter((section) => section.hits.length)
    .toSorted((a, b) => best(a) - best(b))
    .map(({ group, hits: mine }) => ({ group, entries: mine.map(({ entry }) => entry) }));
}

/** The text in pieces: what was typed, and what is between. A word counts where another begins; within one only if it begins nowhere. */
export function piecesOf(text: string, typed: string): { text: string; isHit: boolean }[] {
  const shown = text.normalize('NFC');
  const plain = bareText(shown);
  const isHit = Array.from({ length: shown.length }, () => false);
  for (const word of wordsIn(typed)) {
    const places = placesOf(plain, word);
    const starts = places.filter((at) => !isOfWord(plain[at - 1]));
    for (const at of starts.length ? starts : places) isHit.fill(true, at, at + word.length);
  }
  const pieces: { text: string; isHit: boolean }[] = [];
  for (const [i, letter] of shown.split('').entries()) {
    const last = pieces.at(-1);
    if (last && last.isHit === isHit[i]) last.text += letter;
    else pieces.push({ text: letter, isHit: isHit[i]! });
  }
  return pieces;
}
