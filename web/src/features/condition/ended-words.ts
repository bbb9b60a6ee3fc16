import { money, numberFinely } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { saying } from '#lib/words/table.ts';
import type { StructurePage } from './words.ts';

export const endedWords = saying<StructurePage['ended'][number]['how']>({
  corrected: m.findings_state_corrected,
  withdrawn: m.findings_state_withdrawn,
  dismissed: m.findings_state_dismissed,
});

type Charged = NonNullable<StructurePage['ended'][number]['charged']>;
/** "Its order: 3.5 h × $62.00 + parts $120.00" */
export function chargedWords({ labour, parts, putRight }: Charged): string {
  const hours = labour.map(({ minutes, hourly }) => {
    const told = numberFinely(minutes / 60);
    return hourly === null ? m.findings_hours_unpriced({ hours: told }) : m.findings_hours_priced({ hours: told, rate: money(hourly) });
  });
  const all = [...hours, ...(parts === null ? [] : [m.findings_parts({ cost: money(parts) })])].join(' + ');
  return putRight > 1 ? m.findings_charged_shared({ count: putRight, parts: all }) : m.findings_charged({ parts: all });
}
