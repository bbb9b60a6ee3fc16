import type { operations } from '#lib/api/schema.gen.ts';
import { m } from '#lib/paraglide/messages.js';
import { saying } from '#lib/words/table.ts';

export type ImportPage = operations['getImport']['responses'][200]['content']['application/json'];
export type ImportItem = operations['listImports']['responses'][200]['content']['application/json']['items'][number];
export type ImportList = operations['listImports']['responses'][200]['content']['application/json'];
export type Kind = ImportItem['kind'];
export const KINDS: readonly Kind[] = ['deficiencies', 'components', 'buildings'];

export const kindWords = saying<Kind>({
  deficiencies: m.imports_kind_deficiencies,
  components: m.imports_kind_components,
  buildings: m.imports_kind_buildings,
});
export const kindBriefly = saying<Kind>({
  deficiencies: m.imports_kind_short_deficiencies,
  components: m.imports_kind_short_components,
  buildings: m.imports_kind_short_buildings,
});

/** What became of a file, in a few words. */
export function stateWords({ state, loaded }: Pick<ImportItem, 'state' | 'loaded'>, count: (n: number) => string): string {
  if (state === 'done') return m.imports_state_done({ count: count(loaded.done) });
  return saying<Exclude<ImportItem['state'], 'done'>>({
    mapping: m.imports_state_mapping,
    checking: m.imports_state_checking,
    checked: m.imports_state_checked,
    loading: m.imports_state_loading,
    failed: m.imports_state_failed,
  })(state);
}
