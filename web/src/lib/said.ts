let note: ((key: string, words: string) => void) | undefined;
let forget: (() => void) | undefined;

/** On the server: how what is said on a page is noted. `begin` is called when its rendering begins. */
export function noteWhatIsSaid(noting: { begin: () => void; note: (key: string, words: string) => void }): void {
  ({ begin: forget, note } = noting);
}

/** A page's rendering begins: what was said before, while its data was read, stands in the data. */
export const beginSaying = (): void => forget?.();

/** What the server said on this page, by key: it stands in an element of this id. */
export const SAID_ID = 'said';
let said: Record<string, string> | undefined;
function readSaid(): Record<string, string> {
  if (import.meta.env.SSR) return {};
  return JSON.parse(globalThis.document?.getElementById(SAID_ID)?.textContent || '{}') as Record<string, string>;
}

/**
 * The words for a key: the server's, where it has said them on this page, else made here. A browser's first Intl object takes a phone 100 ms and more, in which no
 * finger is answered; so what the page shows when it opens is not made a second time. `key` tells apart whatever the words depend on, but for the language, which a page has one of.
 */
export function say(key: string, make: () => string): string {
  said ??= readSaid();
  const words = said[key] ?? make();
  note?.(key, words);
  return words;
}
