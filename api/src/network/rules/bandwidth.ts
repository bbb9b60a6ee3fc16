/** Who uses a school's network: its students and its staff. Either may be unknown. */
export type Users = { students: number | null; staff: number | null };

/** Students and staff together; null where nobody knows how many students there are. Staff that nobody counted are left out. */
export const usersOf = ({ students, staff }: Users): number | null => (students === null ? null : students + (staff ?? 0));

/** What each of `people` has of a link of so many Mbps, in kbps; null where there is nobody to divide by. */
export const kbpsEach = (mbps: number, people: number | null): number | null => (people === null || people <= 0 ? null : (mbps * 1000) / people);

/** The narrower of the school's own link and its share of the way out to the internet; only the first where that way is unknown. */
export const effectiveKbps = (wan: number | null, isp: number | null): number | null =>
  wan === null ? null : isp === null ? wan : Math.min(wan, isp);

/** Goodput as ndt7 reckons it: bits over microseconds is Mbps. */
export const goodputMbps = ({ numBytes, elapsedUs }: { numBytes: number; elapsedUs: number }): number =>
  elapsedUs <= 0 ? 0 : (8 * numBytes) / elapsedUs;
