import type { components } from '#lib/api/schema.gen.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/tone.ts';
import { saying, type Words } from '#lib/words/table.ts';

export type Token = components['schemas']['ApiToken'];
type Scope = Token['scopes'][number];

const SCOPES: Words<Scope> = {
  'orders:read': m.access_scope_orders_read,
  'orders:write': m.access_scope_orders_write,
  'people:read': m.access_scope_people_read,
  'sites:read': m.access_scope_sites_read,
  'catalogue:read': m.access_scope_catalogue_read,
};
/** What a token may do: "Read requests". */
export const scopeWords = saying(SCOPES);
export const isScope = (scope: string): scope is Scope => scope in SCOPES;

const STATES: Record<Token['state'], { tone: Tone; words: () => string }> = {
  live: { tone: 'good', words: m.access_token_live },
  expired: { tone: 'neutral', words: m.access_token_expired },
  revoked: { tone: 'neutral', words: m.access_token_revoked },
};
export const stateOf = ({ state }: Token) => ({ tone: STATES[state].tone, text: STATES[state].words() });
