/** A word for each key that the contract knows. */
export type Words<Key extends string> = Record<Key, () => string>;

/** Reads such a table. The API may learn a key before the portal does: it is shown as it is rather than not at all. */
export const saying =
  <Key extends string>(words: Words<Key>) =>
  (key: string) =>
    key in words ? words[key as Key]() : key;

/** The table as the choices of a list, in its own order. */
export const choicesOf = (words: Words<string>) => Object.entries(words).map(([value, word]) => ({ value, label: word() }));
