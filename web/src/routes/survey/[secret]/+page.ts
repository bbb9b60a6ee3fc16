/** Read once, from a mail: no script. */
export const csr = false;
