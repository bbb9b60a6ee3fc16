/** Read only. */
export const csr = false;
