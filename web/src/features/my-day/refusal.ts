import type { Refused } from '#lib/server/forms.ts';
import type { Change } from '#lib/words/fields.ts';
import { type Act, fieldName } from './order.ts';

/** A card's form that came back: what was typed, what is wrong, and what somebody else changed meanwhile. */
export type CardRefused = Refused & {
  number: string;
  act: Act;
  /** The work is marked as done, and only what went with it came back. */
  isWorkDone?: boolean;
  /** What is wrong beside the fields of the form. */
  notes: string[];
  changes: Change[];
  uploads: { id: string; fileName: string }[];
};

/** The refusal of this card, when it was this one. */
export const refusedOn = (refused: CardRefused | undefined, number: string) => (refused?.number === number ? refused : undefined);

/** Gives the fields of one form their names, and what was typed in them and is wrong with them if it came back. */
export const fieldsOf = (number: string, act: Act, refused: CardRefused | undefined) => (field: string) => {
  const name = fieldName(number, act, field);
  const back = refused?.act === act ? refusedOn(refused, number) : undefined;
  return { name, value: back?.values[name] ?? '', error: back?.errors[name] };
};
