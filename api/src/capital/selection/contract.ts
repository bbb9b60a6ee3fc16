import { z } from 'zod';
import { pageQuery } from '#kernel/page.ts';
import { day, line, paragraphs } from '#kernel/text.ts';
import { MOVES, STATES } from './rules/moves.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Money = z.string().describe('Dollars and cents.');
const Named = z.object({ id: z.uuid(), name: z.string() });
const words = (max: number) => paragraphs(max).min(1, 'Write something here.');
const cost = () =>
  z
    .string()
    .regex(/^\d{1,10}(\.\d{1,2})?$/, 'Write dollars above 0, as 1234.50.')
    .refine((amount) => Number(amount) > 0, 'Write dollars above 0, as 1234.50.');
const points = () => z.number('Write 0 to 100.').min(0, 'Write 0 to 100.').max(100, 'Write 0 to 100.');

export const ProposalParams = z.object({ id: z.uuid() });
export const PlanParams = z.object({ id: z.uuid() });
export const ProposalsQuery = z.strictObject({ programme: line(60).optional(), state: z.enum(STATES).optional(), ...pageQuery });
export const ProposalRequest = z
  .strictObject({
    programme: line(60).describe('Its code.'),
    siteId: z.uuid(),
    title: line(200),
    summary: words(2_000).describe('In plain words, for everybody once it is published.'),
    cost: cost(),
    points: orNull(points()).describe('0..100; null where nobody can say.'),
    scoreBasis: line(500).describe('What the points are made of, for everybody.'),
    isSecurity: z.boolean().default(false).describe('Cameras, locks and alarms: never published.'),
  })
  .meta({
    examples: [
      {
        programme: 'bond-2018',
        siteId: '0190a1b2-0000-7000-8000-000000000000',
        title: 'New roof for the gym',
        summary: 'The roof of the gym leaks. This puts a new one on.',
        cost: '450000.00',
        points: 72,
        scoreBasis: 'Committee of principals, 2026-10-01',
      },
    ],
  });
export const PlanRequest = z.strictObject({ programme: line(60) }).meta({ examples: [{ programme: 'bond-2018' }] });
export const ChangeRequest = z
  .strictObject({ title: line(200).optional(), summary: words(2_000).optional(), isSecurity: z.boolean().optional() })
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'Say what to change.')
  .meta({ examples: [{ title: 'New roof for the gym' }] });
export const MoveRequest = z
  .discriminatedUnion('to', [
    z.strictObject({ to: z.literal('published') }),
    z.strictObject({ to: z.literal('in_committee'), committee: line(200), metOn: day(), view: words(2_000) }),
    z.strictObject({ to: z.literal('decided'), outcome: z.enum(['approved', 'declined', 'later']), reason: words(2_000) }),
    z.strictObject({ to: z.literal('withdrawn'), reason: words(2_000) }),
  ])
  .meta({ examples: [{ to: 'decided', outcome: 'approved', reason: 'The roof leaks over two classrooms.' }] });

const proposal = {
  id: z.uuid(),
  programme: z.object({ code: z.string(), name: z.string() }),
  asOf: z.string(),
  reconciledOn: orNull(z.string()),
  isDemonstration: z.boolean(),
  number: z.int32(),
  site: Named,
  title: z.string(),
  summary: z.string(),
  cost: Money,
  points: orNull(z.number()).describe('0..100; null where nothing that counts was known.'),
  scoreBasis: orNull(z.string()).describe('By hand: what the points are made of. Null: the mean of its needs, weighted by cost.'),
  weightsNumber: orNull(z.int32()).describe('Of a draft plan: the published version of the weights; null where others were tried.'),
  draftPlanId: orNull(z.uuid()),
  isSecurity: z.boolean(),
  state: z.enum(STATES),
  proposedBy: Named,
  proposedAt: z.date(),
  publishedAt: orNull(z.date()),
  committee: orNull(z.object({ name: z.string(), view: z.string(), metOn: z.string() })),
  decision: orNull(z.object({ outcome: z.enum(['approved', 'declined', 'later']), reason: z.string(), by: Named, at: z.date() })),
  projectId: orNull(z.uuid()).describe('What it became.'),
  allowedMoves: z.array(z.enum(MOVES)),
  may: z.object({ change: z.boolean() }),
  version: z.int32(),
};
export const ProposalsResponse = z
  .object({
    items: z.array(z.object(proposal)),
    nextCursor: orNull(z.string()),
    programmes: z.array(z.object({ code: z.string(), name: z.string() })).describe('Those that one may propose for.'),
    may: z.object({ propose: z.boolean() }),
  })
  .meta({ id: 'Proposals' });
export const ProposedResponse = z.object({ items: z.array(z.object(proposal)) }).meta({ id: 'Proposed' });
export const ProposalResponse = z
  .object({
    ...proposal,
    needs: z.array(
      z.object({
        id: z.uuid(),
        position: z.int32(),
        kind: z.enum(['finding', 'renewal']),
        structure: Named,
        deficiencyId: orNull(z.uuid()),
        componentId: orNull(z.uuid()),
        words: z.string(),
        cost: Money,
        points: orNull(z.number()),
      }),
    ),
    events: z.array(z.object({ id: z.uuid(), kind: z.string(), actor: Named, data: z.record(z.string(), z.unknown()), occurredAt: z.date() })),
  })
  .meta({ id: 'Proposal' });
