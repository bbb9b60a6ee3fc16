/** The rest of the form, once it is known what is asked for. */
export const loadDetails = async () => (await import('./Details.svelte')).default;
