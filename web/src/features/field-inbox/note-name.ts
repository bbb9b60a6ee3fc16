/** The name of a note's box: the page holds many, and each needs an id of its own. */
export const noteName = (id: string) => `note.${id}`;
