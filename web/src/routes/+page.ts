import { loadDetails } from '#features/ask/load-details.ts';

/** The rest of the form where the server draws it: a kind in the address, or a form that came back. */
export const load = async ({ data }) => ({ ...data, Details: data.kind || data.isAnswered ? await loadDetails() : undefined });
