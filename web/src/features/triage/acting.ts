import type { Act, Refusal } from './acts.ts';
import type { Order, Row } from './order.ts';
import { type Filters, hrefOf } from './view.ts';

/** What all forms of the panel share: on which order and version they act, where to go on, and what was refused last. */
export type Acting = {
  number: string;
  version: number;
  /** The order to look at when this one is done with. */
  next: string;
  actionFor: (action: string) => string;
  keyFor: (act: Act) => string;
  /** What was typed into this act's form, if it was refused. */
  valuesOf: (act: Act) => Record<string, string>;
  errorsOf: (act: Act) => Record<string, string>;
};

/** The next order of the list, else the one before; after what is not in the list comes its first. */
export function nextAfter(rows: Pick<Row, 'number'>[], number: string): string {
  const at = rows.findIndex((row) => row.number === number);
  return (rows[at + 1] ?? rows[at - 1])?.number ?? '';
}

/** An action of the desk for this list and order; the address stays what it is without script too. */
export function actionHref(action: string, filters: Filters, number: string): string {
  const query = hrefOf(filters, number).split('?')[1];
  return `?/${action}${query ? `&${query}` : ''}`;
}

/** Brings together what the forms of the panel share. */
export function actingOn(
  order: Pick<Order, 'number' | 'version'>,
  { rows, filters, key, refusal }: { rows: Row[]; filters: Filters; key: string; refusal: Refusal | undefined },
): Acting {
  const { number, version } = order;
  const refused = (act: Act) => (refusal?.number === number && refusal.act === act ? refusal : undefined);
  return {
    number,
    version,
    next: nextAfter(rows, number),
    actionFor: (action) => actionHref(action, filters, number),
    keyFor: (act) => refused(act)?.idempotencyKey ?? `${key}-${act}`,
    valuesOf: (act) => refused(act)?.values ?? {},
    errorsOf: (act) => refused(act)?.errors ?? {},
  };
}
