/** Used a few times a year: no script. */
export const csr = false;
