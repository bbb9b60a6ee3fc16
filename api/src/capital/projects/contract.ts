import { z } from 'zod';
import { day, line, paragraphs, searchText } from '#kernel/text.ts';
import { amount, orNull, PHASES, PROJECT_PHASES, reason } from '../contract.ts';

const code = line(40);
const summary = paragraphs(5_000).describe('In plain words, for everybody; shown on public pages once somebody else reviewed it.');
export const ProjectRequest = z
  .strictObject({
    code,
    name: line(200),
    siteId: z.uuid().optional(),
    managerId: z.uuid().optional(),
    phase: z.enum(PROJECT_PHASES).default('planned'),
    summary: summary.optional(),
    isSecurity: z.boolean().default(false).describe('Cameras, locks and alarms: what is done is never public.'),
  })
  .meta({ examples: [{ code: 'ALD-01', name: 'Roof of Alder School', siteId: '0198a0f2-7c0e-7b7a-9d5c-1f6f6a0c7e11' }] });
export const ProjectChange = z
  .strictObject({
    name: line(200).optional(),
    managerId: orNull(z.uuid()).optional(),
    phase: z.enum(PROJECT_PHASES).optional(),
    summary: orNull(summary).optional(),
    isSummaryReviewed: z.boolean().optional().describe('True: I have read it and it may be shown to everybody.'),
    isNameReviewed: z.boolean().optional().describe('The same of its name: until then public pages show its code.'),
    isSecurity: z.boolean().optional(),
    progressRatio: z.number().min(0).max(1).optional().describe('Of earned value: how much of the work is done.'),
    reason: paragraphs(1_000).optional().describe('Why, where it is put on hold or cancelled.'),
  })
  .refine((change) => Object.keys(change).length > 0, 'Say what to change.')
  .refine(({ phase, reason: why }) => !(phase === 'on_hold' || phase === 'cancelled') || Boolean(why), { error: 'Say why.', path: ['reason'] })
  .meta({ examples: [{ phase: 'design', progressRatio: 0.1 }] });

const optionalDay = orNull(day()).optional();
export const PhaseParams = z.object({ projectId: z.uuid(), phase: z.enum(PHASES) });
export const PhaseRequest = z
  .strictObject({
    plannedStartOn: optionalDay,
    plannedEndOn: optionalDay,
    actualStartOn: optionalDay,
    actualEndOn: optionalDay,
  })
  .refine(({ plannedStartOn: from, plannedEndOn: to }) => !from || !to || from <= to, {
    error: 'Let it end on or after the day on which it begins.',
    path: ['plannedEndOn'],
  })
  .refine(({ actualStartOn: from, actualEndOn: to }) => !from || !to || from <= to, {
    error: 'It ended on or after the day on which it began.',
    path: ['actualEndOn'],
  })
  .meta({ examples: [{ plannedStartOn: '2027-06-01', plannedEndOn: '2027-08-15' }] });
export const PhaseResponse = z
  .object({
    projectId: z.uuid(),
    phase: z.enum(PHASES),
    baselineStartOn: orNull(z.string()).describe('As first planned: never changed.'),
    baselineEndOn: orNull(z.string()),
    plannedStartOn: orNull(z.string()),
    plannedEndOn: orNull(z.string()),
    actualStartOn: orNull(z.string()),
    actualEndOn: orNull(z.string()),
    version: z.int32(),
  })
  .meta({ id: 'ProjectPhase' });

export const RiskRequest = z
  .strictObject({
    title: line(300),
    likelihoodRatio: z.number().min(0).max(1),
    impact: amount(),
    response: paragraphs(2_000).min(1, 'Say what is done about it.'),
    state: z.enum(['open', 'happened', 'over']).default('open'),
    ownerId: orNull(z.uuid()).optional(),
  })
  .meta({ examples: [{ title: 'Asbestos above the ceilings', likelihoodRatio: 0.3, impact: '120000.00', response: 'Survey before the bids' }] });

export const DocumentRequest = z
  .strictObject({
    projectId: z.uuid().optional(),
    kind: z.enum(['board_item', 'contract', 'change_order', 'invoice', 'bid', 'tabulation', 'justification', 'photo', 'statement', 'other']),
    title: line(200),
    attachmentId: z.uuid().optional().describe('A file sent before with POST /api/attachments.'),
    reference: line(300).optional().describe('Its number or address elsewhere.'),
    isPublic: z.boolean().default(false).describe('I have read it and it may be shown to everybody.'),
  })
  .refine(({ attachmentId, reference }) => attachmentId !== undefined || reference !== undefined, {
    error: 'Send a file, or say where it is kept.',
    path: ['reference'],
  })
  .meta({ examples: [{ kind: 'board_item', title: 'Award of the roof', reference: 'Board item 7.3 of 2026-10-08' }] });

export const ScopeRequest = z
  .strictObject({
    siteId: z.uuid().optional().describe('Left out: the school of the project.'),
    promise: paragraphs(2_000)
      .min(1, 'Write what was promised, in the words in which it was.')
      .describe('Shown on public pages once somebody else reviewed it.'),
    promised: amount().optional().describe('What it was to cost, as promised.'),
  })
  .meta({ examples: [{ promise: 'A new roof', promised: '900000.00' }] });
export const ScopeChange = z
  .strictObject({
    state: z.enum(['promised', 'under_way', 'changed', 'dropped']).optional(),
    reason: paragraphs(2_000).optional(),
    isReviewed: z.literal(true).optional().describe('I have read its words, and they may be shown to everybody.'),
  })
  .refine(({ state, isReviewed }) => (state === undefined) !== (isReviewed === undefined), {
    error: 'Say what became of it, or that you have read its words: one of the two.',
    path: ['state'],
  })
  .refine(({ state, reason: why }) => !(state === 'changed' || state === 'dropped') || Boolean(why), {
    error: 'Say why, for everybody.',
    path: ['reason'],
  })
  .meta({ examples: [{ state: 'dropped', reason: 'The county repaves the lot' }] });
export const NeedsRequest = z
  .strictObject({
    deficiencyIds: z.array(z.uuid()).max(200, 'Choose at most 200.').default([]),
    componentIds: z.array(z.uuid()).max(200, 'Choose at most 200.').default([]),
  })
  .meta({ examples: [{ deficiencyIds: ['0198a0f2-7c0e-7b7a-9d5c-1f6f6a0c7e11'] }] });
export const CompletionRequest = z
  .strictObject({
    completedOn: day(),
    actual: amount().describe('What it came to in the end.'),
    parts: z
      .array(z.strictObject({ needId: z.uuid(), amount: amount() }))
      .max(400)
      .optional()
      .describe('What each deficiency and component came to. Left out: by what each was estimated at.'),
  })
  .meta({ examples: [{ completedOn: '2026-10-30', actual: '912400.00' }] });
export const ReopeningRequest = z.strictObject({ reason }).meta({ examples: [{ reason: 'The roof leaks' }] });

export const CandidatesQuery = z.strictObject({ q: searchText(100).optional() });
export const CandidatesResponse = z
  .object({
    items: z.array(
      z.object({
        kind: z.enum(['deficiency', 'component']),
        id: z.uuid(),
        name: z.string(),
        systemCode: z.string(),
        cost: orNull(z.string()).describe('Of a deficiency.'),
        structure: z.object({ id: z.uuid(), name: z.string() }),
      }),
    ),
  })
  .meta({ id: 'ScopeCandidates' });
export const SCOPE_MOVES = ['promised', 'under_way', 'changed', 'dropped', 'complete', 'reopen', 'needs', 'review'] as const;

export const ScopeResponse = z
  .object({
    id: z.uuid(),
    projectId: z.uuid(),
    position: z.int32(),
    siteId: orNull(z.uuid()),
    promise: z.string(),
    promised: orNull(z.string()),
    state: z.enum(['promised', 'under_way', 'complete', 'changed', 'dropped']),
    reason: orNull(z.string()),
    actual: orNull(z.string()),
    completedOn: orNull(z.string()),
    isReviewed: z.boolean().describe('Everybody may read its words.'),
    project: z
      .object({ committed: z.string(), spent: z.string(), others: z.string().describe('What its other scope lines came to.') })
      .describe('What the ledger says of its project: a scope line comes to no more than is committed less what the others came to.'),
    needs: z.array(
      z.object({
        id: z.uuid(),
        kind: z.enum(['deficiency', 'component']),
        subjectId: z.uuid(),
        name: z.string(),
        structure: z.object({ id: z.uuid(), name: z.string() }),
        status: orNull(z.string()).describe('Of a deficiency.'),
        actual: orNull(z.string()),
        isDone: z.boolean(),
      }),
    ),
    allowedMoves: z.array(z.enum(SCOPE_MOVES)),
    version: z.int32(),
  })
  .meta({ id: 'ProjectScope' });
