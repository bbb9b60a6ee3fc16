import type { Entry } from './entry.ts';

/** What marks an act of the page: a button, or the summary of a folded form. The page draws it where the API allows it, so it is an act one may do. */
const ACTS = '[data-act]:not(details > :not(summary) *)';
const FIELDS = 'input:not([type="hidden"]), select, textarea';
const shown = () => [...document.querySelectorAll<HTMLElement>(ACTS)].filter((act) => act.checkVisibility());

/** The acts that the page offers now, by their words. What a list offers for several of its lines says not which is meant: it is left out. */
export function actsHere(): Entry[] {
  const byWords = Map.groupBy(shown(), ({ dataset }) => dataset['act']!);
  return [...byWords].flatMap(([words, [act, ...others]]): Entry[] => {
    if (!act || others.length > 0) return [];
    return [{ id: words, group: 'acts', label: words, ...(act.ariaKeyShortcuts ? { keys: act.ariaKeyShortcuts } : {}) }];
  });
}

/** To the act: its form open, its first field in focus. Nothing is done before the person says so there. */
export function goToAct(words: string) {
  const act = shown().find(({ dataset }) => dataset['act'] === words);
  const form = act?.closest(act.matches('summary') ? 'details' : 'form');
  if (form instanceof HTMLDetailsElement) form.open = true;
  const field = [...(form?.querySelectorAll<HTMLElement>(FIELDS) ?? [])].find((each) => each.checkVisibility());
  (field ?? act)?.focus();
}
