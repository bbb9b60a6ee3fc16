import type { DeviceStatus } from './device-lifecycle.ts';
import { MENDING } from './device-lifecycle.ts';

/** What somebody has to look at after a scan on a collection day. */
export const EXCEPTIONS = ['unknown', 'not_out', 'already_back', 'in_repair', 'found', 'other_site', 'somebody_elses', 'damaged'] as const;
export type Exception = (typeof EXCEPTIONS)[number];

/** A device as it lies on the table when it is scanned. */
export type OnTable = {
  status: DeviceStatus;
  /** Since when somebody has it; null: nobody. */
  heldSince: Date | null;
  /** The last thing that happened to it: it came back. */
  wasReturned: boolean;
  /** Whoever has it belongs to another school. */
  isOtherSites: boolean;
  /** The student who was scanned just before does not have it. */
  isSomebodyElses: boolean;
  isDamaged: boolean;
};
export type Collected = { act: 'return' | 'recover' | null; exceptions: Exception[] };

const OUT: readonly DeviceStatus[] = ['assigned', 'on_loan'];
const MISSING: readonly DeviceStatus[] = ['lost', 'stolen'];

/** Whatever is out comes back, whoever’s it is; what does not is told, and never moved by a guess. `at`: when it was scanned, which may be hours before it is heard of. */
export function judgeCollected(table: OnTable, at: Date): Collected {
  const { status, heldSince, wasReturned, isOtherSites, isSomebodyElses, isDamaged } = table;
  const damage: Exception[] = isDamaged ? ['damaged'] : [];
  const noted: Exception[] = [];
  if (isOtherSites) noted.push('other_site');
  if (isSomebodyElses) noted.push('somebody_elses');
  noted.push(...damage);
  if (OUT.includes(status)) {
    // It was given out after it lay on the table: it had come back by then.
    if (heldSince !== null && heldSince > at) return { act: null, exceptions: ['already_back', ...damage] };
    return { act: 'return', exceptions: noted };
  }
  if (MISSING.includes(status)) return { act: 'recover', exceptions: ['found', ...noted] };
  if ((MENDING as readonly DeviceStatus[]).includes(status)) return { act: null, exceptions: ['in_repair', ...damage] };
  return { act: null, exceptions: [wasReturned ? 'already_back' : 'not_out', ...damage] };
}
