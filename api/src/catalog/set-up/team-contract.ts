import { z } from 'zod';
import { COMPARTMENTS } from '#kernel/actor.ts';
import { line } from '#kernel/text.ts';
import { differing, Named, orNull, why } from './contract.ts';

const teamShape = {
  name: line(80),
  serviceCode: line(30).describe('Cannot change once the team is made.'),
  tradeCode: orNull(line(60)).describe('Null: every trade of the service that no other team has.'),
  areaId: orNull(z.uuid()).describe('Null: the whole district.'),
  compartment: orNull(z.enum(COMPARTMENTS)).describe('A team that works only one compartment’s orders. Cannot change once the team is made.'),
  weeklyHours: z.int32().min(0, 'Write a number of at least 0.').max(10_000, 'Write a number of at most 10000.'),
  isActive: z.boolean().describe('False: it gets no new orders; those it has stay until the desk moves them.'),
};
const TeamDefinition = z.strictObject({
  ...teamShape,
  members: z.array(z.strictObject({ personId: z.uuid(), isLead: z.boolean() })).max(200, 'Name at most 200 people.'),
  why,
});
type Members = { members: { personId: string; isLead: boolean }[] };
const isOneLead = ({ members }: Members) => members.filter((m) => m.isLead).length <= 1;
const ONE_LEAD = { message: 'Name one lead at most.', path: ['members'] };
const areApart = ({ members }: Members) => new Set(members.map((m) => m.personId)).size === members.length;
const ONCE_EACH = { message: 'Name each person once.', path: ['members'] };

export const TeamRequest = TeamDefinition.refine(isOneLead, ONE_LEAD).refine(areApart, ONCE_EACH);
export const TeamPreviewRequest = TeamDefinition.extend({
  id: z.uuid().nullable().optional().describe('The team that would change; left out: a new one.'),
})
  .refine(isOneLead, ONE_LEAD)
  .refine(areApart, ONCE_EACH);

export const SetUpTeamResponse = z
  .object({
    ...teamShape,
    id: z.uuid(),
    code: z.string(),
    compartment: orNull(z.string()),
    area: orNull(Named),
    members: z.array(Named.extend({ isLead: z.boolean() })),
    version: z.int32(),
    openOrders: orNull(z.int32()).describe('Null where the reader may not know.'),
    may: z.object({ change: z.boolean() }),
  })
  .meta({ id: 'SetUpTeam' });

export const SetUpTeamList = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        serviceCode: z.string(),
        tradeCode: orNull(z.string()),
        area: orNull(Named),
        isConfidential: z.boolean(),
        weeklyHours: z.int32(),
        people: z.int32(),
        isActive: z.boolean(),
      }),
    ),
    may: z.object({ add: z.boolean() }),
  })
  .meta({ id: 'SetUpTeamList' });

const Bilingual = z.object({ nameEn: z.string(), nameEs: z.string() });
export const TeamPreview = z
  .object({
    ...differing,
    openOrders: orNull(z.int32()).describe('They stay with the team.'),
    moves: z
      .array(z.object({ from: orNull(z.string()), to: orNull(z.string()), kinds: z.array(Bilingual), areas: z.array(z.string()) }))
      .describe('Whose new orders would go to another team; `to` null: to none, and the desk decides.'),
  })
  .meta({ id: 'TeamPreview' });
