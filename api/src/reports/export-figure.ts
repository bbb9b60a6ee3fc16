import type { Sql } from '@steward/db';
import { type Actor, doneBy } from '#kernel/actor.ts';
import { insertPersonEvent, isDemonstration } from '../people/index.ts';
import { csvLine, DEMONSTRATION } from '../work-orders/index.ts';
import { DEFINITIONS, type Figure } from './definitions.ts';
import { readOperations } from './read-operations.ts';

/** Tells spreadsheets that the text is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';
const BEHIND = {
  en: { all: 'Orders', met: 'Yes', missed: 'No' },
  es: { all: 'Órdenes', met: 'Sí', missed: 'No' },
} as const;
const rounded = (value: number | null) => (value === null ? null : Math.round(value * 10_000) / 10_000);

type Asked = Parameters<typeof readOperations>[2] & { figure: Figure };

/** One figure as CSV: what it is called, what it means and which days it covers come first. That it was taken is noted. */
export async function exportFigure(on: Sql, actor: Actor, { figure: key, ...asked }: Asked, now: Date): Promise<string> {
  const { locale } = actor;
  const { period, figures } = await readOperations(on, actor, asked, now);
  const figure = figures.find((one) => one.key === key)!;
  const { title, definition, columns, about } = DEFINITIONS[key];
  const isMadeUp = await isDemonstration(on);
  await insertPersonEvent(on, {
    personId: actor.id,
    kind: 'orders_exported',
    ...doneBy(actor),
    data: { query: new URLSearchParams({ figure: key, period: period.code }).toString() },
    occurredAt: now,
  });
  const rows = [...figure.rows, ...(figure.total ? [figure.total] : [])];
  // Where a row opens several lists, each has its column.
  const lists = rows[0]?.behind.map(({ key: list }) => list) ?? [];
  const more = lists.length > 1 ? lists : [];
  const lines = [
    ...(isMadeUp ? [[DEMONSTRATION[locale]]] : []),
    [title[locale]],
    [definition[locale]],
    [about === 'now' ? now.toISOString() : `${period.from} – ${period.to}`],
    ['', ...columns.map(({ label }) => label[locale]), ...more.map((list) => BEHIND[locale][list])],
    ...rows.map((row) => [row.label[locale], ...row.values.map(rounded), ...(more.length > 0 ? row.behind.map(({ orders }) => orders) : [])]),
  ];
  return BYTE_ORDER_MARK + lines.map(csvLine).join('');
}
