import type { Entry } from './entry.ts';

/** What marks an act of the page: a button, or the summary of a folded form. The page draws it where the API allows it, so it is an act one may do. */
const ACTS = '[data-act]:not(details > :not(summary) *)';
const FIELDS = 'input:not([type="hidden"]), select, textarea';
const shown = () => [...document.querySelectorAll<HTMLElement>(ACTS)].filter((act) => act.checkVisibility());

/** The acts that the page offers now, by their words. */
export const actsHere = (): Entry[] =>
  shown().map(({ dataset, ariaKeyShortcuts }) => ({
    id: dataset['act']!,
    group: 'acts',
    label: dataset['act']!,
    ...((ariaKeyShortcuts ?? '').length > 0 ? { keys: ariaKeyShortcuts! } : {}),
  }));

/** To the act: its form open, its first field in focus. Nothing is done before the person says so there. */
export function goToAct(words: string) {
  const act = shown().find(({ dataset }) => dataset['act'] === words);
  const form = act?.closest(act.matches('summary') ? 'details' : 'form');
  if (form instanceof HTMLDetailsElement) form.open = true;
  const field = [...(form?.querySelectorAll<HTMLElement>(FIELDS) ?? [])].find((each) => each.checkVisibility());
  (field ?? act)?.focus();
}
