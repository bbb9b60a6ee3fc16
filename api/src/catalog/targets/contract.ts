import { z } from 'zod';
import { line } from '#kernel/text.ts';
import { PRIORITIES } from '../rules/priority.ts';
import { differing, orNull } from '../set-up/contract.ts';

const amount = z.int32().min(1, 'Write a number of at least 1.').max(1_000, 'Write a number of at most 1000.');
const target = {
  calendar: z.enum(['service', '24x7']).describe('By whose hours it is counted: the service’s, or around the clock.'),
  responseAmount: orNull(amount).describe('Null: no answer is promised.'),
  responseUnit: z.enum(['hours', 'working_days']),
  resolutionAmount: orNull(amount).describe('Null where the unit is planned_date.'),
  resolutionUnit: z.enum(['hours', 'working_days', 'planned_date']),
};
const Target = z.strictObject(target);
type Words = z.infer<typeof Target>;
const fits = ({ resolutionAmount, resolutionUnit }: Words) => (resolutionUnit === 'planned_date') === (resolutionAmount === null);
const FITS = { message: 'Give a number of hours or working days, or none for the planned day.', path: ['resolutionAmount'] };

const isCounted = ({ calendar, responseUnit, resolutionUnit }: Words) =>
  calendar === 'service' || (responseUnit === 'hours' && resolutionUnit !== 'working_days');
const COUNTED = { message: 'Around the clock there are no working days: give hours.', path: ['resolutionUnit'] };
const answersFirst = ({ responseAmount, responseUnit, resolutionAmount, resolutionUnit }: Words) =>
  responseAmount === null || resolutionAmount === null || responseUnit !== resolutionUnit || responseAmount <= resolutionAmount;
const FIRST = { message: 'An answer is promised no later than the end of the work.', path: ['responseAmount'] };

export const TargetParams = z.object({ priority: z.enum(PRIORITIES) });
export const TargetRequest = Target.extend({ why: line(200) })
  .refine(fits, FITS)
  .refine(isCounted, COUNTED)
  .refine(answersFirst, FIRST);
export const TargetPreviewRequest = Target.extend({ priority: z.enum(PRIORITIES) })
  .refine(fits, FITS)
  .refine(isCounted, COUNTED)
  .refine(answersFirst, FIRST);

const TargetResponse = z.object({
  priority: z.string(),
  ...target,
  calendar: z.string(),
  responseUnit: z.string(),
  resolutionUnit: z.string(),
  version: z.int32(),
});
export const TargetList = z.object({ items: z.array(TargetResponse), may: z.object({ change: z.boolean() }) }).meta({ id: 'TargetList' });

const due = z.object({ responseDueAt: orNull(z.date()), resolutionDueAt: orNull(z.date()) });
export const TargetPreview = z
  .object({
    ...differing,
    services: z
      .array(z.object({ code: z.string(), nameEn: z.string(), nameEs: z.string(), before: orNull(due), after: due }))
      .describe('When an order asked now would be due. Open orders keep what they were promised.'),
  })
  .meta({ id: 'TargetPreview' });
