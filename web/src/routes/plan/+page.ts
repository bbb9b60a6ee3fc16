/** Read, and a target set now and then. */
export const csr = false;
