import { z } from 'zod';
import { day, line } from '#kernel/text.ts';
import { PART_KINDS } from '../contract.ts';
import { MISSING, WAYS } from '../rules/disposal.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Named = z.object({ id: z.uuid(), name: z.string() });
const lot = {
  id: z.uuid(),
  name: z.string(),
  way: z.enum(WAYS),
  takenBy: z.string(),
  certificateNumber: orNull(z.string()),
  certificateName: orNull(z.string()).describe('Of the file; null: there is none.'),
  disposedOn: orNull(z.string()).describe('The day on which it left; null: it is here.'),
  createdAt: z.date(),
  version: z.int32(),
};
export const DisposalParams = z.object({ id: z.uuid() });
export const DisposalDeviceParams = z.object({ id: z.uuid(), deviceId: z.uuid() });
export const DisposalsResponse = z
  .object({ items: z.array(z.object({ ...lot, devices: z.int32() })), may: z.object({ keep: z.boolean() }) })
  .meta({ id: 'DeviceDisposals' });
export const DisposalResponse = z
  .object({
    ...lot,
    devices: z.array(
      z.object({
        id: z.uuid(),
        assetTag: z.string(),
        serial: z.string(),
        model: z.string(),
        site: Named,
        isDeprovisioned: z.boolean(),
        isWiped: z.boolean(),
        parts: z.array(z.enum(PART_KINDS)).describe('Taken out of it.'),
      }),
    ),
    missing: z.array(z.enum(MISSING)).describe('What it lacks before it may leave.'),
    history: z.array(
      z.object({
        id: z.uuid(),
        kind: z.enum(['begun', 'changed', 'added', 'removed', 'certified', 'done']),
        actor: orNull(Named),
        occurredAt: z.date(),
        assetTags: z.array(z.string()),
        said: orNull(z.string()).describe('What was said: the name of a certificate, of who takes it, a day.'),
      }),
    ),
    may: z.object({ keep: z.boolean() }),
  })
  .meta({ id: 'DeviceDisposal' });

const said = { name: line(120), way: z.enum(WAYS), takenBy: line(120) };
export const DisposalRequest = z
  .strictObject(said)
  .meta({ examples: [{ name: 'November 2026', way: 'recycled', takenBy: 'An R2-certified recycler' }] });
export const DisposalChange = z
  .strictObject({ ...said, certificateNumber: orNull(line(80)) })
  .partial()
  .meta({ examples: [{ certificateNumber: 'WIPE-2026-114' }] });
export const CodesRequest = z
  .strictObject({ codes: z.array(line(60)).min(1, 'Name at least one device.').max(500, 'Name at most 500 devices at a time.') })
  .meta({ examples: [{ codes: ['JC-104233', '5CD1234ABC'] }] });
export const PreparationRequest = z
  .strictObject({
    kinds: z
      .array(z.enum(['deprovision', 'wipe']))
      .min(1, 'Say what was done.')
      .max(2),
  })
  .meta({ examples: [{ kinds: ['deprovision', 'wipe'] }] });
export const DepartureRequest = z.strictObject({ disposedOn: day() }).meta({ examples: [{ disposedOn: '2026-11-24' }] });
export const CertificateRequest = z.object({ file: z.string().meta({ format: 'binary' }) });
export const CertificateFile = {
  200: {
    description: 'The file as it was brought.',
    content: { 'application/pdf': { schema: z.unknown().meta({ type: 'string', format: 'binary' }) } },
  },
};
