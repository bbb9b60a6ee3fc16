export const WAYS = ['recycled', 'sold', 'donated', 'destroyed'] as const;

type Lot = {
  disposedOn: string | null;
  hasCertificate: boolean;
  devices: readonly { isDeprovisioned: boolean; isWiped: boolean }[];
};
export const MISSING = ['devices', 'deprovision', 'wipe', 'certificate'] as const;

/** What a lot still lacks before it may leave; nothing where it has left. */
export function missingOf({ disposedOn, hasCertificate, devices }: Lot): (typeof MISSING)[number][] {
  if (disposedOn !== null) return [];
  const lacks = {
    devices: devices.length === 0,
    deprovision: devices.some(({ isDeprovisioned }) => !isDeprovisioned),
    wipe: devices.some(({ isWiped }) => !isWiped),
    certificate: !hasCertificate,
  };
  return MISSING.filter((one) => lacks[one]);
}
