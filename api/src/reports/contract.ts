import { z } from 'zod';
import { searchText } from '#kernel/text.ts';
import { ApprovalResponse, STATUSES } from '../work-orders/index.ts';
import { FIGURES } from './definitions.ts';
import { PERIODS } from './rules/period.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);

export const OperationsQuery = z.strictObject({
  period: z.enum(PERIODS).default('last_90_days'),
  serviceCode: searchText(30).optional(),
  areaId: z.uuid().optional(),
});
export const FigureQuery = OperationsQuery.extend({ figure: z.enum(FIGURES) });
export const MySchoolQuery = z.strictObject({ siteId: z.uuid().optional() });

const Label = z.object({ en: z.string(), es: z.string() }).meta({ id: 'Label' });
const Query = z.record(z.string(), z.string()).describe('The filters of the list of orders that finds exactly these.');
const Row = z
  .object({
    key: z.string(),
    label: Label,
    values: z.array(orNull(z.number())).describe('One for each column; null where there is nothing to divide by.'),
    behind: z.array(z.object({ key: z.enum(['all', 'met', 'missed']), orders: z.int32(), query: Query })),
  })
  .meta({ id: 'FigureRow' });
const Figure = z
  .object({
    key: z.enum(FIGURES),
    about: z.enum(['now', 'period']),
    title: Label,
    definition: Label,
    columns: z.array(z.object({ unit: z.enum(['orders', 'share', 'hours', 'weeks', 'stars']), label: Label })),
    rows: z.array(Row),
    total: orNull(Row),
    value: orNull(z.number()).describe('Backlog: crew-weeks of all crews together. Ratings: the mean.'),
  })
  .meta({ id: 'Figure' });

export const OperationsResponse = z
  .object({
    asOf: z.date(),
    period: z.object({ code: z.enum(PERIODS), from: z.string(), to: z.string() }),
    open: z.int32(),
    openQuery: Query,
    figures: z.array(Figure),
  })
  .meta({ id: 'Operations' });

export const FigureCsv = {
  200: { description: 'Comma-separated values in UTF-8 with the definition first.', content: { 'text/csv': { schema: z.string() } } },
};

const Counted = z.object({ orders: z.int32(), query: Query });
const Brief = z.object({
  id: z.uuid(),
  number: z.string(),
  title: z.string(),
  status: z.enum(STATUSES),
  plannedOn: orNull(z.string()),
  completedAt: orNull(z.date()),
  room: orNull(z.string()),
  team: orNull(z.string()),
});
const Named = z.object({ id: z.uuid(), name: z.string() });

export const MySchoolResponse = z
  .object({
    asOf: z.date(),
    schools: z.array(Named),
    site: Named,
    open: Counted,
    late: Counted,
    planned: Counted,
    approvals: z.object({ mine: z.array(ApprovalResponse), others: z.array(ApprovalResponse) }).describe('What waits: for me, and for others.'),
    visits: z.array(z.object({ day: z.string(), isToday: z.boolean(), orders: z.array(Brief) })),
    ratings: z.object({ from: z.string(), to: z.string(), mean: orNull(z.number()), rated: z.int32(), query: Query, rows: z.array(Row) }),
    done: z.object({ from: z.string(), to: z.string(), total: z.int32(), query: Query, orders: z.array(Brief) }),
  })
  .meta({ id: 'MySchool' });
