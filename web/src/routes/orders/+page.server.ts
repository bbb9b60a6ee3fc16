import { readFound } from '#features/found-orders/read.server.ts';

/** Figures and links: nothing here needs a script. */
export const csr = false;

export const load = (event) => readFound(event);
