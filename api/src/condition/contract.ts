import { z } from 'zod';
import { dollars } from '#kernel/money.ts';
import { day, line, paragraphs } from '#kernel/text.ts';
import { Measures, MeasuresInDetail } from './measures/contract.ts';
import { AHEAD_YEARS } from './rules/ahead.ts';
import { attachmentIds, confidenceRatio, priority } from './findings/contract.ts';
import { System } from './inventory/contract.ts';
import { CAUSES } from './rules/bridge.ts';

export const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
export const Named = z.object({ id: z.uuid(), name: z.string() });
export const Money = z.string().describe('Dollars and cents.');
export const Ratio = z.number().describe('Unrounded; 0.05 is 5 %.');
export const idOrNone = z.union([z.uuid(), z.literal('none')]);

const years = z.coerce
  .number()
  .int('Write a whole number of years.')
  .min(1, 'Look at least a year ahead.')
  .max(AHEAD_YEARS, `Look at most ${AHEAD_YEARS} years ahead.`)
  .optional()
  .describe('How many years ahead the extended index looks; 5 where none is named.');
export const StructureParams = z.object({ id: z.uuid() });
export const StructureQuery = z.strictObject({ years });
export const DeficiencyParams = z.object({ id: z.uuid() });
export const ConditionQuery = z.strictObject({
  portfolio: line(60).optional().describe('Its code; the district’s own where none is named.'),
  areaId: idOrNone.optional(),
  level: line(40).optional().describe('`none`: what belongs to no level.'),
  siteId: z.uuid().optional(),
  band: line(40).optional().describe('`undefined`: what has no value to measure by.'),
  years,
});

export const condition = {
  deferred: Money.describe('Deferred maintenance: open deficiencies, and renewals fallen due.'),
  replacementValue: orNull(Money).describe('Current replacement value; null where nobody knows it.'),
  ratio: orNull(Ratio).describe('FCI: deferred over replacement value; null, not 0, without a value.'),
  band: orNull(z.string()),
  isReplacementCandidate: z.boolean(),
};
const extended = z
  .object({ years: z.int32(), ratio: orNull(Ratio) })
  .describe(
    'Extended index: what is deferred and the renewals due within these years, each need once, over replacement value; null, not the FCI, where nobody knows what falls due.',
  );
export const group = {
  ...condition,
  extended,
  structures: z.int32(),
  withoutValue: z.int32().describe('How many have no value, and stand in neither sum.'),
};
const KIND = z.enum(['main', 'addition', 'transportable', 'storage', 'site_items']);
export const building = {
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  kind: KIND,
  grossAreaSqft: orNull(z.int32()),
  yearBuilt: orNull(z.int32()),
  ...condition,
  extended,
};
const structure = {
  ...building,
  siteId: orNull(z.uuid()),
  buildingId: orNull(z.uuid()),
  siteName: z.string(),
  level: orNull(z.string()),
  area: orNull(Named),
};

export const ConditionResponse = z
  .object({
    portfolio: z.object({ code: z.string(), name: z.string(), isDemonstration: z.boolean(), source: z.string() }),
    portfolios: z.array(z.object({ code: z.string(), name: z.string() })),
    may: z.object({
      import: z.boolean().describe('Let files of assessments in.'),
      seeImports: z.boolean().describe('See which were let in.'),
    }),
    method: z.object({
      year: z.int32().describe('Whose renewals are due.'),
      moneyYear: z.int32().describe('In whose money all amounts are: this year’s, or that of the cost basis where nothing makes it dearer.'),
      costBasis: z.object({ number: z.int32(), effectiveOn: z.string(), baseYear: z.int32(), source: z.string() }),
      bands: z.array(z.object({ code: z.string(), upToRatio: orNull(Ratio) })),
      replacementRatio: Ratio,
    }),
    total: z.object(group),
    byArea: z.array(z.object({ area: orNull(Named), ...group })),
    byLevel: z.array(z.object({ level: orNull(z.string()), ...group })),
    items: z.array(
      z.object({
        site: z.object({ id: orNull(z.uuid()), name: z.string() }),
        level: orNull(z.string()),
        area: orNull(Named),
        ...group,
        measures: Measures,
        buildings: z.array(z.object(building)),
      }),
    ),
  })
  .meta({ id: 'Condition' });

export const photo = {
  id: z.uuid(),
  widthPx: orNull(z.int32()),
  heightPx: orNull(z.int32()),
  addedBy: Named,
  addedAt: z.date(),
};
const finding = {
  id: z.uuid(),
  systemCode: z.string(),
  componentId: orNull(z.uuid()),
  scope: z.string(),
  cost: Money,
  costBaseYear: z.int32(),
  photos: z.array(z.object(photo)),
  workOrder: orNull(z.object({ id: z.uuid(), number: z.string(), title: z.string(), status: z.string(), submittedAt: z.date() })).describe(
    'The order it is in work on, or that put it right, where you may see that.',
  ),
  version: z.int32(),
};

export const StructureResponse = z
  .object({
    ...structure,
    version: z.int32(),
    isDemonstration: z.boolean(),
    measures: MeasuresInDetail,
    may: z.object({ plan: z.boolean() }),
    systems: z.array(System.extend(condition)),
    knownReplacementValue: orNull(Money).describe('Known from elsewhere, in the money of `replacementBaseYear`; null: its components say.'),
    replacementBaseYear: orNull(z.int32()).describe('In whose money the known value is; null: there is none, or it is that of the cost basis.'),
    costBasis: orNull(z.object({ number: z.int32(), baseYear: z.int32() })).describe('What counts today; null before there is any.'),
    candidates: z.int32().describe('How many wait to be looked at; 0 for those who do not plan here.'),
    deficiencies: z.array(
      z.object({
        ...finding,
        priority: z.int32(),
        quantity: orNull(z.number()),
        unit: orNull(z.string()),
        confidenceRatio: orNull(z.number()),
        foundOn: z.string(),
        source: z.enum(['assessment', 'work_order', 'inspection']),
        status: z.enum(['open', 'funded', 'in_work']),
      }),
    ),
    ended: z
      .array(
        z.object({
          ...finding,
          how: z.enum(['corrected', 'withdrawn', 'dismissed']),
          note: orNull(z.string()),
          actualCost: orNull(Money).describe('Null where nobody knows.'),
          charged: orNull(
            z.object({
              labour: z
                .array(z.object({ minutes: z.int32(), hourly: orNull(Money).describe('Null: nobody says what an hour costs.') }))
                .describe('Minutes worked, by what an hour of them costs.'),
              parts: orNull(Money).describe('What was charged beside the hours; null: nothing.'),
              putRight: z.int32().describe('Among how many deficiencies the cost is shared.'),
            }),
          ).describe('What its order cost as a whole; null where no order put it right, or somebody said the cost by hand.'),
          isByOrder: z.boolean().describe('True: a work order put it right.'),
          endedAt: z.date(),
          endedBy: orNull(Named),
        }),
      )
      .describe('What ended last, the newest first.'),
    components: z.array(
      z.object({
        id: z.uuid(),
        systemCode: z.string(),
        name: z.string(),
        quantity: z.number(),
        unit: z.string(),
        yearInstalled: z.int32(),
        lifeYears: orNull(z.int32()).describe('Its own; null: what is usual.'),
        unitCost: orNull(Money).describe('Its own, in the money of `unitCostBaseYear`; null: what is usual.'),
        unitCostBaseYear: orNull(z.int32()).describe('In whose money its own unit cost is; null: there is none, or it is that of the cost basis.'),
        observed: orNull(z.object({ on: z.string(), remainingYears: z.int32() })),
        usual: orNull(z.object({ unitCost: Money, lifeYears: z.int32() })).describe('What the cost basis says of its system.'),
        nextRenewal: orNull(z.int32()).describe('The year; null where nothing says how long it lasts or what it costs.'),
        dueCost: orNull(Money).describe('What its renewal counts in what is deferred today; null: it is not due, or a finding stands for it.'),
        version: z.int32(),
      }),
    ),
    events: z.array(
      z.object({
        id: z.uuid(),
        kind: z.string(),
        cause: z.enum(CAUSES),
        actor: orNull(Named),
        workOrder: orNull(z.string()).describe('The number of the order it came with, where you may see that.'),
        data: z.record(z.string(), z.unknown()),
        deferredChange: Money,
        valueChange: Money,
        occurredAt: z.date(),
      }),
    ),
  })
  .meta({ id: 'Structure' });

export const positive = dollars().refine((amount) => !amount.startsWith('-'), 'Write an amount of 0 or more, as 1234.50.');

export const DeficiencyRequest = z
  .strictObject({
    systemCode: z.string().regex(/^[A-G]\d{4}$/, 'Take a UNIFORMAT II code of level 3, as D3020.'),
    componentId: z.uuid().nullish(),
    priority,
    scope: paragraphs(2_000).min(1, 'Write what is wrong.'),
    quantity: z.number().positive().max(1e9).nullish(),
    unit: line(20).nullish(),
    cost: positive.describe('Of putting it right, with everything, in this year’s money.'),
    confidenceRatio: confidenceRatio.nullish(),
    foundOn: day().optional(),
    source: z.enum(['assessment', 'inspection']),
    attachmentIds: attachmentIds.optional(),
  })
  .meta({ examples: [{ systemCode: 'D3020', priority: 2, scope: 'Boiler 1 leaks at the rear section', cost: '42000.00', source: 'inspection' }] });

export const EndingRequest = z
  .discriminatedUnion('how', [
    z.strictObject({
      how: z.literal('corrected'),
      actualCost: positive,
      note: paragraphs(2_000).min(1, 'Write what was done, or why it was none.'),
      isRenewed: z.boolean().optional().describe('True: its component is a new one, of this year.'),
    }),
    z.strictObject({ how: z.literal('withdrawn'), note: paragraphs(2_000).min(1, 'Write what was done, or why it was none.') }),
  ])
  .meta({ examples: [{ how: 'corrected', actualCost: '38950.00', note: 'Rear section replaced by the contractor' }] });
