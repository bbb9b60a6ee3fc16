import type { Option } from '#lib/option.ts';
import type { Refused } from '#lib/server/forms.ts';

/** The one form that a building's page has open: what it does, and to which deficiency or component; an empty id where it is about the building. */
export const ACTS = [
  'facts',
  'record',
  'edit',
  'end',
  'photos',
  'order',
  'ask',
  'cost',
  'part',
  'part-add',
  'renew',
  'remove',
  'take',
  'dismiss',
] as const;
export type Act = (typeof ACTS)[number];
export type Open = { act: Act; id: string };

/** What comes back when that form was refused. */
export type KeepRefused = Refused & { open: Open; uploads?: { id: string; fileName: string }[]; found?: Option[] };

/** The form that the address asks for. */
export function openOf(params: Pick<URLSearchParams, 'get'>): Open | undefined {
  const act = ACTS.find((one) => one === params.get('do'));
  return act && { act, id: (params.get('id') ?? '').slice(0, 40) };
}

/** The page with this form open, at the form. */
export const openHref = (act: Act, id = '') => `?do=${act}${id ? `&id=${id}` : ''}#keep`;

/** Hands a form's fields their name, what was typed or is known, and what is wrong with it. */
export const fieldsOf =
  (refused: KeepRefused | undefined) =>
  (name: string, now: string | number | null = '') => ({
    name,
    value: refused ? (refused.values[name] ?? '') : now === null ? '' : String(now),
    error: refused?.errors[name],
  });
