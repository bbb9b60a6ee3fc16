import { money, numberFinely } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/tone.ts';
import { saying } from '#lib/words/table.ts';
import type { StructurePage } from './words.ts';

type State = 'candidate' | 'open' | 'funded' | 'in_work' | 'corrected' | 'withdrawn';
export const stateWords = saying<State>({
  candidate: m.findings_state_candidate,
  open: m.findings_state_open,
  funded: m.findings_state_funded,
  in_work: m.findings_state_in_work,
  corrected: m.findings_state_corrected,
  withdrawn: m.findings_state_withdrawn,
});
const STATE_TONES: Record<State, Tone> = {
  candidate: 'neutral',
  open: 'warn',
  funded: 'info',
  in_work: 'info',
  corrected: 'good',
  withdrawn: 'neutral',
};
export const stateTone = (state: State): Tone => STATE_TONES[state];

const PRIORITY_TONES: Record<number, Tone> = { 1: 'bad', 2: 'warn', 3: 'info' };
export const priorityTone = (priority: number): Tone => PRIORITY_TONES[priority] ?? 'neutral';

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

export const componentName = (structure: Pick<StructurePage, 'components'>, id: string | null) =>
  structure.components.find((part) => part.id === id)?.name;

/** "D3020 0198…" → "Boiler 1"; "D3020" → "D3020". */
export function partLabel(structure: Pick<StructurePage, 'components'>, about: string): string {
  const [systemCode = '', id = null] = about.split(' ');
  const name = componentName(structure, id);
  return name ? `${systemCode} ${name}` : systemCode;
}
