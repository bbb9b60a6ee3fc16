/** What a file may hold at most; beyond it is refused in words. */
export const MAX_FILE_BYTES = 60_000_000;
export const MAX_ROWS = 500_000;
export const MAX_COLUMNS = 300;
export const MAX_CELL = 10_000;
/** An archive may become this large, and no part of it may grow more than a thousandfold: tables compress well, bombs better. */
export const MAX_UNPACKED_BYTES = 600_000_000;
export const MAX_GROWTH = 1_000;
export const MAX_ENTRIES = 5_000;
export const MAX_SHARED_CHARACTERS = 100_000_000;
