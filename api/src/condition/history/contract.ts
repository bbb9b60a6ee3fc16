import { z } from 'zod';
import { pageQuery } from '#kernel/page.ts';
import { day, line } from '#kernel/text.ts';
import { condition, idOrNone, Money, Named, orNull, Ratio } from '../contract.ts';
import { System } from '../inventory/contract.ts';
import { CAUSES } from '../rules/bridge.ts';
import { STEPS } from '../rules/periods.ts';

const selection = {
  portfolio: line(60).optional().describe('Its code; the district’s own where none is named.'),
  structureId: z.uuid().optional(),
  siteId: z.uuid().optional(),
  areaId: idOrNone.optional(),
  level: line(40).optional().describe('`none`: what belongs to no level.'),
  system: line(3).optional().describe('One system of level 2 by its UNIFORMAT II code, as D30; all of them together where none is named.'),
};
/** Which systems one may choose, and which one was. */
const bySystem = {
  system: orNull(System),
  systems: z.array(System).describe('Those that any of these buildings has.'),
};
const dates = {
  from: day().optional().describe('What was so when this day ended.'),
  to: day().optional().describe('What was so when this day ended; today where none is named.'),
};

export const HistoryQuery = z.strictObject({ ...selection, ...dates, every: z.enum(STEPS).default('quarter') });
export const HistoryResponse = z
  .object({
    since: z.string().describe('The day on which the first of them was known; of one system, the first for which all was counted by system.'),
    every: z.enum(STEPS),
    ...bySystem,
    structures: z.int32(),
    bands: z.array(z.object({ code: z.string(), upToRatio: orNull(Ratio) })),
    replacementRatio: Ratio,
    isDemonstration: z.boolean().describe('Whether its figures are made up.'),
    points: z.array(z.object({ on: z.string(), ...condition })),
  })
  .meta({ id: 'ConditionHistory' });

export const BridgeQuery = z.strictObject({ ...selection, ...dates });
const moment = z.object({ on: z.string(), ...condition });
export const BridgeResponse = z
  .object({
    ...bySystem,
    isDemonstration: z.boolean().describe('Whether its figures are made up.'),
    from: moment,
    to: moment,
    becameKnown: Money.describe('Of the correction: what was deferred in buildings whose value became known, less where it no longer is.'),
    parts: z.array(
      z.object({
        cause: z.enum(CAUSES),
        deferredChange: Money,
        valueChange: Money,
        ratioAfter: orNull(Ratio).describe('The FCI once this part and those before it are told.'),
        ratioChange: orNull(Ratio),
      }),
    ),
  })
  .meta({ id: 'ConditionBridge' });

export const BehindQuery = z.strictObject({ ...selection, ...dates, cause: z.enum(CAUSES).optional(), ...pageQuery });
export const BehindResponse = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid(),
        structure: z.object({ id: z.uuid(), name: z.string(), siteName: z.string(), siteId: orNull(z.uuid()) }),
        kind: z.string(),
        cause: z.enum(CAUSES),
        actor: orNull(Named),
        data: z.record(z.string(), z.unknown()),
        deferredChange: Money,
        valueChange: Money,
        occurredAt: z.date(),
      }),
    ),
    nextCursor: orNull(z.string()),
  })
  .meta({ id: 'ConditionEvents' });
