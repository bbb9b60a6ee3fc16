/** For a slow phone: not a byte of script. */
export const csr = false;
