import { z } from 'zod';
import { line } from '#kernel/text.ts';
import { building, condition, group, idOrNone, Money, Named, orNull, photo, Ratio } from '../contract.ts';
import { System } from '../inventory/contract.ts';
import { MeasuresInDetail } from '../measures/contract.ts';

const GROUPS = ['area', 'level', 'school'] as const;

export const SystemsQuery = z.strictObject({
  portfolio: line(60).optional().describe('Its code; the district’s own where none is named.'),
  areaId: idOrNone.optional(),
  level: line(40).optional().describe('`none`: what belongs to no level.'),
  siteId: z.uuid().optional(),
  by: z.enum(GROUPS).default('area'),
});
const OfSystem = System.extend(condition);
export const SystemsResponse = z
  .object({
    by: z.enum(GROUPS),
    isDemonstration: z.boolean().describe('Whether its figures are made up.'),
    bands: z.array(z.object({ code: z.string(), upToRatio: orNull(Ratio) })),
    items: z.array(OfSystem.extend({ groups: z.array(z.object({ key: orNull(z.string()), name: orNull(z.string()), ...condition })) })),
  })
  .meta({ id: 'ConditionSystems' });

export const PlacesQuery = z.strictObject({ portfolio: line(60).optional().describe('Its code; the district’s own where none is named.') });
export const PlacesResponse = z
  .object({
    items: z.array(
      z.object({ siteId: z.uuid(), name: z.string(), city: orNull(z.string()), latitude: orNull(z.number()), longitude: orNull(z.number()) }),
    ),
  })
  .meta({ id: 'ConditionPlaces' });

export const SchoolParams = z.object({ id: z.uuid() });
export const SchoolResponse = z
  .object({
    site: Named,
    level: orNull(z.string()),
    area: orNull(Named),
    isDemonstration: z.boolean(),
    measures: MeasuresInDetail,
    total: z.object(group),
    buildings: z.array(z.object(building)),
    systems: z.array(OfSystem),
    moneyYear: orNull(z.int32()).describe('In whose money the sums are; null before there is a cost basis.'),
    parts: orNull(
      z.object({
        found: Money.describe('Open deficiencies, in the money of `moneyYear`.'),
        stated: Money.describe('What an assessor stated of a whole building.'),
        due: Money.describe('Parts due for renewal on which nothing was found.'),
        dueCount: z.int32(),
        largestDue: z
          .array(z.object({ id: z.uuid(), structure: Named, systemCode: z.string(), name: z.string(), dueYear: z.int32(), cost: Money }))
          .describe('The dearest of these.'),
      }),
    ).describe('What adds up to what is deferred; null before there is a cost basis.'),
    deficiencies: z.array(
      z.object({
        id: z.uuid(),
        structure: Named,
        systemCode: z.string(),
        priority: z.int32(),
        scope: z.string(),
        cost: Money,
        costBaseYear: z.int32(),
        costNow: Money.describe('The same in the money of `moneyYear`.'),
        foundOn: z.string(),
        photos: z.array(z.object(photo)),
        status: z.enum(['open', 'funded', 'in_work']),
      }),
    ),
  })
  .meta({ id: 'SchoolCondition' });
