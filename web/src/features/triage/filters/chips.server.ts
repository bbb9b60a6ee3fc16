import { m } from '#lib/paraglide/messages.js';
import type { Api } from '#lib/server/api.ts';
import { type Filters, hrefOf, type More, withChange } from '../view.ts';
import { namesIn } from './names.server.ts';
import { FIELD_WORDS, valueWords } from './words.ts';

/** A filter of the list, and the address of the list without it. */
export type Chip = { words: string; href: string };

/** What narrows the list beyond what its own form shows. */
export async function chipsOf(api: Api, filters: Filters): Promise<Chip[]> {
  const set = Object.entries(filters.more) as [More, string][];
  if (!set.length) return [];
  const names = await namesIn(api, filters);
  return set.map(([name, value]) => ({
    words: m.views_filter_words({ field: FIELD_WORDS[name](), value: valueWords(name, value, names) }),
    href: hrefOf(withChange(filters, { more: Object.fromEntries(set.filter(([other]) => other !== name)) })),
  }));
}
