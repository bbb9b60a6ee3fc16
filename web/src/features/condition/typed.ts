/** 0.045 as "4.5", as one types it into a form. */
export const inPercent = (ratio: number): string => String(Math.round(ratio * 1e6) / 1e4);
