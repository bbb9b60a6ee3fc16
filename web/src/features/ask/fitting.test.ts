import { expect, it } from 'vitest';
import { fitting } from './fitting.ts';
import type { Kind } from './kind.ts';

const kind = (name: string, help: string): Kind => ({ id: name, name, help, selfHelp: '', isConfidential: false, isDanger: false, questions: [] });
const KINDS = [
  kind('Lights out or flickering', 'One or more lights do not work as they should.'),
  kind('Leak or water on the floor', 'Water where it should not be.'),
  kind('Drinking fountain', 'It does not work, tastes bad, or the filter light is on.'),
  kind('Floor or carpet', 'A tile, carpet or floor is loose.'),
];
const names = (typed: string) => fitting(KINDS, typed).map(({ name }) => name);

it('finds kinds by the words of their name and help, the likeliest first', () => {
  expect(names('Light flickers in the boiler room')).toEqual(['Lights out or flickering', 'Drinking fountain']);
  expect(names('WATER on the floor!')).toEqual(['Leak or water on the floor', 'Floor or carpet']);
});

it('finds nothing by words that say nothing', () => {
  expect(names('it is on the')).toEqual([]);
  expect(names('')).toEqual([]);
});
