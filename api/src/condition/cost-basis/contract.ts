import { z } from 'zod';
import { MAX_BASIS_YEAR, MIN_BASIS_YEAR } from '../rules/next-basis.ts';
import { day, line, paragraphs } from '#kernel/text.ts';
import { condition, Money, Named, orNull, positive, Ratio } from '../contract.ts';
import { systemNames } from '../inventory/contract.ts';

export const CostBasisParams = z.object({ id: z.uuid() });
export const CostBasisQuery = z.strictObject({ portfolio: line(60).optional().describe('Its code; the district’s own where none is named.') });

const SystemCode = z.string().regex(/^[A-G]\d{4}$/, 'Take a UNIFORMAT II code of level 3, as D3020.');
const factors = {
  baseYear: z.int32().min(MIN_BASIS_YEAR).max(MAX_BASIS_YEAR).describe('The year in whose money its unit costs are.'),
  escalationRatio: z.number().gt(-0.5).max(0.5).describe('By how much money is dearer each year; 0.04 is 4 %.'),
  locationFactor: z.number().min(0.1).max(10).describe('1: as dear as the source says.'),
  softCostRatio: z.number().min(0).max(5).describe('Design, permits, contingency on top; 0.25 is 25 %.'),
  source: line(300),
};
const unit = {
  systemCode: SystemCode,
  unitCost: positive,
  lifeYears: z.int32().min(1).max(300),
  renewalRatio: z.number().gt(0).max(1).describe('How much of it is renewed at the end of its life.'),
};

export const CostBasisRequest = z
  .strictObject({
    effectiveOn: day().describe('From this day on it counts; today: at once.'),
    replacesId: z.uuid().nullish().describe('The version that lies ahead, where this one is to count instead of it.'),
    ...factors,
    units: z.array(z.strictObject(unit)).max(500).default([]).describe('Those that differ from the version that counts; the others are taken over.'),
  })
  .meta({
    examples: [
      {
        effectiveOn: '2027-01-01',
        baseYear: 2027,
        escalationRatio: 0.045,
        locationFactor: 1.02,
        softCostRatio: 0.25,
        source: 'Bids of 2026',
        units: [{ systemCode: 'D3020', unitCost: '8.10', lifeYears: 30, renewalRatio: 1 }],
      },
    ],
  });

const version = {
  id: z.uuid(),
  number: z.int32(),
  effectiveOn: z.string(),
  ...factors,
  createdBy: orNull(Named),
  createdAt: z.date(),
  state: z.enum(['past', 'counts', 'ahead', 'withdrawn']),
};
export const CostBasisList = z
  .object({
    items: z.array(
      z.object({
        ...version,
        units: z.array(z.object({ ...unit, unitCost: Money, ...systemNames, unit: z.string() })),
      }),
    ),
    may: z.object({ change: z.boolean() }),
    progress: z.object({
      structures: z.int32().describe('How many buildings are counted by a cost basis.'),
      done: z.int32().describe('How many of them by the version that counts today.'),
    }),
    method: z.object({
      bands: z.array(z.object({ code: z.string(), upToRatio: orNull(Ratio) })),
      replacementRatio: Ratio,
      version: z.int32(),
    }),
  })
  .meta({ id: 'CostBases' });

export const CostBasisPreview = z
  .object({
    structures: z.int32(),
    before: z.object(condition),
    after: z.object(condition),
    deferredChange: Money,
    valueChange: Money,
  })
  .meta({ id: 'CostBasisPreview' });

export const BandsRequest = z
  .strictObject({
    bands: z
      .array(z.strictObject({ code: line(30), upToRatio: orNull(z.number().min(0).max(100)) }))
      .min(1)
      .max(10)
      .describe('In rising order; the last has no bound.'),
    replacementRatio: z.number().gt(0).max(100).describe('From this ratio on one thinks of replacing.'),
    why: paragraphs(500).optional(),
  })
  .meta({
    examples: [
      {
        bands: [
          { code: 'good', upToRatio: 0.05 },
          { code: 'fair', upToRatio: 0.1 },
          { code: 'poor', upToRatio: 0.3 },
          { code: 'critical', upToRatio: null },
        ],
        replacementRatio: 0.4,
      },
    ],
  });
