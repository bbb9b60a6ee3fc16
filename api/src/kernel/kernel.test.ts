import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { centsOf, dollars, dollarsOf } from './money.ts';
import { decodeCursor, encodeCursor } from './page.ts';
import type { Problem } from './problem.ts';
import { day, line, paragraphs } from './text.ts';

test('dollars and cents survive the way there and back', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -99_999_999_999n, max: 99_999_999_999n }), (cents) => {
      expect(dollars().safeParse(dollarsOf(cents)).success).toBe(true);
      expect(centsOf(dollarsOf(cents))).toBe(cents);
    }),
  );
  expect([centsOf('12'), centsOf('12.5'), centsOf('-0.05')]).toEqual([1200n, 1250n, -5n]);
});

describe('text', () => {
  test.each(['a\u0000b', 'a\u202Eb', '\uD800', 'a\u2028b'])('refuses what does not show: %j', (bad) => {
    expect(line(100).safeParse(bad).success).toBe(false);
    expect(paragraphs(100).safeParse(bad).success).toBe(false);
  });
  test('a line has no breaks, paragraphs may', () => {
    expect(line(100).safeParse('a\nb').success).toBe(false);
    expect(paragraphs(100).safeParse('a\nb\tc').success).toBe(true);
  });
  test('keeps what people write', () => expect(line(100).parse('  ¿Hace frío? <b>“Sí”</b> 🥶 ')).toBe('¿Hace frío? <b>“Sí”</b> 🥶'));
  test('a day has to exist', () =>
    expect(['2026-02-28', '2026-02-30', '2028-02-29', '2027-02-29', '26-1-1'].map((d) => day().safeParse(d).success)).toEqual([
      true,
      false,
      true,
      false,
      false,
    ]));
});

test('a cursor gives back its key, and one that was made up is refused by name', () => {
  expect(decodeCursor(encodeCursor(['a', 1]), z.tuple([z.string(), z.number()]))).toEqual(['a', 1]);
  for (const made of ['x', '%%%', encodeCursor([1]), Buffer.from('{}').toString('base64url')])
    expect(() => decodeCursor(made, z.tuple([z.uuid()]))).toThrow(
      expect.objectContaining({ status: 400, facts: { errors: [expect.objectContaining({ pointer: '/cursor' })] } }) as Problem,
    );
});
