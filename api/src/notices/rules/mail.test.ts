import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAddress, nextAttempt, TRIED_FOR_MS } from './delivery.ts';
import { letterOf, oneLine } from './mail.ts';
import { NEWS } from './news.ts';

const links = { notice: 'https://steward.example/notices/1', account: 'https://steward.example/account' };
const order = { number: 'WO-2026-000123', title: 'Faucet drips', place: 'Alder School' };
const letter = (more: Partial<Parameters<typeof letterOf>[0]> = {}) =>
  letterOf({
    notice: { kind: 'completed', facts: { by: 'Pat', words: 'New washer.' }, isConfidential: false },
    locale: 'en',
    order,
    links,
    isDemonstration: false,
    ...more,
  });

describe('a mail', () => {
  test('says what happened, where, in which words, and where to go on', () => {
    const { subject, text, html } = letter();
    expect(subject).toBe('The work is done: Faucet drips (WO-2026-000123)');
    for (const part of ['The work is done', 'Faucet drips', 'WO-2026-000123', 'Alder School', 'New washer.', links.notice, links.account]) {
      expect(text).toContain(part);
      expect(html).toContain(part);
    }
    expect(text).toContain('Not fixed? Open it and say so within ten days.');
    expect(text).not.toContain('Demonstration');
  });

  test('speaks Spanish', () => {
    const { subject, text } = letter({ locale: 'es' });
    expect(subject).toBe('El trabajo está hecho: Faucet drips (WO-2026-000123)');
    expect(text).toContain('¿No quedó arreglado?');
    expect(text).toContain('Abrir en Steward');
  });

  test('says that its figures are made up, in the demonstration', () => {
    expect(letter({ isDemonstration: true }).text).toContain('Demonstration: not real figures.');
    expect(letter({ isDemonstration: true, locale: 'es' }).html).toContain('Demostración: no son cifras reales.');
  });

  test.each(NEWS.map(({ kind }) => kind))('of a confidential order carries the number only: %s', (kind) => {
    const facts = { by: 'Secret', person: 'Secret', words: 'Secret', day: '2026-12-01', reason: 'parts', priority: 'P1' };
    const secret = { number: 'WO-2026-000123', title: 'Secret', place: 'Secret' };
    const { subject, text, html } = letter({ notice: { kind, facts, isConfidential: true }, order: secret });
    expect(subject).toBe('WO-2026-000123');
    expect(text + html).not.toMatch(/Secret|P1|December/);
    expect(text).toBe(letter({ notice: { kind: 'completed', facts: {}, isConfidential: true }, order: secret }).text);
  });

  test('no words of a person become a header line or markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ unit: 'binary', maxLength: 300 }), (title, words) => {
        const notice = { kind: 'wrote', facts: { by: title, words }, isConfidential: false };
        const { subject, html } = letter({ notice, order: { ...order, title } });
        expect(subject).toBe(oneLine(subject));
        expect(subject).not.toMatch(/[\r\n]/);
        const plain = letter({ notice: { kind: 'wrote', facts: { by: 'a', words: 'b' }, isConfidential: false } }).html;
        const tags = (text: string) => text.replaceAll('<br>', '').match(/<[^>]*>/g);
        expect(tags(html)).toEqual(tags(plain));
      }),
    );
  }, 30_000);
});

describe('another attempt', () => {
  const since = new Date('2026-11-24T16:00:00Z');
  const minutes = (attempts: number, jitter = 0) =>
    (nextAttempt({ attempts, triedSince: since }, jitter, since)!.getTime() - since.getTime()) / 60_000;

  test('comes after a minute, then twice as late each time, at most an hour', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 40].map((n) => minutes(n))).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  test('comes up to a quarter sooner, so that not all come at once', () => {
    expect(minutes(1, 1)).toBe(0.75);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempts, jitter) => {
        expect(minutes(attempts, jitter)).toBeGreaterThanOrEqual(0.74);
        expect(minutes(attempts, jitter)).toBeLessThanOrEqual(60);
      }),
    );
  });

  test('does not come after a day', () => {
    const dayLater = new Date(since.getTime() + TRIED_FOR_MS);
    expect(nextAttempt({ attempts: 30, triedSince: since }, 0, dayLater)).toBeNull();
    expect(nextAttempt({ attempts: 30, triedSince: since }, 0, new Date(dayLater.getTime() - 1))).not.toBeNull();
  });
});

test.each([
  ['pat@district.org', true],
  ['pat.o’neil@district.org', true],
  ['pat', false],
  ['pat@district.org, other@district.org', false],
  ['pat@district.org\r\nBcc: other@district.org', false],
  ['Pat <pat@district.org>', false],
  ['', false],
])('%j is one address: %s', (text, expected) => {
  expect(isAddress(text)).toBe(expected);
});
