import { z } from 'zod';
import { ROLES } from '#kernel/actor.ts';
import { pageQuery } from '#kernel/page.ts';
import { line, paragraphs } from '#kernel/text.ts';
import { IMPACTS, PRIORITIES, URGENCIES } from '../../catalog/index.ts';
import { TRIGGERS } from '../rules/desk-rules.ts';
import { normalisedTag, TAG, TAGS_AT_MOST } from '../rules/tags.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const some = <T extends z.ZodType>(one: T, atMost: number) =>
  z.array(one).min(1, 'Choose at least one, or leave this out.').max(atMost, `Choose at most ${atMost}.`).optional();
const minutes = z.int32().min(0, 'Choose a time of the day.').max(1440, 'Choose a time of the day.');
const Tag = z
  .string()
  .max(80)
  .refine((typed) => TAG.test(normalisedTag(typed)), 'Use letters, digits and hyphens, at most 40.');

const When = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('unassigned'), workingHours: z.number().min(0.25, 'Write a number of at least 0.25.').max(1_000) }),
  z.strictObject({
    kind: z.literal('due_share'),
    clock: z.enum(['response', 'resolution']),
    share: z.union([z.literal(0.75), z.literal(1)]).describe('Of the time that was promised.'),
  }),
  z.strictObject({ kind: z.literal('on_hold'), days: z.int32().min(1, 'Write a number of at least 1.').max(365) }),
]);

export const Conditions = z
  .strictObject({
    serviceCodes: some(z.string().max(30), 20),
    tradeCodes: some(z.string().max(60), 60),
    requestTypeIds: some(z.uuid(), 100),
    words: some(line(60), 60).describe('Whole words or phrases in the title, the description or the answers; capitals and accents do not matter.'),
    siteIds: some(z.uuid(), 300),
    areaIds: some(z.uuid(), 60),
    levels: some(z.string().max(40), 10),
    window: z
      .strictObject({ days: z.array(z.int32().min(0).max(6)).min(1, 'Choose at least one day.').max(7), from: minutes, until: minutes })
      .optional()
      .describe('Days of the week (Sunday 0) and minutes after midnight in the district; over midnight where `until` is before `from`.'),
    serviceHours: z.enum(['within', 'outside']).optional().describe('Whether the service works then.'),
    requesterRoles: some(z.enum(ROLES), 12),
    impacts: some(z.enum(IMPACTS), 4),
    urgencies: some(z.enum(URGENCIES), 4),
    priorities: some(z.enum(PRIORITIES), 4),
    when: When.optional().describe('Of an escalation: what the order has come to.'),
  })
  .describe('All that is given must hold; of a list, any one.');

export const Actions = z.strictObject({
  teamId: z.uuid().optional(),
  priority: z.enum(PRIORITIES).optional().describe('Its reason is the name of the rule.'),
  tags: some(Tag, TAGS_AT_MOST),
  tell: some(z.enum(['lead', 'manager']), 2).describe('Those who lead the order’s crew, or manage its service.'),
});

export const RuleRequest = z.strictObject({
  name: line(120),
  trigger: z.enum(TRIGGERS),
  conditions: Conditions,
  actions: Actions,
  why: paragraphs(500).optional(),
});
export const MoveRequest = z.strictObject({ direction: z.enum(['up', 'down']) });
export const SwitchRequest = z.strictObject({ isActive: z.boolean(), why: paragraphs(500).optional() });
export const IdParams = z.object({ id: z.uuid() });
export const DryRunQuery = z.strictObject(pageQuery);

const rule = {
  id: z.uuid(),
  name: z.string(),
  position: z.int32(),
  trigger: z.enum(TRIGGERS),
  conditions: z.record(z.string(), z.unknown()).describe('As in the request.'),
  actions: z.record(z.string(), z.unknown()).describe('As in the request.'),
  isActive: z.boolean(),
  activeSince: orNull(z.date()),
  dryRunAt: orNull(z.date()),
  isTried: z.boolean().describe('It was tried as it is now: only then can it be switched on.'),
  version: z.int32(),
  may: z.object({ change: z.boolean(), moveUp: z.boolean(), moveDown: z.boolean(), switchOn: z.boolean(), remove: z.boolean() }),
};
export const RoutingRuleResponse = z.object(rule).meta({ id: 'RoutingRule' });
export const RoutingRuleList = z.object({ items: z.array(z.object(rule)), may: z.object({ add: z.boolean() }) }).meta({ id: 'RoutingRuleList' });

const named = z.object({ id: z.uuid(), name: z.string() });
const inBoth = { nameEn: z.string(), nameEs: z.string() };
export const RuleChoices = z
  .object({
    services: z.array(z.object({ code: z.string(), ...inBoth })),
    trades: z.array(z.object({ code: z.string(), serviceCode: z.string(), ...inBoth })),
    requestTypes: z.array(z.object({ id: z.uuid(), serviceCode: z.string(), ...inBoth })),
    sites: z.array(named),
    areas: z.array(named),
    levels: z.array(z.string()),
    roles: z.array(z.enum(ROLES)),
    teams: z.array(z.object({ id: z.uuid(), name: z.string(), serviceCode: z.string() })),
    days: z.int32().describe('Over how many days a dry run looks back.'),
  })
  .meta({ id: 'RoutingRuleChoices' });

const change = { kind: z.enum(['team', 'priority', 'tags', 'tell']), from: orNull(z.string()), to: z.string() };
export const DryRunResponse = z
  .object({
    id: z.uuid(),
    ruleId: z.uuid(),
    ruleVersion: z.int32(),
    since: z.date(),
    startedAt: z.date(),
    finishedAt: orNull(z.date()).describe('Null while there are orders left: go on with a continuation.'),
    total: z.int32(),
    seen: z.int32(),
    matched: z.int32(),
    changed: z.int32(),
    effects: z.array(z.object({ ...change, orders: z.int32() })),
    takenAsNow: z
      .array(z.enum(['levels', 'requesterRoles']))
      .describe('Conditions of the rule that were judged by how things are now, not as they were then.'),
    items: z.array(
      z.object({
        id: z.uuid(),
        number: z.string(),
        title: z.string(),
        siteName: z.string(),
        submittedAt: z.date(),
        changes: z.array(z.object(change)),
      }),
    ),
    nextCursor: orNull(z.string()),
  })
  .meta({ id: 'RoutingRuleDryRun' });
