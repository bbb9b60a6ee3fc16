/** Filled in once a year: no script. */
export const csr = false;
