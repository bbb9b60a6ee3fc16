/** What the API takes: the largest file, and how many go with one request or message. */
export const MAX_FILE_BYTES = 20_000_000;
export const MAX_FILES = 10;
/** The largest file of an assessment. */
export const MAX_IMPORT_BYTES = 60_000_000;
