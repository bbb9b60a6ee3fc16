import { z } from 'zod';
import { COMPARTMENTS } from '#kernel/actor.ts';
import { pageQuery } from '#kernel/page.ts';
import { searchText } from '#kernel/text.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Named = z.object({ id: z.uuid(), name: z.string() });

export const NoQuery = z.strictObject({});
export const TypeParams = z.object({ id: z.uuid() });
export const TypeQuery = z.strictObject({
  q: searchText(200).optional().describe('A sentence, in English or Spanish: the kinds it may mean, the likeliest first.'),
  serviceCode: searchText(30).optional(),
  ...pageQuery,
});
export const TeamQuery = z.strictObject({
  serviceCode: searchText(30).optional(),
  siteId: z.uuid().optional().describe('Only crews that work at this site.'),
});

export const Field = z.object({
  key: z.string(),
  kind: z.enum(['text', 'long_text', 'number', 'date', 'choice', 'yes_no']),
  labelEn: z.string(),
  labelEs: z.string(),
  helpEn: z.string().optional(),
  helpEs: z.string().optional(),
  isRequired: z.boolean(),
  choices: z.array(z.object({ value: z.string(), labelEn: z.string(), labelEs: z.string() })).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  when: z.object({ key: z.string(), is: z.union([z.string(), z.boolean()]) }).optional(),
});

export const RequestTypeResponse = z
  .object({
    id: z.uuid(),
    code: z.string(),
    serviceCode: z.string(),
    tradeCode: z.string(),
    nameEn: z.string(),
    nameEs: z.string(),
    helpEn: z.string(),
    helpEs: z.string(),
    selfHelpEn: orNull(z.string()),
    selfHelpEs: orNull(z.string()),
    isConfidential: z.boolean(),
    defaultImpact: z.string(),
    defaultUrgency: z.string(),
    estimateMinutes: orNull(z.int32()),
    fields: z.array(Field),
  })
  .meta({ id: 'RequestType' });
export const RequestTypeList = z.object({ items: z.array(RequestTypeResponse), nextCursor: orNull(z.string()) }).meta({ id: 'RequestTypeList' });

const bilingual = { code: z.string(), nameEn: z.string(), nameEs: z.string() };
export const ServiceList = z.object({ items: z.array(z.object({ ...bilingual, trades: z.array(z.object(bilingual)) })) }).meta({ id: 'ServiceList' });

export const TeamResponse = z
  .object({
    id: z.uuid(),
    code: z.string(),
    name: z.string(),
    serviceCode: z.string(),
    tradeCode: orNull(z.string()),
    area: orNull(Named),
    compartment: orNull(z.enum(COMPARTMENTS)),
    /** Hours the crew can give in a week. */
    weeklyHours: z.int32(),
    members: z
      .array(z.object({ id: z.uuid(), name: z.string(), isLead: z.boolean() }))
      .describe('For crews, the desk and administrators; else empty.'),
  })
  .meta({ id: 'Team' });
export const TeamList = z.object({ items: z.array(TeamResponse) }).meta({ id: 'TeamList' });
