import type { NoticeRow } from './queries.ts';
import { wordsOf } from './rules/words.ts';

/** A notice as its person reads it, in both languages; of a confidential order the number and nothing else. */
export function presentNotice({ notice, order }: NoticeRow) {
  const isConfidential = order !== null && order.compartment !== null;
  const sayable = { kind: notice.kind, facts: notice.facts, isConfidential };
  const [en, es] = [wordsOf(sayable, 'en'), wordsOf(sayable, 'es')];
  return {
    id: notice.id,
    kind: isConfidential ? 'news' : notice.kind,
    headlineEn: en.headline,
    headlineEs: es.headline,
    detail: en.detail,
    order: order && { number: order.number, title: isConfidential ? null : order.title },
    path: pathOf(notice, order),
    createdAt: notice.createdAt,
    readAt: notice.readAt,
  };
}

/** Where in the portal a notice leads. */
export const pathOf = ({ path }: { path: string | null }, order: { number: string } | null) => path ?? `/requests/${order!.number}`;
