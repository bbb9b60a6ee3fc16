import { m } from '#lib/paraglide/messages.js';
import { happeningWords } from './happening-words.ts';
import type { Behind } from './words.ts';

const KINDS: Record<string, (words: { scope: string }) => string> = {
  inventory_loaded: m.buildings_event_inventory_loaded,
  year_turned: m.buildings_event_year_turned,
  cost_basis_changed: m.buildings_event_cost_basis_changed,
  deficiency_found: m.buildings_event_deficiency_found,
  deficiency_corrected: m.buildings_event_deficiency_corrected,
  deficiency_withdrawn: m.buildings_event_deficiency_withdrawn,
  component_renewed: m.buildings_event_component_renewed,
  component_changed: m.buildings_event_component_changed,
};

/** What happened, in a few words. */
export function eventWords({ kind, data }: Pick<Behind['items'][number], 'kind' | 'data'>): string {
  const told = happeningWords({ kind, data });
  if (told !== undefined) return told;
  const said = [data['scope'], data['name'], data['note']].find((one) => typeof one === 'string');
  return (KINDS[kind] ?? m.buildings_event_other)({ scope: said ?? '–' });
}
