import { z } from 'zod';
import { dollars } from '#kernel/money.ts';
import { pageQuery } from '#kernel/page.ts';
import { day, line, searchText } from '#kernel/text.ts';
import { CHANGED_FIELDS } from './changes.ts';
import { DEVICE_STATUSES, FIRST_STATUSES, MOVE_KINDS } from './rules/device-lifecycle.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Named = z.object({ id: z.uuid(), name: z.string() });
const STATUS = z.enum(DEVICE_STATUSES);
export const DEVICE_KINDS = ['chromebook', 'ipad', 'laptop', 'hotspot', 'other'] as const;
const Model = z.object({ id: z.uuid(), make: z.string(), name: z.string(), kind: z.enum(DEVICE_KINDS) });
const HELD = orNull(z.enum(['primary', 'loaner']));

export const DeviceParams = z.object({ id: z.uuid() });
export const LabelParams = z.object({ tag: searchText(60) });

/** What the list of devices may be narrowed by; a saved view keeps these. */
export const DeviceFilters = z.object({
  q: searchText(60).optional().describe('The beginning of an asset tag or serial.'),
  siteId: z.uuid().optional(),
  status: z
    .preprocess((value) => (typeof value === 'string' ? value.split(',').filter(Boolean) : value), z.array(STATUS).max(DEVICE_STATUSES.length))
    .optional()
    .describe('One or several, with commas.'),
  modelId: z.uuid().optional(),
  look: z
    .enum(['overdue', 'silent', 'expiring', 'loaners'])
    .optional()
    .describe('silent: probably lost; expiring: its updates end before it is replaced.'),
  grade: z.coerce.number().int().min(-1).max(12).optional().describe('Of the student who has it; only where you may see who has one.'),
  minAge: z.coerce.number().int().min(1).max(20).optional().describe('Bought at least so many years ago.'),
  expiresIn: z.coerce.number().int().min(2000).max(2099).optional().describe('The year in which its updates end.'),
});
export const DevicesQuery = DeviceFilters.extend(pageQuery);
export const DevicesResponse = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid(),
        assetTag: z.string(),
        serial: z.string(),
        status: STATUS,
        held: HELD,
        isLoaner: z.boolean(),
        dueOn: orNull(z.string()),
        isOverdue: z.boolean(),
        lastSeenAt: orNull(z.date()),
        usableUntilOn: orNull(z.string()),
        model: Model,
        site: Named,
      }),
    ),
    nextCursor: orNull(z.string()),
    counts: z.array(z.object({ status: STATUS, count: z.int32() })).describe('Of all that the filters find.'),
    models: z.array(Model),
    sites: z.array(Named).describe('Where devices that you see may be: open schools, and closed ones that still have some.'),
    expiryYears: z.array(z.int32()),
    may: z.object({ keep: z.boolean(), readViews: z.boolean(), filterByGrade: z.boolean() }),
  })
  .meta({ id: 'Devices' });

export const PART_KINDS = ['screen', 'keyboard', 'battery', 'charger', 'hinge', 'board', 'case', 'other'] as const;
const PART = z.enum(PART_KINDS);
const Part = z.object({ id: z.uuid(), kind: PART, fromAssetTag: z.string() });
const DAMAGE = z.enum(['accident', 'wear', 'negligence', 'theft']);
const Repair = z.object({
  id: z.uuid(),
  kind: orNull(z.enum(['in_house', 'vendor', 'warranty'])),
  problem: z.string(),
  damageClass: orNull(DAMAGE),
  openedAt: z.date(),
  closedAt: orNull(z.date()),
  outcome: orNull(z.enum(['mended', 'beyond_repair', 'no_fault'])),
  cost: orNull(z.string()),
  workOrderId: orNull(z.uuid()),
  parts: z.array(Part).describe('Out of retired devices.'),
});
const HeldBy = z.object({
  kind: z.enum(['primary', 'loaner']),
  since: z.date(),
  dueOn: orNull(z.string()),
  isOverdue: z.boolean(),
  student: orNull(z.object({ id: z.uuid(), key: z.string(), grade: z.int32(), name: orNull(z.string()), site: Named })),
  other: orNull(z.string()).describe('A member of staff, a room or a cart.'),
});
export const DeviceResponse = z
  .object({
    id: z.uuid(),
    assetTag: z.string(),
    serial: z.string(),
    status: STATUS,
    statusChangedAt: z.date(),
    isLoaner: z.boolean(),
    model: Model.extend({ autoUpdateExpiresOn: orNull(z.string()) }),
    site: Named,
    acquiredOn: orNull(z.string()),
    price: orNull(z.string()),
    residual: orNull(z.string()).describe('What it is still worth.'),
    warrantyEndsOn: orNull(z.string()),
    fundingSource: orNull(z.string()),
    plannedRefreshOn: orNull(z.string()),
    usableUntilOn: orNull(z.string()),
    expiresInTerm: z.boolean().describe('Its updates end before its student’s term does.'),
    isProbablyLost: z.boolean(),
    lastSeenAt: orNull(z.date()),
    osVersion: orNull(z.string()),
    deprovisionedAt: orNull(z.date()),
    wipedAt: orNull(z.date()),
    isDemonstration: z.boolean(),
    version: z.int32(),
    heldBy: orNull(HeldBy),
    isHeldByHidden: z.boolean().describe('Somebody has it, and it is not yours to see who.'),
    allowedMoves: z.array(z.enum(MOVE_KINDS)),
    may: z.object({ keep: z.boolean(), report: z.boolean() }),
    repairs: z.array(Repair),
    mending: orNull(
      z.object({
        repairId: z.uuid(),
        isStudents: z.boolean().describe('It was a student’s when it broke: their family may be charged.'),
        loaners: z.array(z.object({ id: z.uuid(), assetTag: z.string() })).describe('What that student has until it is back.'),
        parts: z.array(Part).describe('Parts of this model that are there to be used.'),
      }),
    ).describe('For who keeps it: what closing its open repair may rest on.'),
    harvested: z.array(z.object({ id: z.uuid(), kind: PART, usedInAssetTag: orNull(z.string()) })).describe('Parts taken out of it.'),
    carts: z.array(z.string()).describe('Carts of its school, for who keeps it.'),
    disposal: orNull(Named).describe('The lot by which it leaves, or left.'),
    events: z.array(
      z.object({
        id: z.uuid(),
        kind: z.enum([...MOVE_KINDS, 'register']),
        from: orNull(STATUS),
        to: STATUS,
        occurredAt: z.date(),
        actor: orNull(Named),
        studentKey: orNull(z.string()),
        reason: orNull(z.string()),
        changes: z
          .array(z.object({ field: z.enum(CHANGED_FIELDS), before: orNull(z.string()), after: orNull(z.string()) }))
          .describe('What was changed of it: models and schools by name, money in dollars.'),
      }),
    ),
  })
  .meta({ id: 'Device' });

const facts = {
  isLoaner: z.boolean(),
  acquiredOn: orNull(day()),
  price: orNull(dollars().refine((amount) => !amount.startsWith('-'), 'Write 0 or more, or nothing where nobody knows.')),
  warrantyEndsOn: orNull(day()),
  fundingSource: orNull(line(120)),
  plannedRefreshOn: orNull(day()),
};
export const DeviceRequest = z
  .strictObject({
    assetTag: line(60),
    serial: line(60),
    modelId: z.uuid(),
    siteId: z.uuid(),
    status: z.enum(FIRST_STATUSES).default('received'),
    isLoaner: z.boolean().default(false),
    acquiredOn: facts.acquiredOn.default(null),
    price: facts.price.default(null),
    warrantyEndsOn: facts.warrantyEndsOn.default(null),
    fundingSource: facts.fundingSource.default(null),
    plannedRefreshOn: facts.plannedRefreshOn.default(null),
  })
  .meta({
    examples: [
      {
        assetTag: 'JC-104233',
        serial: '5CD1234ABC',
        modelId: '0f6f3a52-6f0c-8a11-9a3e-2f1d7c5b9e10',
        siteId: '5d8c1a7e-3b42-8f60-8c1d-7a9e0b2c4d61',
        price: '325.00',
      },
    ],
  });
export const DeviceChange = z
  .strictObject({
    assetTag: line(60).optional(),
    serial: line(60).optional(),
    modelId: z.uuid().optional(),
    siteId: z.uuid().optional(),
    reason: line(300).optional(),
    ...z.object(facts).partial().shape,
  })
  .meta({ examples: [{ plannedRefreshOn: '2028-06-30' }] });

const MOVABLE = MOVE_KINDS.filter((kind) => kind !== 'change' && kind !== 'report' && kind !== 'harvest');
export const MoveRequest = z
  .strictObject({
    kind: z.enum(MOVABLE),
    to: STATUS.optional().describe('Where a move leads to several: which repair.'),
    student: line(60).optional().describe('assign, lend: the key of the student.'),
    staff: line(200).optional().describe('assign, lend: the e-mail address of the member of staff who gets it, instead.'),
    roomId: z.uuid().optional().describe('assign, lend: the room of its school that gets it, instead.'),
    cart: line(60).optional().describe('assign, lend: the cart of its school that it goes into, instead. One that is not there yet is made.'),
    dueOn: day().optional().describe('lend, extend: to be back by then.'),
    disposalId: z.uuid().optional(),
    reason: line(300).optional(),
    isCharged: z.boolean().default(false).describe('lose, steal: the family is charged by the ladder.'),
  })
  .meta({ examples: [{ kind: 'repair', to: 'vendor_repair', reason: 'The board' }] });

export const LabelResponse = z
  .object({
    id: z.uuid(),
    assetTag: z.string(),
    model: z.string(),
    site: Named,
    isReported: z.boolean().describe('A problem is open already.'),
    canReport: z.boolean(),
    canOpen: z.boolean().describe('You may see the device itself.'),
  })
  .meta({ id: 'DeviceLabel' });
export const ReportRequest = z
  .strictObject({ problem: line(500).describe('What is wrong, in a sentence. No names.') })
  .meta({ examples: [{ problem: 'The screen stays black' }] });
export const ReportResponse = z
  .object({ orderNumber: orNull(z.string()).describe('Null: somebody else reported it before; the desk knows.'), label: LabelResponse })
  .meta({ id: 'DeviceReport' });

export const RepairParams = z.object({ id: z.uuid() });
export const ClosingRequest = z
  .strictObject({
    outcome: z.enum(['mended', 'beyond_repair', 'no_fault']),
    damageClass: DAMAGE.optional(),
    cost: dollars()
      .refine((amount) => !amount.startsWith('-'), 'Write 0 or more.')
      .optional(),
    isCharged: z.boolean().default(false).describe('The family is charged by the ladder.'),
    isHandedBack: z.boolean().default(false).describe('Its student has it again, and what they were lent meanwhile is back.'),
    partIds: z.array(z.uuid()).max(20).default([]).describe('Parts out of retired devices that went into it.'),
  })
  .refine(({ outcome, isHandedBack }) => !(isHandedBack && outcome === 'beyond_repair'), {
    message: 'What is beyond repair is not handed back.',
    path: ['isHandedBack'],
  })
  .meta({ examples: [{ outcome: 'mended', damageClass: 'accident', cost: '84.00', isCharged: true }] });

export const HarvestRequest = z
  .strictObject({ kinds: z.array(PART).min(1, 'Say which parts.').max(PART_KINDS.length) })
  .meta({ examples: [{ kinds: ['screen', 'battery'] }] });
