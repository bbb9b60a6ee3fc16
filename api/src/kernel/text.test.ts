import { expect, test } from 'vitest';
import { line } from './text.ts';

const faults = (text: string) =>
  line(20)
    .safeParse(text)
    .error?.issues.map(({ message }) => message) ?? [];

test.each(['', '   ', '\u200B'])('a line of nothing, %j, is said once to be nothing', (text) =>
  expect(faults(text)).toEqual(['Write something here.']),
);
test('a line is one line of what shows, and not too long', () => {
  expect(faults('  Boiler 1 ')).toEqual([]);
  expect(faults('a\nb')).toEqual(['Use one line of ordinary characters.']);
  expect(faults('x'.repeat(21))).toEqual(['Use at most 20 characters.']);
});
