import { expect, test } from 'vitest';
import { suggest } from './suggest.ts';

const KINDS = [
  { nameEn: 'Too cold or no heat', nameEs: 'Hace frío o no hay calefacción', keywords: 'freezing heater radiator chilly calentador helado' },
  { nameEn: 'Leak or water on the floor', nameEs: 'Fuga o agua en el piso', keywords: 'dripping flood wet gotera' },
  { nameEn: 'Password or locked account', nameEs: 'Contraseña o cuenta bloqueada', keywords: 'login sign-in reset clave' },
];
const first = (words: string) => suggest(KINDS, words)[0]?.nameEn;

test.each([
  ['It is freezing in my room', 'Too cold or no heat'],
  ['cold', 'Too cold or no heat'],
  ['hace mucho frio en el salón', 'Too cold or no heat'],
  ['the sink is leaking', 'Leak or water on the floor'],
  ['CONTRASEÑA', 'Password or locked account'],
  ['I cannot log in, pass', 'Password or locked account'],
])('"%s" means %s', (words, kind) => expect(first(words)).toBe(kind));

test('a word is not another because it begins like it', () => {
  const meals = { nameEn: 'Meal application', nameEs: 'Solicitud de comidas', keywords: 'free reduced' };
  expect(suggest([meals], 'freezing')).toEqual([]);
});

test('words that say nothing suggest nothing', () => {
  expect(suggest(KINDS, 'please help us in the room')).toEqual([]);
  expect(suggest(KINDS, "'; drop table --")).toEqual([]);
  expect(suggest(KINDS, '')).toEqual([]);
});
