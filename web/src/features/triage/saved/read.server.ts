import type { components } from '#lib/api/schema.gen.ts';
import { type Api, must } from '#lib/server/api.ts';
import { ALL, type Filters, filtersFrom, isView } from '../view.ts';

export type SavedView = components['schemas']['SavedView'];

/** What the address asks for, with the saved views it may mean; `isMissing` where it names one that there is not. */
export async function readFilters(api: Api, params: URLSearchParams) {
  const views = must(await api.GET('/api/saved-views'));
  const filters = filtersFrom(params, views.items, views.defaultId);
  const open = views.items.find(({ id }) => id === filters.view);
  const isMissing = !open && !isView(filters.view) && filters.view !== ALL;
  return { views, open, isMissing, filters: isMissing ? ({ ...filters, view: 'to-assign', isChanged: false } as Filters) : filters };
}
