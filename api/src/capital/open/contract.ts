import { z } from 'zod';
import { line } from '#kernel/text.ts';
import { SETS } from './data-sets.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Money = z.string().describe('Dollars and cents.');
const Ratio = z.number().describe('Unrounded; 0.05 is 5 %.');

/** What every answer says first. */
export const stand = {
  notice: orNull(z.string()).describe('“Demonstration: not real figures”, where they are not.'),
  isDemonstration: z.boolean(),
  asOf: z.string().describe('The day that the figures are of.'),
  licence: z.object({ code: z.string(), name: z.string(), url: z.string() }),
};
const money = z.object({
  promised: Money.describe('As shown to voters or the board; never changed.'),
  budget: Money.describe('Today.'),
  change: Money.describe('Budget less promise.'),
  contracted: Money,
  spent: Money.describe('Approved invoices, with what is held back of them.'),
  forecast: Money.describe('Contracted, change orders that wait by their chance, and what is still to be contracted.'),
});
const Programme = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.enum(['bond', 'reserve']),
  source: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  reconciledOn: orNull(z.string()).describe('As of when it last agreed with the finance system; null: never matched with it.'),
  isDemonstration: z.boolean(),
});
const Short = z.object({ code: z.string(), name: z.string() });
const School = z.object({ id: orNull(z.uuid()), name: z.string() });
const PHASE = z.enum(['planned', 'design', 'bid_award', 'construction', 'closeout', 'warranty', 'complete', 'on_hold', 'cancelled']);
const project = {
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  programme: Short,
  school: School,
  phase: PHASE,
  progress: Ratio,
  summary: orNull(z.string()).describe('Reviewed words only.'),
  money,
};
const Scope = z.object({
  id: z.uuid(),
  position: z.int32(),
  promise: orNull(z.string()).describe('Reviewed words only; null: they wait for it.'),
  promised: orNull(Money),
  state: z.enum(['promised', 'under_way', 'complete', 'changed', 'dropped']),
  reason: orNull(z.string()).describe('Reviewed words only.'),
  hasReason: z.boolean().describe('There is a reason; where its words are null, they wait for their review.'),
  actual: orNull(Money),
  completedOn: orNull(z.string()),
});
const Side = z.object({ kind: z.string(), project: orNull(z.object({ id: z.uuid(), name: z.string(), school: z.string() })) });
const Change = z.object({
  id: z.uuid(),
  on: z.string(),
  kind: z.enum(['transfer', 'change_order']),
  programmeCode: z.string(),
  amount: Money,
  from: orNull(Side),
  to: Side,
  reasonCode: orNull(z.enum(['unforeseen', 'owner_scope', 'design_error', 'code', 'schedule', 'credit'])),
  reason: orNull(z.string()).describe('Reviewed words only.'),
  document: orNull(z.string()),
});
const Condition = z.object({
  ratio: orNull(Ratio).describe('FCI; null without a known value.'),
  band: orNull(z.string()),
  deferred: Money,
  replacementValue: orNull(Money),
});
const parts = z.array(z.object({ kind: z.string(), promised: Money, budget: Money, contracted: Money, spent: Money }));

export const OpenResponse = z
  .object({
    ...stand,
    programmes: z.array(z.object({ programme: Programme, money, projects: z.int32(), complete: z.int32() })),
    schools: z.int32(),
    sets: z.array(z.object({ name: z.enum(SETS), csv: z.string(), json: z.string() })),
  })
  .meta({ id: 'Open' });

export const ProgrammeParams = z.object({ code: line(60) });
export const OpenProgrammeResponse = z
  .object({
    ...stand,
    programme: Programme,
    money,
    sources: z.array(z.object({ name: z.string(), kind: z.string(), planned: Money, arrived: Money })),
    uses: parts.describe('By kind of budget line; work about security is in these sums and nowhere by itself.'),
    schools: z.array(z.object({ school: School, projects: z.int32(), complete: z.int32(), money })),
    notShown: orNull(money).describe('What is not told school by school: work about security. Null where there is none.'),
    changes: z.array(Change),
    hasMoreChanges: z.boolean(),
  })
  .meta({ id: 'OpenProgramme' });

export const OpenSchoolsResponse = z
  .object({
    ...stand,
    items: z.array(
      z.object({
        school: School,
        condition: orNull(Condition),
        promises: z.array(z.object({ programme: Short, projects: z.int32(), complete: z.int32(), money })),
      }),
    ),
  })
  .meta({ id: 'OpenSchools' });

export const SchoolParams = z.object({ id: z.uuid() });
const invoices = z.object({ count: z.int32(), sum: Money });
export const OpenSchoolResponse = z
  .object({
    ...stand,
    school: z.object({ id: z.uuid(), name: z.string() }),
    condition: orNull(Condition),
    programmes: z.array(
      z.object({
        programme: Programme,
        money,
        invoices: invoices.describe('They add up to what is spent.'),
        projects: z.array(z.object({ ...project, scopes: z.array(Scope), invoices })),
      }),
    ),
    partOf: z
      .array(z.object({ project: z.object({ id: z.uuid(), name: z.string() }), scopes: z.array(Scope) }))
      .describe('What projects of other places do here.'),
    changes: z.array(Change),
  })
  .meta({ id: 'OpenSchool' });

export const ProjectParams = z.object({ id: z.uuid() });
export const OpenProjectResponse = z
  .object({
    ...stand,
    ...project,
    programme: Programme,
    scopes: z.array(Scope),
    phases: z.array(
      z.object({
        phase: PHASE,
        baselineStartOn: orNull(z.string()),
        baselineEndOn: orNull(z.string()),
        plannedStartOn: orNull(z.string()),
        plannedEndOn: orNull(z.string()),
        actualStartOn: orNull(z.string()),
        actualEndOn: orNull(z.string()),
      }),
    ),
    changes: z.array(Change),
    documents: z.array(z.object({ kind: z.string(), title: z.string(), reference: orNull(z.string()) })),
    invoices: z.object({
      count: z.int32(),
      sum: Money.describe('Of all of them: what is spent, to the cent.'),
      items: z.array(
        z.object({
          id: z.uuid(),
          on: z.string(),
          number: orNull(z.string()),
          vendor: orNull(z.string()),
          contract: orNull(z.string()),
          amount: Money,
          programmeCode: z.string(),
          projectId: z.uuid(),
          projectName: z.string(),
          siteName: z.string(),
        }),
      ),
    }),
  })
  .meta({ id: 'OpenProject' });

export const OpenProposalsResponse = z
  .object({
    ...stand,
    items: z.array(
      z.object({
        id: z.uuid(),
        number: z.int32(),
        programme: Short,
        school: z.object({ id: z.uuid(), name: z.string() }),
        title: z.string(),
        summary: z.string(),
        cost: Money,
        points: orNull(z.number()),
        scoreBasis: orNull(z.string()),
        weightsNumber: orNull(z.int32()),
        publishedAt: z.date(),
        committee: orNull(z.object({ name: z.string(), view: z.string(), metOn: z.string() })),
        state: z.enum(['published', 'in_committee', 'decided', 'withdrawn']),
        decision: orNull(z.object({ outcome: z.enum(['approved', 'declined', 'later']), reason: z.string(), at: z.date() })),
        projectId: orNull(z.uuid()),
      }),
    ),
  })
  .meta({ id: 'OpenProposals' });

const locale = z.enum(['en', 'es']).default('en').describe('Of notices and descriptions; names of fields stay as they are.');
export const DictionaryQuery = z.strictObject({ lang: locale });
export const DictionaryResponse = z
  .object({
    ...stand,
    sets: z.array(
      z.object({
        name: z.enum(SETS),
        description: z.string(),
        fields: z.array(z.object({ name: z.string(), type: z.string(), description: z.string() })),
      }),
    ),
  })
  .meta({ id: 'OpenDictionary' });

export const SetParams = z.object({ set: z.enum(SETS) });
export const SetQuery = z.strictObject({
  format: z.enum(['csv', 'json']).default('json'),
  lang: locale,
  after: z.uuid().optional().describe('The last id that you have: what comes after it. Of changes and invoices.'),
});
const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const SetJson = z
  .object({
    ...stand,
    set: z.enum(SETS),
    after: orNull(z.string()).describe('Ask with this for the rest; null: that is all.'),
    rows: z.array(z.record(z.string(), cell)),
  })
  .meta({ id: 'OpenData' });
