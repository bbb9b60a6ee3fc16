import { z } from 'zod';
import { line } from '#kernel/text.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Money = z.string().describe('Dollars and cents.');
const Ratio = z.number().describe('Unrounded; 0.05 is 5 %.');
const Named = z.object({ id: z.uuid(), name: z.string() });

export const OutlookQuery = z.strictObject({ programme: line(60).optional().describe('Its code; the first where none is named.') });
export const ScenarioParams = z.object({ id: z.uuid() });

const programme = {
  code: z.string(),
  name: z.string(),
  kind: z.enum(['bond', 'reserve', 'other_owner']),
  isDemonstration: z.boolean(),
  source: z.string(),
};
const stand = {
  asOf: z.string().describe('The day that the figures are of.'),
  reconciledOn: orNull(z.string()).describe('As of when they last agreed with the finance system; null: never matched with it.'),
  isDemonstration: z.boolean(),
};
const Burn = z.object({
  used: Money.describe('What contingency gave to work.'),
  projectWork: Money.describe('Expended and encumbered, without what contingency added.'),
  plannedWork: Money,
  rate: orNull(Ratio).describe('Used ÷ project work; null before there is any.'),
  need: Money.describe('What the work still to come takes at that rate.'),
  left: Money,
  shortfall: Money,
});
const Series = z.object({
  series: z.string(),
  issuedOn: z.string(),
  available: Money.describe('What arrived of it: bond, premium and interest.'),
  spent: Money,
  milestones: z.array(
    z.object({
      rule: z.enum(['construction', 'expectation']),
      months: z.int32(),
      ratio: Ratio,
      on: z.string(),
      required: Money,
      spent: Money,
      short: Money,
      spentRatio: orNull(Ratio),
      state: z.enum(['met', 'ahead', 'retainage', 'missed']),
    }),
  ),
});

export const OutlookResponse = z
  .object({
    programme: z.object(programme),
    programmes: z.array(z.object({ code: z.string(), name: z.string() })),
    ...stand,
    isWhole: z.boolean().describe('False: of the projects that you see, not of the whole district.'),
    may: z.object({ keepScenarios: z.boolean() }),
    money: z.object({
      budget: Money,
      committed: Money,
      expended: Money,
      waitingChanges: Money.describe('Change orders that wait, each times how likely it comes.'),
      toCommit: Money,
      eac: Money,
    }),
    cashFlow: z.object({
      eac: Money.describe('What all months add up to.'),
      until: z.string(),
      months: z.array(z.object({ month: z.string(), actual: Money, forecast: Money, cumulative: Money })),
    }),
    earnedValue: z.object({
      bac: Money,
      pv: Money,
      ev: Money,
      ac: Money,
      cpi: orNull(z.number()),
      spi: orNull(z.number()),
      eacAtCpi: orNull(Money),
      eacAtPlan: Money,
      eacAtCpiSpi: orNull(Money),
      tcpi: orNull(z.number()),
      projects: z.int32(),
      withoutDates: z.int32().describe('Projects that were promised for no days; they stand in none of these sums.'),
    }),
    burn: orNull(Burn).describe('Of the whole district only.'),
    free: orNull(z.object({ unallocated: Money, approvedNeeds: Money, trulyFree: Money })).describe('Of the whole district only.'),
    deviceRefresh: orNull(
      z.array(
        z.object({
          schoolYear: z.int32().describe('2026 is 2026-27.'),
          count: z.int32().describe('Devices that fall due.'),
          cost: Money.describe('At today’s prices; of models without one, nothing is in it.'),
          unpriced: z.int32().describe('Of them, those whose price nobody has said.'),
          planned: orNull(z.object({ count: z.int32(), cost: Money })).describe('What is planned to be bought; null: nothing is.'),
        }),
      ),
    ).describe('What replacing students’ devices costs by school year, from `getDeviceRefresh`. No programme’s money; of the whole district only.'),
    series: z.array(Series).describe('Of the whole district only.'),
  })
  .meta({ id: 'CapitalOutlook' });

const LARGE = /^\d{1,12}(\.\d{1,2})?$/;
const large = () => z.string().regex(LARGE, 'Write dollars of 0 or more, as 1234567890.00.');
const ratio = (least: number, most: number, words: string) => z.number(words).min(least, words).max(most, words);
const assumptions = {
  revenueGrowth: ratio(-0.5, 0.5, 'Write how much more comes in each year, from -0.5 to 0.5.'),
  spendGrowth: ratio(-0.5, 0.5, 'Write how much more is spent each year, from -0.5 to 0.5.'),
  costEscalation: ratio(-0.1, 0.25, 'Write how much dearer building gets each year, from -0.1 to 0.25.'),
  contingency: ratio(0, 0.5, 'Write the share added for surprises, from 0 to 0.5.'),
  renewal: ratio(0, 1, 'Write the share of renewals that is done, from 0 to 1.'),
};
export const ScenarioRequest = z
  .strictObject({
    programme: line(60),
    name: line(120),
    operating: z.strictObject({ revenue: large(), spend: large(), reserve: large() }).describe('The general fund in the first year.'),
    assumptions: z.strictObject(assumptions),
  })
  .meta({
    examples: [
      {
        programme: 'bond-2018',
        name: 'As planned',
        operating: { revenue: '1200000000.00', spend: '1230000000.00', reserve: '150000000.00' },
        assumptions: { revenueGrowth: 0.02, spendGrowth: 0.03, costEscalation: 0.04, contingency: 0.1, renewal: 0.5 },
      },
    ],
  });

const YearAhead = z.object({
  year: z.int32(),
  revenue: Money,
  spend: Money,
  balance: Money,
  reserve: Money.describe('At the end of the year; below 0: there is no money for it.'),
  drawShare: orNull(Ratio).describe('How much of what is spent comes out of the reserve; null where nothing is spent.'),
});
const scenario = {
  id: z.uuid(),
  programme: z.object({ code: z.string(), name: z.string() }),
  name: z.string(),
  method: z.string(),
  createdBy: Named,
  createdAt: z.date(),
  version: z.int32(),
  ...stand,
  basis: z
    .object({
      firstYear: z.int32(),
      operating: z.object({ revenue: Money, spend: Money, reserve: Money }),
      capital: z.object({ revenue: z.array(Money), planned: z.array(Money), renewal: z.array(Money), reserve: Money }),
    })
    .describe('What it was reckoned from: kept with it.'),
  assumptions: z.object(Object.fromEntries(Object.keys(assumptions).map((key) => [key, Ratio])) as { [K in keyof typeof assumptions]: typeof Ratio }),
  operating: z.array(YearAhead),
  capital: z.array(YearAhead),
};
export const ScenarioResponse = z.object(scenario).meta({ id: 'OutlookScenario' });
export const ScenariosResponse = z.object({ items: z.array(z.object(scenario)) }).meta({ id: 'OutlookScenarios' });
export const Csv = {
  200: { description: 'Comma-separated values in UTF-8 with what they are first.', content: { 'text/csv': { schema: z.string() } } },
};
