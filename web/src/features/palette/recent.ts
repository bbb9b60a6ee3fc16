import type { Entry } from './entry.ts';
import { RECENT } from './kept.ts';

const MOST = 6;
type Kept = Pick<Storage, 'getItem' | 'setItem'>;
/** Whose choices, and in which language they were shown: another person's or language's are nobody's. */
type Whose = { id: string; locale: string };

const isEntry = (value: unknown): value is Entry => {
  const { id, group, label } = (value ?? {}) as Record<string, unknown>;
  return [id, group, label].every((text) => typeof text === 'string') && /^\/(?![/\\])/.test(id as string);
};

/** What this person chose last in this tab, the latest first. */
export function recentOf(kept: Kept, { id, locale }: Whose): Entry[] {
  try {
    const box = JSON.parse(kept.getItem(RECENT) ?? 'null') as { id?: unknown; locale?: unknown; entries?: unknown } | null;
    const isTheirs = box?.id === id && box.locale === locale;
    return isTheirs && Array.isArray(box.entries) ? box.entries.filter(isEntry) : [];
  } catch {
    return [];
  }
}

/** What may be kept of a choice: of a private order its number only, of a private kind of request nothing. */
function keptOf({ id, group, label, detail, number, isPrivate }: Entry): Entry | undefined {
  if (group === 'acts' || group === 'search' || (isPrivate && !number)) return undefined;
  return isPrivate ? { id, group, label: number!, number } : { id, group, label, detail, number };
}

/** Keeps a choice for the next time. */
export function remember(kept: Kept, whose: Whose, chosen: Entry) {
  const entry = keptOf(chosen);
  if (!entry) return;
  const others = recentOf(kept, whose).filter(({ id }) => id !== entry.id);
  kept.setItem(RECENT, JSON.stringify({ ...whose, entries: [entry, ...others].slice(0, MOST) }));
}
