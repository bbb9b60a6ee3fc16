import { AsyncLocalStorage } from 'node:async_hooks';
import { noteWhatIsSaid, SAID_ID } from '#lib/said.ts';

const saying = new AsyncLocalStorage<Map<string, string>>();
noteWhatIsSaid({
  begin: () => saying.getStore()?.clear(),
  note: (key, words) => saying.getStore()?.set(key, words),
});

/** What is said while this runs is noted. */
export const whileSaying = <T>(run: () => T): T => saying.run(new Map(), run);

/** What has been said since the rendering began, as an element for the page's head; script takes it up from there. */
export function saidElement(): string {
  const said = saying.getStore();
  if (!said?.size) return '';
  // A "<" could end the element.
  return `<script type="application/json" id="${SAID_ID}">${JSON.stringify(Object.fromEntries(said)).replaceAll('<', '\\u003c')}</script>`;
}
