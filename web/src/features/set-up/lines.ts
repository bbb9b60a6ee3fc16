const linesOf = (text: string) =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);

/** Lines in both languages, the first of one with the first of the other; undefined where one has more. */
export function pairLines(english: string, spanish: string): { en: string; es: string }[] | undefined {
  const [en, es] = [linesOf(english), linesOf(spanish)];
  return en.length === es.length ? en.map((line, i) => ({ en: line, es: es[i]! })) : undefined;
}

/** The same as they are typed. */
export const typedLines = (pairs: readonly { en: string; es: string }[], locale: 'en' | 'es') => pairs.map((pair) => pair[locale]).join('\n');
