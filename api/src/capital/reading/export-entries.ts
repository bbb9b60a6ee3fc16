import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { csvLine, DEMONSTRATION } from '../../work-orders/index.ts';
import type { EntriesAsked } from './entry-queries.ts';
import { readEntries } from './read-entries.ts';
import { WORDS } from './words.ts';

const PAGE = 5_000;
const BYTE_ORDER_MARK = '\uFEFF';

/** The entries behind a figure, as CSV. */
export async function exportEntries(on: Sql, actor: Actor, asked: EntriesAsked, now: Date): Promise<string> {
  const words = WORDS[actor.locale];
  const lines: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await readEntries(on, actor, { ...asked, limit: PAGE, cursor }, now);
    if (cursor === undefined)
      lines.push(
        ...[
          ...(page.isDemonstration ? [[DEMONSTRATION[actor.locale]]] : []),
          [words.programme, page.programme.name],
          [words.asOf, page.asOf],
          [words.reconciled, page.reconciledOn ?? words.never],
          [words.entries, page.total.count, Number(page.total.amount)],
          [...words.entryColumns],
        ].map(csvLine),
      );
    for (const entry of page.items)
      lines.push(
        csvLine([
          entry.effectiveOn,
          entry.kind,
          Number(entry.amount),
          entry.project?.code ?? null,
          entry.project?.siteName ?? null,
          entry.line.name,
          entry.line.account,
          entry.fromLine?.name ?? null,
          entry.contract?.number ?? null,
          entry.contract?.vendor ?? null,
          entry.request?.number ?? null,
          entry.request?.reason ?? entry.note,
          entry.document ? `${entry.document.title} (${entry.document.reference ?? ''})` : entry.noDocumentReason,
        ]),
      );
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return BYTE_ORDER_MARK + lines.join('');
}
