import { z } from 'zod';
import { pageQuery } from '#kernel/page.ts';
import { day, instant, line } from '#kernel/text.ts';
import { EXCEPTIONS } from '../rules/collection.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Named = z.object({ id: z.uuid(), name: z.string() });
const EXCEPTION = z.enum(EXCEPTIONS);

/** What a station may send at once; the rest follows. */
export const MAX_SCANS = 50;

const envelope = {
  id: z.uuid().toLowerCase().describe('Made at the station: the scan’s Idempotency-Key.'),
  deviceAt: instant().describe('The station’s clock when it was scanned.'),
};
const Scan = z.union([
  z.strictObject({
    ...envelope,
    code: line(60).describe('An asset tag, a serial, or the key of the student who brings the next device.'),
    damage: line(500).optional().describe('What is wrong with the device: it goes to repair.'),
  }),
  z.strictObject({ ...envelope, undoes: z.uuid().toLowerCase().describe('The scan that is taken back.') }),
]);
export type Scan = z.infer<typeof Scan>;

export const ScansRequest = z
  .strictObject({
    station: line(60).describe('Where in the school: which of several tables.'),
    sentAt: instant().describe('The station’s clock now: how wrong it is corrects `deviceAt`.'),
    scans: z.array(Scan).min(1).max(MAX_SCANS),
  })
  .meta({
    examples: [
      {
        station: 'Gym 2',
        sentAt: '2026-05-20T10:20:00-06:00',
        scans: [
          { id: '5b0c6a3e-8f0d-4f43-9f0c-1f1f6f3f1a01', deviceAt: '2026-05-20T09:05:00-06:00', code: 'JC-104233' },
          { id: '5b0c6a3e-8f0d-4f43-9f0c-1f1f6f3f1a02', deviceAt: '2026-05-20T09:05:04-06:00', code: 'JC-104871', damage: 'The screen is cracked' },
        ],
      },
    ],
  });

export const CollectionParams = z.object({ siteId: z.uuid() });
export const SinceQuery = z.object({ since: day().optional().describe('The first day of the collection; today where left out.') });
export const ScansQuery = z.object({
  ...pageQuery,
  since: day().optional().describe('The first day of the collection; today where left out.'),
  station: line(60).optional(),
  only: z.enum(['exceptions', 'mine']).optional().describe('exceptions: what still has to be looked at; mine: what you scanned.'),
});

const Device = z.object({ id: z.uuid(), assetTag: z.string(), model: z.string() });
export const ScanResult = z
  .object({
    id: z.uuid(),
    outcome: z
      .enum(['back', 'not_back', 'student', 'undone', 'refused'])
      .describe('student: the next device is said to be theirs. refused: nothing was kept.'),
    exceptions: z.array(EXCEPTION),
    device: orNull(Device),
    grade: orNull(z.int32()).describe('Of whoever had it.'),
    code: orNull(z.string()).describe('Why it was refused: the code of a problem.'),
    detail: orNull(z.string()),
  })
  .meta({ id: 'CollectionScanResult' });
export const ScanResults = z.object({ results: z.array(ScanResult) });

export const CollectionsResponse = z
  .object({ since: z.string(), items: z.array(Named.extend({ out: z.int32(), back: z.int32() })) })
  .meta({ id: 'DeviceCollections' });

export const CollectionResponse = z
  .object({
    site: Named,
    since: z.string(),
    grades: z.array(
      z.object({
        grade: z.int32(),
        out: z.int32().describe('With students of the school when the collection began, or handed out since.'),
        back: z.int32().describe('Of these.'),
      }),
    ),
    exceptions: z.array(z.object({ kind: EXCEPTION, count: z.int32() })).describe('What still has to be looked at.'),
    stations: z.array(z.object({ station: z.string(), scans: z.int32(), back: z.int32(), lastAt: z.date() })),
  })
  .meta({ id: 'DeviceCollection' });

export const ScansResponse = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid(),
        station: z.string(),
        code: z.string().describe('As it was scanned; of a student, nothing.'),
        outcome: z.enum(['back', 'not_back', 'student']),
        isUndone: z.boolean(),
        exceptions: z.array(EXCEPTION),
        damage: orNull(z.string()),
        device: orNull(Device),
        grade: orNull(z.int32()),
        by: Named,
        occurredAt: z.date(),
      }),
    ),
    nextCursor: orNull(z.string()),
  })
  .meta({ id: 'CollectionScans' });
