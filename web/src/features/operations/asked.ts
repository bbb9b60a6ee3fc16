import type { operations } from '#lib/api/schema.gen.ts';
import { m } from '#lib/paraglide/messages.js';
import { choicesOf, type Words } from '#lib/words/table.ts';

type Query = NonNullable<operations['getOperations']['parameters']['query']>;
export type Period = NonNullable<Query['period']>;
/** What the address says that the figures cover. Empty strings are "all". */
export type Asked = { service: string; area: string; period: Period };

const PERIODS: Words<Period> = {
  last_90_days: m.operations_period_last_90_days,
  month: m.operations_period_month,
  last_month: m.operations_period_last_month,
  quarter: m.operations_period_quarter,
  last_quarter: m.operations_period_last_quarter,
  school_year: m.operations_period_school_year,
  last_school_year: m.operations_period_last_school_year,
};
export const periodChoices = () => choicesOf(PERIODS);

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function askedOf(params: Pick<URLSearchParams, 'get'>): Asked {
  const [period, area] = [params.get('period') ?? '', params.get('area') ?? ''];
  return {
    service: (params.get('service') ?? '').slice(0, 30),
    area: UUID.test(area) ? area : '',
    period: period in PERIODS ? (period as Period) : 'last_90_days',
  };
}

/** The same as the API names it. */
export const queryOf = ({ service, area, period }: Asked): Query => ({
  period,
  ...(service ? { serviceCode: service } : {}),
  ...(area ? { areaId: area } : {}),
});

/** Where a figure is to be had as a file. */
export const csvHref = (asked: Asked, figure: string) =>
  `/api/reports/operations/export?${new URLSearchParams({ figure, ...(queryOf(asked) as Record<string, string>) })}`;
/** The list of the orders behind a figure. */
export const ordersHref = (query: Record<string, string>) => `/orders?${new URLSearchParams(query)}`;
