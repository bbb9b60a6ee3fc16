/** The second step of a form comes when it is needed: the first stays light. */
export const loadReview = async () => (await import('./TypeReview.svelte')).default;
