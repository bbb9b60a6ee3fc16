/** What the API takes: the largest file, and how many go with one request or message. */
export const MAX_FILE_BYTES = 20_000_000;
export const MAX_FILES = 10;
