import { describe, expect, it } from 'vitest';
import { askedFor, tickedAll, tickedTo, withTicked } from './ticked.ts';

const SHOWN = ['a', 'b', 'c', 'd', 'e'];

describe('ticking by keys', () => {
  it('goes from the one ticked last to the chosen one, up and down', () => {
    expect(tickedTo(SHOWN, ['b'], 'd')).toEqual(['b', 'c', 'd']);
    expect(tickedTo(SHOWN, ['a', 'd'], 'b')).toEqual(['a', 'd', 'b', 'c']);
    expect(tickedTo(SHOWN, ['b', 'c'], 'c')).toEqual(['b', 'c']);
  });
  it('begins with the chosen one where none is ticked, or none that is shown', () => {
    expect(tickedTo(SHOWN, [], 'c')).toEqual(['c']);
    expect(tickedTo(SHOWN, ['gone'], 'c')).toEqual(['gone', 'c']);
  });
  it('ticks nothing that is not shown', () => {
    expect(tickedTo(SHOWN, ['b'], 'gone')).toEqual(['b']);
    expect(tickedTo(SHOWN, [], 'gone')).toEqual([]);
  });
  it('takes all, and when all are ticked none', () => {
    expect(tickedAll(SHOWN, ['b'])).toEqual(SHOWN);
    expect(tickedAll(SHOWN, ['e', 'd', 'c', 'b', 'a'])).toEqual([]);
    expect(tickedAll([], ['gone'])).toEqual([]);
  });
  it('ticks each once', () => {
    expect(withTicked(['a', 'b'], ['b', 'c'])).toEqual(['a', 'b', 'c']);
  });
});

describe('the change that a key asks for', () => {
  const asked = (address: string) => askedFor(new URLSearchParams(address));
  it('is chosen on its page, with its first field', () => {
    expect(asked('kind=tag')).toEqual({ values: { kind: 'tag' }, field: 'addTags' });
    expect(asked('kind=move&to=cancelled')).toEqual({ values: { kind: 'move', to: 'cancelled' }, field: 'note' });
  });
  it('is none where the address asks for nothing known', () => {
    for (const address of ['', 'kind=delete', 'kind=move', 'kind=move&to=closed']) expect(asked(address)).toEqual({ values: {}, field: '' });
  });
});
