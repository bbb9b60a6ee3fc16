import type { components, operations } from '#lib/api/schema.gen.ts';
import type { Refused } from '#lib/server/forms.ts';

/** The one form that a project's page has open: what it does, and to which promise or phase. */
export const ACTS = ['stand', 'phase', 'scope', 'became', 'needs', 'complete', 'reopen', 'risk', 'paper', 'summary', 'review', 'words'] as const;
export type Act = (typeof ACTS)[number];
export type Open = { act: Act; id: string };
export type Kept = Refused & { open: Open; uploads?: { id: string; fileName: string }[]; ticked?: string[] };
export type ProjectPage = components['schemas']['CapitalProject'];
export type Scope = operations['getProjectScope']['responses'][200]['content']['application/json'];
export type Candidate = components['schemas']['ScopeCandidates']['items'][number];
export type Choices = {
  scope?: Scope;
  candidates: Candidate[];
  q: string;
  /** What was looked for before, so that what was ticked then is not lost. */
  was: string[];
  /** Ids that were ticked on the page before; undefined: nobody looked yet. */
  ticked?: string[];
};
export const RISK_STATES = ['open', 'happened', 'over'] as const;

export const PHASES = ['planned', 'design', 'bid_award', 'construction', 'closeout', 'warranty'] as const;
export const STANDS = [...PHASES, 'complete', 'on_hold', 'cancelled'] as const;
export const PAPERS = [
  'board_item',
  'contract',
  'change_order',
  'invoice',
  'bid',
  'tabulation',
  'justification',
  'photo',
  'statement',
  'other',
] as const;

/** The form that the address asks for. */
export function openOf(params: Pick<URLSearchParams, 'get'>): Open | undefined {
  const act = ACTS.find((one) => one === params.get('do'));
  return act && { act, id: (params.get('id') ?? '').slice(0, 40) };
}
/** The page with this form open, at the form. */
export const openHref = (act: Act, id = '') => `?do=${act}${id ? `&id=${id}` : ''}#keep`;

/** Hands a form's fields their name, what was typed or is known, and what is wrong with it. */
export const fieldsOf =
  (refused: Kept | undefined) =>
  (name: string, now: string | number | null = '') => ({
    name,
    value: refused ? (refused.values[name] ?? '') : now === null ? '' : String(now),
    error: refused?.errors[name],
  });
