import type { Row } from './rows.ts';

// What somebody types stays in their browser until it is entered or thrown away: neither a reload nor a refusal loses it.

const PREFIX = 'steward.entry';
const keyOf = (of: string) => `${PREFIX} ${of}`;

/** Rows that were typed before; none, where there are none or they cannot be read. */
export function draftOf(of: string): Row[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(of)) ?? '[]');
    return Array.isArray(kept) ? (kept as Row[]).filter(({ key, cells }) => typeof key === 'string' && typeof cells === 'object') : [];
  } catch {
    return [];
  }
}

/** Keeps them; where the browser keeps nothing they are on the page all the same. */
export function keepDraft(of: string, rows: readonly Row[]): void {
  try {
    if (rows.length === 0) localStorage.removeItem(keyOf(of));
    else localStorage.setItem(keyOf(of), JSON.stringify(rows));
  } catch {
    // A full or a closed store.
  }
}

/** Whoever signs out leaves nothing typed behind. */
export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    // A closed store holds nothing.
  }
}
