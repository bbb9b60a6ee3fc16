import { z } from 'zod';
import { day, line } from '#kernel/text.ts';
import { Named, orNull } from '../shapes.ts';

const target = {
  id: z.uuid(),
  code: z.string(),
  year: z.int32(),
  per: z.enum(['student', 'user']),
  kbps: z.number(),
  nameEn: z.string(),
  nameEs: z.string(),
  source: z.string(),
  version: z.int32(),
};
const capacity = { id: z.uuid(), effectiveOn: z.string(), mbps: z.number(), source: z.string(), version: z.int32() };
export const SettingsResponse = z
  .object({
    targets: z.array(z.object(target)),
    capacities: z.array(z.object(capacity)).describe('The way out to the internet, all schools together: the newest first.'),
    staff: z
      .array(z.object({ site: Named, staff: orNull(z.int32()), version: z.int32() }))
      .describe('How many of a school’s users are staff; version 0 where nobody said yet.'),
    may: z.object({ keep: z.boolean() }),
  })
  .meta({ id: 'NetworkSettings' });
const asked = {
  kbps: z.number().min(1, 'Write at least 1.').max(10_000_000, 'Write at most 10000000.'),
  nameEn: line(100),
  nameEs: line(100),
  source: line(200),
};
export const NewTarget = z
  .strictObject({
    code: z.string().regex(/^[a-z][a-z0-9-]{1,29}$/, 'Write small letters, as setda.'),
    year: z.int32().min(2000, 'Write at least 2000.').max(2099, 'Write at most 2099.'),
    per: z.enum(['student', 'user']),
    ...asked,
  })
  .meta({
    examples: [
      { code: 'setda', year: 2025, per: 'user', kbps: 4300, nameEn: 'SETDA 2025-26', nameEs: 'SETDA 2025-26', source: 'SETDA, large district' },
    ],
  });
export const TargetCorrection = z
  .strictObject(asked)
  .partial()
  .meta({ examples: [{ kbps: 4_300 }] });
const wide = { mbps: z.number().min(1, 'Write at least 1.').max(100_000_000, 'Write at most 100000000.'), source: line(200) };
export const NewCapacity = z
  .strictObject({ effectiveOn: day(), ...wide })
  .meta({ examples: [{ effectiveOn: '2026-07-01', mbps: 100_000, source: 'Two carriers, 50 Gbps each' }] });
export const TargetResponse = z.object(target).meta({ id: 'BandwidthTarget' });
export const CapacityResponse = z.object(capacity).meta({ id: 'IspCapacity' });
export const CapacityCorrection = z
  .strictObject(wide)
  .partial()
  .meta({ examples: [{ mbps: 100_000 }] });
export const SettingParams = z.object({ id: z.uuid() });
export const StaffRequest = z
  .strictObject({ staff: z.int32().min(0, 'Write at least 0.').max(10_000, 'Write at most 10000.'), source: line(200) })
  .meta({ examples: [{ staff: 62, source: 'Human resources, October 2026' }] });
export const StaffResponse = z.object({ site: Named, staff: z.int32(), source: z.string(), version: z.int32() }).meta({ id: 'SiteStaff' });
