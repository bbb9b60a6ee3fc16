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

export const componentName = (structure: Pick<StructurePage, 'components'>, id: string | null) =>
  structure.components.find((part) => part.id === id)?.name;

/** "D3020 0198…" → "Boiler 1"; "D3020" → "D3020". */
export function partLabel(structure: Pick<StructurePage, 'components'>, about: string): string {
  const [systemCode = '', id = null] = about.split(' ');
  const name = componentName(structure, id);
  return name ? `${systemCode} ${name}` : systemCode;
}
