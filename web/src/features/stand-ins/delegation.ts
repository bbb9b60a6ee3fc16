import type { components } from '#lib/api/schema.gen.ts';
import { dayWords } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/tone.ts';
import { compartmentWords, heldWords } from '#lib/words/held.ts';

export type Delegation = components['schemas']['Delegation'];
export type Held = components['schemas']['DelegationList']['mayGive'][number];

/** What is handed over: "Dispatcher for Facilities", "Private requests: Human resources at Arvada High School". */
export function whatWords({ role, compartment, serviceCode, area, site }: Omit<Held, 'id' | 'duty'>, services: Record<string, string>): string {
  if (compartment) return m.access_private({ compartment: compartmentWords(compartment, site?.name) });
  return heldWords(role ?? '', { service: serviceCode ? (services[serviceCode] ?? serviceCode) : undefined, area: area?.name, site: site?.name });
}

export const daysWords = ({ startsOn, lastOn }: Pick<Delegation, 'startsOn' | 'lastOn'>) =>
  startsOn === lastOn ? m.access_on_day({ day: dayWords(startsOn) }) : m.access_days({ first: dayWords(startsOn), last: dayWords(lastOn) });

const STATES: Record<Delegation['state'], { tone: Tone; words: () => string }> = {
  waiting: { tone: 'warn', words: m.access_state_waiting },
  lapsed: { tone: 'neutral', words: m.access_state_lapsed },
  planned: { tone: 'info', words: m.access_state_planned },
  running: { tone: 'good', words: m.access_state_running },
  over: { tone: 'neutral', words: m.access_state_over },
  ended: { tone: 'neutral', words: m.access_state_ended },
};
export const stateOf = ({ state }: Delegation) => ({ tone: STATES[state].tone, text: STATES[state].words() });

export const isOpen = ({ state }: Delegation) => state === 'waiting' || state === 'planned' || state === 'running';
