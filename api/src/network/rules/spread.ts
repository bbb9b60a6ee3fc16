/** One school in a figure of how evenly bandwidth lies: what each user has, and how many users there are. */
export type Share = { kbps: number; users: number };

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const usersIn = (shares: readonly Share[]) => sum(shares.map(({ users }) => users));

/** What all users have on average, each counted once. */
export function meanKbps(shares: readonly Share[]): number {
  const users = usersIn(shares);
  return users === 0 ? 0 : sum(shares.map((one) => one.kbps * one.users)) / users;
}

/**
 * The Gini coefficient, each user counted once: 0 where all have the same, near 1 where few have everything. Half the mean difference
 * between two users over the mean; 0 where nobody has anything.
 */
export function gini(shares: readonly Share[]): number {
  const users = usersIn(shares);
  const mean = meanKbps(shares);
  if (users === 0 || mean === 0) return 0;
  let below = 0;
  let difference = 0;
  // In order, so that each pair is met once: everything before is at most as large.
  let belowSum = 0;
  for (const one of shares.toSorted((a, b) => a.kbps - b.kbps)) {
    difference += one.users * (one.kbps * below - belowSum);
    below += one.users;
    belowSum += one.users * one.kbps;
  }
  return Math.max(0, difference / (users * users * mean));
}

/** x ln x, which goes to 0 with x. */
const xLnX = (x: number) => (x === 0 ? 0 : x * Math.log(x));

/** Theil's T, each user counted once: 0 where all have the same; unlike Gini it falls into what lies between groups and within them. */
export function theil(shares: readonly Share[]): number {
  const users = usersIn(shares);
  const mean = meanKbps(shares);
  if (users === 0 || mean === 0) return 0;
  return Math.max(0, sum(shares.map((one) => (one.users / users) * xLnX(one.kbps / mean))));
}

/** The part of Theil's T that lies between groups: what would remain if all in a group had their group's mean. */
export function theilBetween<T extends Share>(shares: readonly T[], groupOf: (share: T) => string): number {
  const groups = [...Map.groupBy(shares, groupOf).values()];
  return theil(groups.map((own) => ({ kbps: meanKbps(own), users: usersIn(own) })));
}

/** The value below which `part` of them lie, straight between the two nearest; null of none. */
export function quantile(values: readonly number[], part: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  if (sorted.length === 0) return null;
  const at = (sorted.length - 1) * part;
  const [low, high] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return low + (high - low) * (at - Math.floor(at));
}

/** Each in the quarter of its value: 1 the lowest. Equal values share a quarter, the unknown are in none. */
export function quarterOf(value: number | null, all: readonly number[]): 1 | 2 | 3 | 4 | null {
  if (value === null || all.length === 0) return null;
  const cuts = [0.25, 0.5, 0.75].map((part) => quantile(all, part)!);
  return (1 + cuts.filter((cut) => value > cut).length) as 1 | 2 | 3 | 4;
}
