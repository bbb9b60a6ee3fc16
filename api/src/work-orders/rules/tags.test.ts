import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeTags, normalisedTag, TAG } from './tags.ts';

describe('a tag', () => {
  it.each([
    ['Summer Work', 'summer-work'],
    ['  after__hours ', 'after-hours'],
    ['Número 2', 'número-2'],
    ['-heat-', 'heat'],
  ])('%j is kept as %j', (typed, kept) => {
    expect(normalisedTag(typed)).toBe(kept);
    expect(TAG.test(kept)).toBe(true);
  });
  it.each(['', '   ', '--', '<b>', 'a,b', '=1+1', 'x'.repeat(41)])('%j is none', (typed) => expect(TAG.test(normalisedTag(typed))).toBe(false));
  it('is the same however often it is normalised', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (typed) => normalisedTag(normalisedTag(typed)) === normalisedTag(typed)));
  });
});

const tags = fc.uniqueArray(fc.constantFrom('heat', 'roof', 'summer', 'keys', 'parts'));
describe('changing tags', () => {
  it('adds what is not there, removes what is, and is undone by its opposite', () => {
    fc.assert(
      fc.property(tags, tags, tags, (before, add, remove) => {
        const { added, removed, after } = changeTags(before, { add, remove });
        expect(add.every((tag) => after.includes(tag))).toBe(true);
        expect(removed.some((tag) => after.includes(tag))).toBe(false);
        expect(changeTags(after, { add: removed, remove: added }).after).toEqual(before.toSorted());
      }),
    );
  });
});
