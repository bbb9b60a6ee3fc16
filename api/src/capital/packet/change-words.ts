import type { readChanges } from '../reading/read-changes.ts';
import { type Locale, moneyBriefly, WORDS, type Words } from './words.ts';

export type Change = Awaited<ReturnType<typeof readChanges>>['items'][number];

const told = ({ data }: Change, { phases }: Words) => {
  const of = (key: string) => (typeof data[key] === 'string' || typeof data[key] === 'number' ? String(data[key]) : '');
  const phase = (key: string) => phases[of(key) as keyof Words['phases']] ?? of(key);
  return { from: phase('from'), to: phase('to'), promise: of('promise'), months: of('months') };
};

/** What happened, in one plain sentence. */
export function changeSentence(change: Change, locale: Locale): string {
  const words = WORDS[locale];
  const amount = change.amount === null ? '' : moneyBriefly(change.amount, locale);
  if (change.kind === 'event') {
    const say = words.events[change.event as keyof Words['events']];
    return say ? say(told(change, words)) : words.noted((change.event ?? '').replaceAll('_', ' '));
  }
  const state = change.state as string | null;
  const kind =
    state !== null && state in words.says && state !== 'approved' ? state : change.kind === 'transfer' ? (change.moved ?? 'transfer') : change.kind;
  return words.says[kind as keyof Words['says']](kind === 'release' ? amount.replace('-', '') : amount, change.lineName ?? '');
}
