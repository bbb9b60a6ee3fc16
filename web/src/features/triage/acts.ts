import type { Change } from '#lib/words/fields.ts';

/** What the desk does to one order; each has its form in the panel. */
export type Act = 'assign' | 'prioritise' | 'tag' | 'triage' | 'hold' | 'resume' | 'duplicate' | 'cancel';

/** How an act is taken back: the fields of the form that does it. */
export type Undo = { how: 'assign' | 'prioritise' | 'give_back' | 'resume'; fields: Record<string, string> };

/** What was done, for the live region; and where to go on. */
export type Done = { number: string; words: string; next: string; version: number; undo?: Undo };

/** Names of the hidden and the typed fields of a form, as `?/move` and its sisters read them. */
export const MOVES: Record<
  Exclude<Act, 'assign' | 'prioritise' | 'tag'>,
  { to?: 'triaged' | 'on_hold' | 'duplicate' | 'cancelled'; names: Record<string, string> }
> = {
  triage: { to: 'triaged', names: {} },
  hold: { to: 'on_hold', names: { note: 'holdNote' } },
  // Back to where it was held from: the form says where.
  resume: { names: {} },
  duplicate: { to: 'duplicate', names: {} },
  cancel: { to: 'cancelled', names: { note: 'cancelNote' } },
};
export type MoveAct = keyof typeof MOVES;
export const isMove = (act: string): act is MoveAct => act in MOVES;

/** What a form of the panel needs beside its own fields. */
export type Refusal = {
  act: Act | 'undo';
  number: string;
  values: Record<string, string>;
  errors: Record<string, string>;
  title?: string;
  idempotencyKey: string;
  changes: Change[];
};
