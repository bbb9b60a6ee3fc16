import { z } from 'zod';
import { pageQuery } from '#kernel/page.ts';
import { line } from '#kernel/text.ts';
import { idOrNone } from '../contract.ts';
import { SCHEDULE_YEARS } from '../rules/ahead.ts';
import { fundings } from './funding.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Named = z.object({ id: z.uuid(), name: z.string() });
const Money = z.string().describe('Dollars and cents.');
const Ratio = z.number().describe('Unrounded; 0.05 is 5 %.');
const FUNDING = z.string().describe('As it was asked for: `fixed:30000000`.');

const number = (least: number, most: number, words: string) => z.coerce.number(words).min(least, words).max(most, words);
const whole = (least: number, most: number, words: string) => z.coerce.number(words).int(words).min(least, words).max(most, words);
const scope = {
  portfolio: line(60).optional().describe('Its code; the district’s own where none is named.'),
  areaId: idOrNone.optional().describe('`none`: what lies in no area.'),
  level: line(40).optional().describe('`none`: what belongs to no level.'),
  siteId: z.uuid().optional(),
  structureId: z.uuid().optional(),
};
const rates = {
  escalation: number(-0.05, 0.25, 'Write how much dearer it gets a year, from -0.05 to 0.25.')
    .optional()
    .describe('A year; as the cost basis says where it is not named.'),
  deterioration: number(0, 0.5, 'Write how much worse it gets a year, from 0 to 0.5.')
    .default(0.02)
    .describe('How much faster what nobody repairs gets worse, a year.'),
  years: whole(1, SCHEDULE_YEARS, `Look 1 to ${SCHEDULE_YEARS} years ahead.`).default(SCHEDULE_YEARS),
};
export const ForecastQuery = z.strictObject({
  ...scope,
  ...rates,
  fundings: fundings().default('none'),
  wait: whole(1, 20, 'Wait 1 to 20 years.').default(5).describe('How many years later: what waiting costs.'),
});
export const ForecastCsvQuery = ForecastQuery.omit({ wait: true });

const Scope = z.object({ area: orNull(Named.extend({ id: idOrNone })), level: orNull(z.string()), site: orNull(Named), structure: orNull(Named) });
const Start = z.object({
  deferred: Money,
  replacementValue: orNull(Money),
  ratio: orNull(Ratio),
  structures: z.int32(),
  withoutValue: z.int32().describe('How many have no value, and stand in neither sum.'),
});
const Method = z.object({ year: z.int32(), costBasis: z.object({ number: z.int32(), source: z.string() }), name: z.string() });
const twice = z.object({ now: Money, later: Money });

export const ForecastResponse = z
  .object({
    portfolio: z.object({ code: z.string(), name: z.string(), isDemonstration: z.boolean() }),
    scope: Scope,
    method: Method,
    rates: z.object({ escalation: z.number(), deterioration: z.number() }),
    moneyYear: z.int32().describe('In whose money the start is: this year’s, or that of the cost basis where nothing makes it dearer.'),
    renewals: z
      .object({ unknownIn: z.int32(), words: orNull(z.string()) })
      .describe(
        'In how many of the buildings with a value nobody knows what falls due, as where only the value is stated; and what that means for the years.',
      ),
    start: Start,
    fundingRange: z.object({ most: Money, step: Money }).describe('Within which fixed fundings make a difference: for a slider.'),
    scenarios: z.array(
      z.object({
        funding: FUNDING,
        years: z.array(
          z.object({
            year: z.int32(),
            ratio: orNull(Ratio),
            deferred: Money,
            replacementValue: Money,
            fallingDue: orNull(Money).describe('Null where nobody knows what falls due.'),
            spent: Money,
            unspent: Money.describe('Funded, and nothing left to mend.'),
          }),
        ),
        spent: Money.describe('Over all years, each in its own money.'),
        waiting: z
          .object({
            years: z.int32(),
            sameWork: twice.describe('Mending what is deferred today, and the same work after waiting.'),
            deferredAtEnd: twice.extend({ difference: Money }),
            spent: twice,
          })
          .describe('The same funding begun so many years later, and nothing before.'),
      }),
    ),
  })
  .meta({ id: 'Forecast' });

const share = (most: number, words: string) => z.number(words).min(0, words).max(most, words);
export const RunRequest = z
  .strictObject({
    name: line(120),
    ...scope,
    fundings: fundings(),
    escalation: z.number().min(-0.05, 'Write -0.05 to 0.25.').max(0.25, 'Write -0.05 to 0.25.').optional(),
    deterioration: share(0.5, 'Write 0 to 0.5.').default(0.02),
    years: z.int32().min(1).max(SCHEDULE_YEARS).default(SCHEDULE_YEARS),
    spread: z
      .strictObject({ life: share(0.9, 'Write 0 to 0.9.'), cost: share(0.9, 'Write 0 to 0.9.') })
      .default({ life: 0.2, cost: 0.15 })
      .describe('By how much lives and costs may be off, to either side.'),
    seed: z.int32().min(0).default(1).describe('The same seed gives the same draws.'),
    draws: z.int32().min(50, 'Draw 50 to 2,000 times.').max(2_000, 'Draw 50 to 2,000 times.').default(1_000),
  })
  .meta({ examples: [{ name: 'For the board, March 2026', fundings: 'none,fixed:30000000' }] });

export const RunParams = z.object({ id: z.uuid() });
export const RunsQuery = z.strictObject({ portfolio: scope.portfolio, ...pageQuery });
const Inputs = z.object({
  scope: Scope,
  fundings: z.array(FUNDING),
  rates: z.object({ escalation: z.number(), deterioration: z.number() }),
  years: z.int32(),
  spread: z.object({ life: z.number(), cost: z.number() }),
  seed: z.int32(),
  draws: z.int32(),
  start: Start,
});
const run = {
  id: z.uuid(),
  name: z.string(),
  method: Method,
  inputs: Inputs,
  inventory: z.object({ digest: z.string().describe('SHA-256 of the inventory it was made from, which is kept.'), bytes: z.int32() }),
  status: z.enum(['running', 'broken_off', 'failed', 'done']),
  drawsDone: z.int32(),
  startedBy: Named,
  startedAt: z.date(),
  endedAt: orNull(z.date()),
  tookMs: orNull(z.int32()),
};
const Band3 = z.object({ p10: z.number(), p50: z.number(), p90: z.number() });
export const RunResponse = z
  .object({
    ...run,
    isDemonstration: z.boolean(),
    may: z.object({ restart: z.boolean(), reproduce: z.boolean() }),
    result: orNull(
      z.object({
        digest: z.string().describe('SHA-256 of its bytes.'),
        scenarios: z.array(
          z.object({
            funding: FUNDING,
            years: z.array(z.object({ year: z.int32(), ratio: Band3, spent: z.object({ p10: Money, p50: Money, p90: Money }) })),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'ForecastRun' });
export const RunsResponse = z
  .object({ items: z.array(z.object(run)), nextCursor: orNull(z.string()), may: z.object({ run: z.boolean() }) })
  .meta({ id: 'ForecastRuns' });
export const ReproductionResponse = z
  .object({
    isSame: z.boolean().describe('Its bytes are those that were saved.'),
    isInventoryWhole: z.boolean().describe('What is kept of the inventory is what it was made from.'),
    digest: z.string(),
    savedDigest: z.string(),
    method: z.string().describe('By which it was done again.'),
    tookMs: z.int32(),
  })
  .meta({ id: 'Reproduction' });

export const Csv = {
  200: { description: 'Comma-separated values in UTF-8 with what they are first.', content: { 'text/csv': { schema: z.string() } } },
};
export const ResultBytes = {
  200: { description: 'The figures as they were saved, byte for byte.', content: { 'application/json': { schema: z.string() } } },
};
