import { percentFinely } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';

/** "By area, the worst first: Jefferson area, FCI 14.4%"; of groups that come so. */
export function groupFinding(by: string, groups: readonly { name: string; ratio: number | null }[]): string {
  const worst = groups.find(({ ratio }) => ratio !== null);
  return worst ? m.buildings_group_finding({ by, name: worst.name, ratio: percentFinely(worst.ratio!) }) : by;
}
