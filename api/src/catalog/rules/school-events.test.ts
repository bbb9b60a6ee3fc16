import { expect, test } from 'vitest';
import { guessEffect } from './school-events.ts';

const allDay = (summary: string) => guessEffect({ summary, from: null, to: null }).effect;

test.each([
  ['Thanksgiving holiday: district closed', 'closed'],
  ['Labor Day - No School', 'closed'],
  ['Snow Day', 'closed'],
  ['Snow day - no school', 'closed'],
  ['Winter Break', 'closed'],
  ['No school', 'closed'],
  ['Vacaciones de primavera', 'closed'],
  ['Oficinas cerradas', 'closed'],
  ['Día de nieve', 'closed'],
  ['Feriado: Día de Acción de Gracias', 'closed'],
  ['Winter Break - students', 'nothing'],
  ['No school for students', 'nothing'],
  ['Student break', 'nothing'],
  ['No hay clases para estudiantes', 'nothing'],
  ['Teacher work day: no school', 'nothing'],
  ['Professional development', 'nothing'],
  ['Last day before Winter Break', 'nothing'],
  ['PTA meeting', 'nothing'],
  ['Two-hour delay', 'delayed_start'],
  ['Late Start', 'delayed_start'],
  ['Entrada tardía', 'delayed_start'],
  ['Early release', 'early_release'],
  ['Salida temprana', 'early_release'],
  ['Half day', 'early_release'],
])('“%s” is guessed to be %s', (summary, effect) => {
  expect(allDay(summary)).toBe(effect);
});

test('an event with times says when', () => {
  expect(guessEffect({ summary: 'Delayed start', from: 420, to: 540 })).toEqual({ effect: 'delayed_start', time: 540 });
  expect(guessEffect({ summary: 'Early release', from: 750, to: 900 })).toEqual({ effect: 'early_release', time: 750 });
  expect(guessEffect({ summary: 'Holiday concert', from: 1080, to: 1200 }).effect).toBe('nothing');
});
