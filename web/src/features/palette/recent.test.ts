import { describe, expect, it } from 'vitest';
import type { Entry } from './entry.ts';
import { RECENT } from './kept.ts';
import { recentOf, remember } from './recent.ts';

function aTab(now?: string) {
  const kept = new Map(now === undefined ? [] : [[RECENT, now]]);
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}
const ME = { id: 'me', locale: 'en' };
const page = (id: string): Entry => ({ id, group: 'pages', label: id });
const order: Entry = { id: '/requests/WO-2026-000001', group: 'orders', label: 'Leak', detail: 'Assigned', number: 'WO-2026-000001' };

describe('recent choices', () => {
  it('are the latest six, each once', () => {
    const tab = aTab();
    for (const id of ['/1', '/2', '/3', '/4', '/5', '/6', '/7', '/3']) remember(tab, ME, page(id));
    expect(recentOf(tab, ME).map(({ id }) => id)).toEqual(['/3', '/7', '/6', '/5', '/4', '/2']);
  });

  it('keep of a private order its number only, and nothing of a private kind of request', () => {
    const tab = aTab();
    remember(tab, ME, { ...order, isPrivate: true });
    remember(tab, ME, { id: '/?type=1', group: 'kinds', label: 'Ask: a conflict with a colleague', isPrivate: true });
    expect(recentOf(tab, ME)).toEqual([{ id: order.id, group: 'orders', label: 'WO-2026-000001', number: 'WO-2026-000001' }]);
    expect(tab.getItem(RECENT)).not.toMatch(/Leak|Assigned|conflict/);
  });

  it('keep no act and no search', () => {
    const tab = aTab();
    remember(tab, ME, { id: 'Hold', group: 'acts', label: 'Hold' });
    remember(tab, ME, { id: '/requests?q=x', group: 'search', label: 'All with x' });
    expect(tab.getItem(RECENT)).toBeNull();
  });

  it('are nobody else’s, and not of another language', () => {
    const tab = aTab();
    remember(tab, ME, order);
    expect(recentOf(tab, { id: 'you', locale: 'en' })).toEqual([]);
    expect(recentOf(tab, { id: 'me', locale: 'es' })).toEqual([]);
    remember(tab, { id: 'you', locale: 'en' }, page('/triage'));
    expect(tab.getItem(RECENT)).not.toContain('Leak');
  });

  it('are none where what is kept makes no sense or leads elsewhere', () => {
    for (const now of ['', '{', '[]', '7', '{"id":"me","locale":"en","entries":7}', '{"id":"me","locale":"en","entries":[null,{"id":1}]}'])
      expect(recentOf(aTab(now), ME)).toEqual([]);
    const elsewhere = ['//evil.example', '/\\evil.example', 'javascript:x', 'https://evil.example'].map(page);
    expect(recentOf(aTab(JSON.stringify({ ...ME, entries: elsewhere })), ME)).toEqual([]);
  });
});
