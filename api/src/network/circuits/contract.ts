import { z } from 'zod';
import { dollars } from '#kernel/money.ts';
import { pageQuery } from '#kernel/page.ts';
import { day, line, searchText } from '#kernel/text.ts';
import { Milestone } from '../figures/contract.ts';
import { BUILD, MEDIUM, Money, Named, orNull, STEPS } from '../shapes.ts';

const LEAST_MBPS = 0.01;
const mbps = z
  .number()
  .min(0, 'Write at least 0.')
  .max(1_000_000, 'Write at most 1000000.')
  .refine((value) => value === 0 || value >= LEAST_MBPS, `Write 0 for a dead line, or at least ${LEAST_MBPS}.`)
  .describe('0: the line is dead, which is known.');

export const CircuitParams = z.object({ id: z.uuid() });
export const CircuitQuery = z.strictObject({
  q: searchText(100).optional().describe('Part of the school’s or the line’s name.'),
  medium: MEDIUM.optional(),
  siteId: z.uuid().optional(),
  endingBefore: day().optional().describe('Its contract ends before that day.'),
  state: z.enum(['live', 'to_come', 'ended']).optional(),
  ...pageQuery,
});
const circuit = {
  id: z.uuid(),
  site: Named,
  code: z.string(),
  medium: MEDIUM,
  downMbps: z.number(),
  upMbps: z.number(),
  provider: orNull(Named),
  contract: orNull(z.object({ id: z.uuid(), number: z.string(), endsOn: z.string() })),
  erateFrn: orNull(z.string()),
  installedOn: orNull(z.string()),
  liveOn: orNull(z.string()),
  endedOn: orNull(z.string()),
  isPathDiverse: orNull(z.boolean()),
  buildStatus: BUILD,
  project: orNull(z.object({ id: z.uuid(), code: z.string(), name: z.string() })),
  version: z.int32(),
};
export const CircuitList = z
  .object({ items: z.array(z.object(circuit)), nextCursor: orNull(z.string()), may: z.object({ keep: z.boolean() }) })
  .meta({ id: 'CircuitList' });
const erate = z.object({
  frn: z.string(),
  lineNumber: z.string(),
  fundingYear: z.int32(),
  functionName: z.string(),
  downMbps: orNull(z.number()),
  monthly: orNull(Money),
});
export const CircuitResponse = z
  .object({
    ...circuit,
    erate: z.array(erate).describe('What Form 471 says under its funding request.'),
    history: z.array(
      z.object({
        id: z.uuid(),
        kind: z.enum(['added', 'changed']),
        actor: orNull(Named),
        occurredAt: z.date(),
        data: z.record(z.string(), z.unknown()),
      }),
    ),
    may: z.object({ keep: z.boolean() }),
  })
  .meta({ id: 'Circuit' });

const fields = {
  code: line(80).describe('What the provider or the district calls the line.'),
  medium: MEDIUM,
  downMbps: mbps,
  upMbps: mbps,
  providerId: orNull(z.uuid()).describe('Null: the district’s own.'),
  contractId: orNull(z.uuid()),
  erateFrn: orNull(z.string().regex(/^\d{7,12}$/, 'Write 7 to 12 digits.')),
  installedOn: orNull(day()),
  liveOn: orNull(day()).describe('Null: not in use yet.'),
  endedOn: orNull(day()),
  isPathDiverse: orNull(z.boolean()).describe('Comes into the building another way than the other lines. Null: nobody knows.'),
  buildStatus: BUILD,
  projectId: orNull(z.uuid()).describe('The work of the capital plan that builds it.'),
};
const EXAMPLE = { medium: 'leased_lit', downMbps: 1000, upMbps: 1000, liveOn: '2026-08-01', buildStatus: 'planned' };
const optional = {
  providerId: true,
  contractId: true,
  erateFrn: true,
  installedOn: true,
  liveOn: true,
  endedOn: true,
  isPathDiverse: true,
  projectId: true,
} as const;
export const NewCircuit = z
  .strictObject({ siteId: z.uuid(), ...fields })
  .partial(optional)
  .meta({ examples: [{ siteId: '01900000-0000-7000-8000-000000000001', code: 'JN-0042', ...EXAMPLE }] });
export const CircuitChange = z
  .strictObject(fields)
  .partial()
  .meta({ examples: [{ downMbps: 10_000, upMbps: 10_000 }] });

const contract = {
  id: z.uuid(),
  provider: Named,
  number: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  monthly: orNull(Money),
  circuits: z.int32().describe('Lines in use under it.'),
  version: z.int32(),
};
const provider = { id: z.uuid(), name: z.string(), version: z.int32() };
export const ProviderResponse = z.object(provider).meta({ id: 'NetworkProvider' });
export const ProviderParams = z.object({ id: z.uuid() });
export const ProviderRequest = z.strictObject({ name: line(100) }).meta({ examples: [{ name: 'A Carrier' }] });
export const ContractResponse = z.object(contract).meta({ id: 'NetworkContract' });
export const ProviderList = z
  .object({
    providers: z.array(z.object(provider)),
    contracts: z.array(z.object(contract)).describe('Those that end first come first.'),
    may: z.object({ keep: z.boolean() }),
  })
  .meta({ id: 'NetworkProviders' });
export const ContractParams = z.object({ id: z.uuid() });
const amount = orNull(dollars().refine((text) => !text.startsWith('-'), 'Write an amount of 0 or more.'));
export const NewContract = z
  .strictObject({
    providerName: line(100).describe('One that is not known yet is added.'),
    number: line(80),
    startsOn: day(),
    endsOn: day(),
    monthly: amount.optional(),
  })
  .meta({ examples: [{ providerName: 'A Carrier', number: 'C-2026-14', startsOn: '2026-07-01', endsOn: '2031-06-30', monthly: '1850.00' }] });
export const ContractChange = z
  .strictObject({ number: line(80), startsOn: day(), endsOn: day(), monthly: amount })
  .partial()
  .meta({ examples: [{ endsOn: '2032-06-30' }] });

export const BuildOut = z
  .object({
    isDemonstration: z.boolean(),
    counts: z.object({ schools: z.int32(), live: z.int32().describe('On fiber of their own.'), underWay: z.int32(), late: z.int32() }),
    schools: z.array(
      z.object({
        site: Named,
        next: orNull(z.enum(STEPS)).describe('The first step that is not done.'),
        isLate: z.boolean(),
        milestones: z.array(Milestone),
      }),
    ),
    may: z.object({ keep: z.boolean() }),
  })
  .meta({ id: 'FibreBuildOut' });
export const MilestoneParams = z.object({ id: z.uuid(), step: z.enum(STEPS) });
export const MilestoneRequest = z
  .strictObject({ plannedOn: day(), doneOn: orNull(day()), projectId: orNull(z.uuid()).optional() })
  .meta({ examples: [{ plannedOn: '2027-03-01', doneOn: null }] });
export const MilestoneResponse = Milestone.meta({ id: 'FibreMilestone' });
