import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOLD_REASONS } from './lifecycle.ts';
import { ACTS, type Acts, actsOf, faultsOf, type Reader, unknownPlaceholders, worded } from './macro.ts';

const reader: Reader = { locale: 'en', requester: 'Ana Ruiz', number: 'WO-2026-000123', place: 'Room 101, Alder School' };
const plain = fc.string().map((text) => text.replaceAll(/[{}]/g, '') || 'Words');
const words = fc.record({ en: plain, es: plain });
const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 4 });
const anyActs = fc.record(
  {
    move: fc.oneof(
      fc.record({ to: fc.constant('on_hold' as const), holdReason: fc.constantFrom(...HOLD_REASONS), note: words }),
      fc.record({ to: fc.constantFrom('triaged', 'in_progress', 'completed', 'cancelled'), note: words }),
    ),
    assign: fc.oneof(fc.record({ teamId: fc.uuid() }), fc.record({ toMe: fc.constant(true) })),
    reply: fc.record({ en: plain, es: plain, isInternal: fc.boolean() }),
    checklist: some(words),
    tags: some(fc.string({ minLength: 1 })),
    priority: fc.record({ to: fc.constantFrom('P1', 'P2', 'P3', 'P4'), reason: fc.string({ minLength: 1 }) }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Acts>;

/** Each act of a macro as a macro of its own. */
const alone = (acts: Acts): Acts[] => ACTS.flatMap((name) => (acts[name] === undefined ? [] : [{ [name]: acts[name] }]));

describe('a macro', () => {
  it('does what its acts do one by one, in one order however it was written down', () => {
    fc.assert(
      fc.property(anyActs, fc.constantFrom('en', 'es'), fc.option(fc.string(), { nil: undefined }), (acts, locale, reply) => {
        const [read, said] = [{ ...reader, locale }, { reply }];
        const whole = actsOf(acts, read, 'me', said);
        expect(whole).toEqual(alone(acts).flatMap((one) => actsOf(one, read, 'me', said)));
        const turned = Object.fromEntries(Object.entries(acts).toReversed()) as Acts;
        expect(actsOf(turned, read, 'me', said)).toEqual(whole);
        expect(whole.map(({ name }) => name)).toEqual(ACTS.filter((name) => acts[name] !== undefined));
      }),
    );
  });

  it('could be used where it does something and its words name what there is', () => {
    fc.assert(
      fc.property(anyActs, (acts) => {
        expect(faultsOf(acts).length === 0).toBe(alone(acts).length > 0);
      }),
    );
  });

  it.each<[string, Acts, string]>([
    ['does nothing', {}, '/acts'],
    ['gives to nobody', { assign: {} }, '/acts/assign'],
    ['lets wait for nothing', { move: { to: 'on_hold' } }, '/acts/move/holdReason'],
    ['starts with a reason to wait', { move: { to: 'in_progress', holdReason: 'parts' } }, '/acts/move/holdReason'],
    ['cancels without a word', { move: { to: 'cancelled' } }, '/acts/move/note/en'],
    ['names what stands for nothing', { reply: { en: 'Hello {name}', es: 'Hola', isInternal: false } }, '/acts/reply/en'],
  ])('that %s is refused by name', (_what, acts, pointer) => expect(faultsOf(acts).map((fault) => fault.pointer)).toEqual([pointer]));
});

describe('words', () => {
  const both = { en: 'Hello {requester}: {number}, {place}.', es: 'Hola {requester}: {number}, {place}.' };
  it('are said in the language of who asked, filled in', () => {
    expect(worded(both, reader)).toBe('Hello Ana Ruiz: WO-2026-000123, Room 101, Alder School.');
    expect(worded(both, { ...reader, locale: 'es' })).toBe('Hola Ana Ruiz: WO-2026-000123, Room 101, Alder School.');
  });
  it('know only what stands for something', () => {
    expect(worded({ en: '{toString} {locale} {number}', es: '' }, { locale: 'en', requester: '', number: 'WO-1', place: '' })).toBe(
      '{toString} {locale} WO-1',
    );
  });
  it('leave alone what a name or a place says in braces', () => {
    expect(worded({ en: '{requester}', es: '' }, { ...reader, requester: '{number} $& {place}' })).toBe('{number} $& {place}');
  });
  it('name only what there is', () => {
    expect(unknownPlaceholders('{requester} {Number} {locale} {}')).toEqual(['Number', 'locale', '']);
  });
});
