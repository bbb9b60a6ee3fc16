import { z } from 'zod';
import { dollars } from '#kernel/money.ts';
import { pageQuery } from '#kernel/page.ts';
import { line } from '#kernel/text.ts';
import { idOrNone } from '../contract.ts';
import { CRITERIA } from '../rules/priorities.ts';
import { whatIfWeights } from './weights.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Named = z.object({ id: z.uuid(), name: z.string() });
const Money = z.string().describe('Dollars and cents, in the money of this year.');
const KIND = z.enum(['finding', 'renewal']).describe('Something found wrong, or a component past its life.');
const CRITERION = z.enum(CRITERIA);
const money = () => dollars().refine((amount) => !(Number(amount) <= 0), 'Write an amount above 0, as 5000000.');

const asked = {
  portfolio: line(60).optional().describe('Its code; the district’s own where none is named.'),
  areaId: idOrNone.optional(),
  level: line(40).optional().describe('`none`: what belongs to no level.'),
  siteId: z.uuid().optional(),
  needs: z.enum(['findings', 'renewals', 'all']).default('findings').describe('What was found wrong, components past their life, or both.'),
  weights: whatIfWeights().optional(),
};
const PAGE_MOST = 200;
export const PrioritiesQuery = z.strictObject({
  ...asked,
  money: money().optional().describe('Down the list, what this much still pays for is marked.'),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(PAGE_MOST).default(50),
});
export const PrioritiesCsvQuery = z.strictObject({ ...asked, money: money().optional() });

const weights = z.record(z.string(), z.number());
const Structure = z.object({ id: z.uuid(), name: z.string(), siteName: z.string(), level: orNull(z.string()), area: orNull(Named) });

export const PrioritiesResponse = z
  .object({
    portfolio: z.object({ code: z.string(), name: z.string(), isDemonstration: z.boolean() }),
    year: z.int32(),
    weights: z.object({ published: weights, number: z.int32(), used: weights, isWhatIf: z.boolean() }),
    total: z.object({ needs: z.int32(), cost: Money, moved: z.int32().describe('Under other weights: how many stand elsewhere.') }),
    within: orNull(z.object({ money: Money, needs: z.int32(), cost: Money })),
    may: z.object({ plan: z.boolean(), publish: z.boolean() }),
    page: z.int32(),
    pages: z.int32(),
    items: z.array(
      z.object({
        key: z.string().describe('For a draft plan.'),
        id: z.uuid(),
        kind: KIND,
        place: z.int32(),
        publishedPlace: z.int32(),
        points: orNull(z.number()).describe('0..100, unrounded; null where nothing that counts is known.'),
        shares: z.array(
          z.object({
            criterion: CRITERION,
            mark: orNull(z.number()).describe('0..1; null is unknown, and its weight goes to the others.'),
            weight: z.number(),
            points: z.number(),
          }),
        ),
        missing: z.array(CRITERION),
        words: z.string(),
        systemCode: z.string(),
        priority: orNull(z.int32()),
        cost: Money,
        isWithin: z.boolean(),
        structure: Structure,
        estimate: orNull(z.object({ readiness: orNull(z.number()), saving: orNull(Money), version: z.int32() })),
      }),
    ),
  })
  .meta({ id: 'Priorities' });

export const DeficiencyParams = z.object({ id: z.uuid() });
export const EstimateRequest = z
  .strictObject({
    readiness: orNull(z.number().min(0, 'Write 0 to 1.').max(1, 'Write 0 to 1.')).describe('How much of what the work needs is there.'),
    saving: orNull(dollars().refine((amount) => !amount.startsWith('-'), 'Write an amount of 0 or more, as 1234.50.')).describe('A year.'),
    source: line(200),
  })
  .meta({ examples: [{ readiness: 0.5, saving: '1200.00', source: 'Energy audit 2026' }] });
export const EstimateResponse = z
  .object({ readiness: orNull(z.number()), saving: orNull(z.string()), source: z.string(), version: z.int32() })
  .meta({ id: 'NeedEstimate' });

const NEEDS_MOST = 2_000;
export const PlanRequest = z
  .strictObject({
    name: line(120),
    portfolio: asked.portfolio,
    weights: asked.weights,
    chosen: z
      .discriminatedUnion('by', [
        z.strictObject({
          by: z.literal('needs'),
          keys: z
            .array(z.string().regex(/^(finding|renewal):[0-9a-f-]{36}$/, 'Take keys of the ranking.'))
            .min(1, 'Choose at least one need.')
            .max(NEEDS_MOST, `Choose at most ${NEEDS_MOST} needs.`),
        }),
        z.strictObject({
          by: z.literal('money'),
          money: money(),
          areaId: asked.areaId,
          level: asked.level,
          siteId: asked.siteId,
          needs: asked.needs,
        }),
      ])
      .describe('Needs one by one, or down the ranking what this much money pays for.'),
  })
  .meta({ examples: [{ name: 'Summer 2027', chosen: { by: 'money', money: '5000000.00', needs: 'findings' } }] });
export const PlanParams = z.object({ id: z.uuid() });
export const PlansQuery = z.strictObject({ portfolio: asked.portfolio, ...pageQuery });
export const RenameRequest = z.strictObject({ name: line(120) }).meta({ examples: [{ name: 'Summer 2027' }] });

const plan = {
  id: z.uuid(),
  name: z.string(),
  weights,
  weightsNumber: orNull(z.int32()).describe('The published version; null where other weights were tried.'),
  createdBy: Named,
  createdAt: z.date(),
  version: z.int32(),
  needs: z.int32(),
  cost: Money,
};
export const PlansResponse = z.object({ items: z.array(z.object(plan)), nextCursor: orNull(z.string()) }).meta({ id: 'DraftPlans' });
export const PlanResponse = z
  .object({
    ...plan,
    isDemonstration: z.boolean(),
    may: z.object({ change: z.boolean() }),
    items: z.array(
      z.object({
        id: z.uuid(),
        position: z.int32(),
        kind: KIND,
        deficiencyId: orNull(z.uuid()),
        componentId: orNull(z.uuid()),
        words: z.string(),
        cost: Money,
        points: orNull(z.number()).describe('When it was chosen.'),
        isOpen: z.boolean().describe('It still counts as deferred.'),
        structure: Named.extend({ siteId: orNull(z.uuid()), siteName: z.string() }),
      }),
    ),
  })
  .meta({ id: 'DraftPlan' });
export const Csv = {
  200: { description: 'Comma-separated values in UTF-8 with what they are first.', content: { 'text/csv': { schema: z.string() } } },
};
