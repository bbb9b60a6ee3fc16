import { z } from 'zod';
import { dollars } from '#kernel/money.ts';
import { day, line } from '#kernel/text.ts';
import { Money, Named, orNull } from '../contract.ts';

const MOST_HOURLY = 1_000;
const hourly = dollars()
  .refine((amount) => Number(amount) > 0, 'Write an amount above 0, as 62.00.')
  .refine((amount) => Number(amount) <= MOST_HOURLY, `No hour costs so much. Write at most ${MOST_HOURLY}.`);

export const LabourRateRequest = z
  .strictObject({
    serviceCode: line(40),
    teamId: z.uuid().nullish().describe('Null: of every team of the service that has none of its own.'),
    effectiveOn: day().describe('From this day on; work done before it keeps its price.'),
    hourly: orNull(hourly).describe('Dollars for an hour of one person; null: from that day on nobody says.'),
    why: line(300).optional().describe('Kept in the history.'),
  })
  .meta({ examples: [{ serviceCode: 'facilities', teamId: null, effectiveOn: '2026-07-01', hourly: '62.00', why: 'Agreement of 2026' }] });

const rate = z.object({ effectiveOn: z.string(), hourly: orNull(Money), createdBy: Named, createdAt: z.date() });
export const LabourRateList = z
  .object({
    items: z.array(
      z.object({
        service: z.object({ code: z.string(), nameEn: z.string(), nameEs: z.string() }),
        team: orNull(Named).describe('Null: the service as a whole.'),
        hourly: orNull(Money).describe('What an hour costs today; null: nobody says, and hours are told without a price.'),
        isOwn: z.boolean().describe('False: a team that has that of its service.'),
        rates: z.array(rate).describe('All that were said, the newest first.'),
      }),
    ),
    may: z.object({ change: z.boolean() }),
  })
  .meta({ id: 'LabourRates' });
