import type { Actor } from '#kernel/actor.ts';
import { csvLine } from '#kernel/csv.ts';
import { standingsOf } from '../present.ts';
import type { SummaryRow } from '../queries.ts';
import { mayWork } from '../rules/access.ts';
import type { Column } from '../rules/columns.ts';
import { HEADERS, HOLD_WORDS, IMPACT_WORDS, type Locale, STATUS_WORDS, URGENCY_WORDS } from './words.ts';

/** Names of services and trades by their code. */
export type Names = ReadonlyMap<string, string>;

const LOCAL = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'America/Denver',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});
/** 2026-03-10 07:00 in the district: as spreadsheets sort and read it. */
const local = (at: Date | null) => (at === null ? null : LOCAL.format(at));

type Cell = string | number | null | undefined;
type Reader = { actor: Actor; locale: Locale; names: Names };

const CELLS: Record<Column, (row: SummaryRow, reader: Reader) => Cell> = {
  number: ({ order }) => order.number,
  title: ({ order }) => order.title,
  status: ({ order }, { locale }) => STATUS_WORDS[locale][order.status],
  priority: ({ order }) => order.priority,
  service: ({ order }, { names }) => names.get(order.serviceCode) ?? order.serviceCode,
  trade: ({ order }, { names }) => names.get(`${order.serviceCode}/${order.tradeCode}`) ?? order.tradeCode,
  requestType: ({ type }, { locale }) => (locale === 'es' ? type.nameEs : type.nameEn),
  site: ({ site }) => site.name,
  building: ({ building }) => building?.name,
  room: ({ room, order }) => (room ? `${room.number} ${room.name}`.trim() : order.placeNote),
  requester: (row) => row.requester.name,
  team: ({ team }) => team?.name,
  assignee: ({ assignee }) => assignee?.name,
  impact: ({ order }, { locale }) => IMPACT_WORDS[locale][order.impact],
  urgency: ({ order }, { locale }) => URGENCY_WORDS[locale][order.urgency],
  plannedOn: ({ order }) => order.plannedOn,
  hold: ({ order }, { locale }) => (order.holdReason === null ? null : HOLD_WORDS[locale][order.holdReason]),
  tags: (row, { actor }) => (mayWork(standingsOf(row, actor)) ? row.tags.join(' ') : null),
  submittedAt: ({ order }) => local(order.submittedAt),
  updatedAt: ({ order }) => local(order.updatedAt),
  completedAt: ({ order }) => local(order.completedAt),
  rating: ({ order }) => order.rating,
};

/** The names of the columns in the reader's language. */
export const headerLine = (columns: readonly Column[], locale: Locale) => csvLine(columns.map((column) => HEADERS[locale][column]));

/** One order, column by column, as this reader may see it. */
export const orderLine = (row: SummaryRow, columns: readonly Column[], reader: Reader) =>
  csvLine(columns.map((column) => CELLS[column](row, reader)));
