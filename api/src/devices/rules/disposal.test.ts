import { expect, test } from 'vitest';
import { missingOf } from './disposal.ts';

const ready = { isDeprovisioned: true, isWiped: true };
const lot = { disposedOn: null, hasCertificate: true, devices: [ready] };

test.each([
  ['all that is asked for is there', lot, []],
  ['it is empty', { ...lot, devices: [] }, ['devices']],
  ['one of its devices is not wiped', { ...lot, devices: [ready, { ...ready, isWiped: false }] }, ['wipe']],
  ['one is still enrolled', { ...lot, devices: [{ ...ready, isDeprovisioned: false }] }, ['deprovision']],
  ['there is no certificate', { ...lot, hasCertificate: false }, ['certificate']],
  ['it has left', { disposedOn: '2026-11-24', hasCertificate: false, devices: [] }, []],
] as const)('what a lot lacks: %s', (_, given, missing) => {
  expect(missingOf(given)).toEqual(missing);
});
