import type { Sql } from '@steward/db';
import { type Actor, doneBy } from '#kernel/actor.ts';
import { csvLine } from '#kernel/csv.ts';
import { serviceNames } from '../../catalog/index.ts';
import { insertPersonEvent, isDemonstration } from '../../people/index.ts';
import { type Filters, listOrders, type Sort } from '../list-queries.ts';
import { SUMMARY } from '../queries.ts';
import type { Column } from '../rules/columns.ts';
import { headerLine, orderLine } from './columns.ts';
import { DEMONSTRATION } from './words.ts';

const PAGE = 500;
/** Tells spreadsheets that the text is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

type Wanted = { filters: Filters; sort: Sort; columns: readonly Column[]; asked: string };

/**
 * All orders that the filters find and the actor may see, as CSV, a page of rows at a time: however many there are, one page is in memory.
 * That it was taken is noted before the first line goes out.
 */
export async function exportOrders(on: Sql, actor: Actor, { filters, sort, columns, asked }: Wanted, now: Date): Promise<AsyncIterable<string>> {
  const { locale } = actor;
  const reader = { actor, locale, names: await serviceNames(on, locale) };
  const pageAfter = (after: readonly string[] | undefined) => listOrders(on, actor, filters, { sort, limit: PAGE, after }, SUMMARY);
  const first = await pageAfter(undefined);
  const notice = (await isDemonstration(on)) ? csvLine([DEMONSTRATION[locale]]) : '';
  await insertPersonEvent(on, { personId: actor.id, kind: 'orders_exported', ...doneBy(actor), data: { query: asked, columns }, occurredAt: now });

  async function* lines() {
    yield BYTE_ORDER_MARK + notice + headerLine(columns, locale);
    for (let rows = first; rows.length > 0;) {
      const page = rows.slice(0, PAGE);
      yield page.map((row) => orderLine(row, columns, reader)).join('');
      if (rows.length <= PAGE) return;
      rows = await pageAfter(page.at(-1)!.key);
    }
  }
  return lines();
}
