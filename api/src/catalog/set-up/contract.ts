import { z } from 'zod';
import { COMPARTMENTS } from '#kernel/actor.ts';
import { pageQuery } from '#kernel/page.ts';
import { line, paragraphs, searchText } from '#kernel/text.ts';
import { IMPACTS, URGENCIES } from '../rules/priority.ts';
import { Field } from '../contract.ts';
import { SUBJECTS } from './subjects.ts';

export const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
export const Named = z.object({ id: z.uuid(), name: z.string() });
export const IdParams = z.object({ id: z.uuid() });

/** Why it is changed, for those who read the history. */
export const why = paragraphs(500).optional();

const key = z.string().regex(/^[a-z][a-z0-9_]{0,59}$/, 'Use small letters, digits and _, a letter first.');
const inBoth = (value: { en: string | null | undefined; es: string | null | undefined }) => !value.en === !value.es;
const BOTH = 'Write it in both languages, or in neither.';

const FormFieldRequest = z
  .strictObject({
    key,
    kind: Field.shape.kind,
    labelEn: line(200),
    labelEs: line(200),
    helpEn: line(500).optional(),
    helpEs: line(500).optional(),
    isRequired: z.boolean(),
    choices: z
      .array(z.strictObject({ value: key, labelEn: line(120), labelEs: line(120) }))
      .max(60, 'Give at most 60 answers.')
      .optional(),
    min: z.number().min(-1e9).max(1e9).optional(),
    max: z.number().min(-1e9).max(1e9).optional(),
    when: z.strictObject({ key: z.string().max(60), is: z.union([z.string().max(60), z.boolean()]) }).optional(),
  })
  .refine((f) => inBoth({ en: f.helpEn, es: f.helpEs }), { message: BOTH, path: ['helpEs'] });

const typeShape = {
  serviceCode: line(30),
  tradeCode: line(60),
  nameEn: line(120),
  nameEs: line(120),
  helpEn: line(500),
  helpEs: line(500),
  keywords: searchText(1_000).describe('What people call it, in both languages: what the search finds it by.'),
  selfHelpEn: orNull(line(2_000)),
  selfHelpEs: orNull(line(2_000)),
  defaultImpact: z.enum(IMPACTS),
  defaultUrgency: z.enum(URGENCIES),
  estimateMinutes: orNull(z.int32().min(1, 'Write a number of at least 1.').max(10_000, 'Write a number of at most 10000.')),
  mayDisturbMaterial: z.boolean().describe('The work may drill or cut: where asbestos is noted it must be acknowledged first.'),
  compartment: orNull(z.enum(COMPARTMENTS)),
  isActive: z.boolean().describe('False: no longer offered; its orders stay.'),
};
const checklist = z
  .array(z.strictObject({ en: line(200), es: line(200) }))
  .max(50, 'List at most 50 things to do.')
  .describe('Copied onto each new order of the kind, for crew and desk.');
const TypeDefinition = z.strictObject({
  ...typeShape,
  fields: z.array(FormFieldRequest).max(40, 'Ask at most 40 questions.'),
  checklist: checklist.default([]),
  why,
});
type TypeWords = z.infer<typeof TypeDefinition>;
const hasBothSelfHelps = (type: TypeWords) => inBoth({ en: type.selfHelpEn, es: type.selfHelpEs });
const BOTH_SELF_HELPS = { message: BOTH, path: ['selfHelpEs'] };

export const TypeRequest = TypeDefinition.refine(hasBothSelfHelps, BOTH_SELF_HELPS);
export const TypePreviewRequest = TypeDefinition.extend({
  id: z.uuid().nullable().optional().describe('The kind that would change; left out: a new one.'),
}).refine(hasBothSelfHelps, BOTH_SELF_HELPS);

export const SetUpTypeResponse = z
  .object({
    ...typeShape,
    id: z.uuid(),
    code: z.string(),
    defaultImpact: z.string(),
    defaultUrgency: z.string(),
    compartment: orNull(z.string()),
    fields: z.array(Field),
    checklist: z.array(z.object({ en: z.string(), es: z.string() })),
    version: z.int32(),
    openOrders: orNull(z.int32()).describe('Null where the reader may not know.'),
    may: z.object({ change: z.boolean(), changeCompartment: z.boolean() }),
  })
  .meta({ id: 'SetUpRequestType' });

export const SetUpTypeList = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid(),
        code: z.string(),
        serviceCode: z.string(),
        tradeCode: z.string(),
        nameEn: z.string(),
        nameEs: z.string(),
        isConfidential: z.boolean(),
        isActive: z.boolean(),
        questions: z.int32(),
        version: z.int32(),
      }),
    ),
    may: z.object({ add: z.boolean() }),
  })
  .meta({ id: 'SetUpRequestTypeList' });

const facts = z.record(z.string(), z.unknown());
export const differing = { before: orNull(facts).describe('Null where it is new.'), after: facts };
export const TypePreview = z
  .object({ ...differing, openOrders: orNull(z.int32()).describe('They keep the form that they were asked with.') })
  .meta({ id: 'RequestTypePreview' });

export const TypesQuery = z.strictObject({ serviceCode: searchText(30).optional() });
export const ChangesQuery = z.strictObject({
  subject: z.enum(SUBJECTS).optional(),
  subjectId: searchText(60).optional(),
  actorId: z.uuid().optional(),
  ...pageQuery,
});
export const SetUpChangeList = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid(),
        subject: z.string(),
        subjectId: z.string(),
        subjectName: z.string(),
        actor: Named,
        onBehalfOf: orNull(Named),
        occurredAt: z.date(),
        ...differing,
        why: orNull(z.string()),
      }),
    ),
    nextCursor: orNull(z.string()),
    people: z.array(Named).describe('Everybody who ever changed something.'),
  })
  .meta({ id: 'SetUpChangeList' });
