/** The views of the desk, each an address of its own, and the statuses they show. */
export const VIEWS = {
  'to-assign': ['submitted', 'triaged'],
  new: ['submitted'],
  triaged: ['triaged'],
  'on-hold': ['on_hold'],
  'all-open': ['awaiting_approval', 'submitted', 'triaged', 'assigned', 'in_progress', 'on_hold'],
} as const;
export type View = keyof typeof VIEWS;
export const VIEW_NAMES = Object.keys(VIEWS) as View[];
const FIRST: View = 'to-assign';
/** What is over as well. It is not counted: that would be all orders of all years. */
export const ALL = 'all';
export const isView = (view: string): view is View => view in VIEWS;

/** The choices of the priority filter; several are sent as the API takes them. */
export const PRIORITY_FILTERS = ['P1', 'P2', 'P1,P2', 'P3', 'P4'] as const;

/** The filters of the page of filters, by the API's names. */
export const MORE = [
  'status',
  'holdReason',
  'tradeCode',
  'requestTypeId',
  'siteId',
  'areaId',
  'buildingId',
  'roomId',
  'teamId',
  'assigneeId',
  'requesterId',
  'tags',
  'impact',
  'urgency',
  'isRated',
  'isReopened',
  'plannedFrom',
  'plannedTo',
  'submittedFrom',
  'submittedTo',
  'updatedFrom',
  'updatedTo',
  'completedFrom',
  'completedTo',
] as const;
export type More = (typeof MORE)[number];

/** The first is usual. */
export const SORTS = ['due', 'priority', 'oldest', 'newest', 'updated', 'planned'] as const;
export type Sort = (typeof SORTS)[number];
export const [USUAL_SORT] = SORTS;
/** What a line may show beside what it always shows. */
export const EXTRAS = ['requester', 'building', 'plannedOn', 'hold', 'updatedAt', 'completedAt', 'rating'] as const;
export type Extra = (typeof EXTRAS)[number];

/** What the address says about the list. Empty strings are "all". `view` may be the id of a saved one. */
export type Filters = {
  view: string;
  service: string;
  priority: string;
  q: string;
  cursor: string;
  more: Partial<Record<More, string>>;
  sort: Sort;
  columns: Extra[];
  /** Filters of the address' own beside a saved view. */
  isChanged: boolean;
  /** A saved view opens when the address says nothing. */
  hasDefault: boolean;
};
/** Of a saved view, what the list is drawn from. */
export type Saved = { id: string; query: string; sort: string; columns: readonly string[] };

type Params = Pick<URLSearchParams, 'get' | 'getAll'>;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const amongSorts = (sort: string | null | undefined): Sort => SORTS.find((known) => known === sort) ?? USUAL_SORT;
const amongExtras = (columns: readonly string[]) => EXTRAS.filter((extra) => columns.includes(extra));

function narrowed(params: Params) {
  const priority = params.get('priority') ?? '';
  const more: Filters['more'] = {};
  for (const name of MORE) {
    const value = (params.get(name) ?? '').trim().slice(0, 200);
    if (value) more[name] = value;
  }
  return {
    service: (params.get('service') ?? params.get('serviceCode') ?? '').slice(0, 30),
    priority: /^P[1-4](,P[1-4])*$/.test(priority) ? priority : '',
    q: (params.get('q') ?? '').trim().slice(0, 200),
    more,
  };
}
const saysItself = (params: Params) => ['q', 'service', 'priority', 'sort', 'columns', ...MORE].some((name) => params.get(name) !== null);

/**
 * Reads each parameter by its name: the list is then loaded again only when one of these changes, not when another order is chosen. A saved
 * view gives the filters, sort and columns, unless the address has its own beside it.
 */
export function filtersFrom(params: Params, saved: readonly Saved[] = [], defaultId: string | null = null): Filters {
  const isOwn = saysItself(params);
  const asked = params.get('view') ?? (isOwn ? FIRST : (defaultId ?? FIRST));
  const kept = UUID.test(asked) ? saved.find(({ id }) => id === asked) : undefined;
  const from = kept && !isOwn ? new URLSearchParams(kept.query) : params;
  const [sort, columns] =
    kept && !isOwn ? [kept.sort, kept.columns] : [params.get('sort'), params.getAll('columns').flatMap((several) => several.split(','))];
  return {
    view: isView(asked) || asked === ALL || UUID.test(asked) ? asked : FIRST,
    ...narrowed(from),
    cursor: (params.get('cursor') ?? '').slice(0, 600),
    sort: amongSorts(sort),
    columns: amongExtras(columns),
    isChanged: UUID.test(asked) && isOwn,
    hasDefault: defaultId !== null,
  };
}

const NUMBER = /^WO-\d{4}-\d{6,9}$/i;
/** The number of the order that is shown in the panel; anything else is none. */
export const orderFrom = (params: Params) => {
  const number = params.get('order') ?? '';
  return NUMBER.test(number) ? number.toUpperCase() : '';
};

/** What the address of this list says, without what is usual. */
export function queryTextOf(filters: Filters, order = ''): URLSearchParams {
  const { view, service, priority, q, cursor, more, sort, columns } = filters;
  const own = { service, priority, q, ...more, sort: sort === USUAL_SORT ? '' : sort, columns: columns.join(',') };
  const isKept = UUID.test(view);
  const said = isKept && !filters.isChanged ? {} : own;
  const isBare = Object.values(own).every((value) => value === '');
  const shown = view === FIRST && !(filters.hasDefault && isBare) ? '' : view;
  const query = new URLSearchParams(Object.entries({ view: shown, ...said, cursor, order }).filter(([, value]) => value !== ''));
  // A saved view whose filters were all taken away is not the view as it was saved.
  if (isKept && filters.isChanged && isBare) query.set('q', '');
  return query;
}

/** The address of a list, and of an order beside it. */
export function hrefOf(filters: Filters, order = '', page = '/triage'): string {
  const query = queryTextOf(filters, order);
  return query.size ? `${page}?${query}` : page;
}

/** Another list with the same filters begins on its first page. What changes beside a saved view is the address' own. */
export const withChange = (filters: Filters, change: Partial<Filters>): Filters => ({
  ...filters,
  cursor: '',
  isChanged: filters.isChanged || (UUID.test(filters.view) && Object.keys(change).some((name) => name !== 'cursor')),
  ...change,
});

/** The list of another view: what narrowed a saved one stays with that. */
export const inView = (filters: Filters, view: string): Filters =>
  UUID.test(filters.view) || UUID.test(view)
    ? { ...filters, view, service: '', priority: '', q: '', cursor: '', more: {}, sort: USUAL_SORT, columns: [], isChanged: false }
    : withChange(filters, { view });

/** Is anything but the view narrowing the list? */
export const isFiltered = ({ service, priority, q, more }: Filters) => service !== '' || priority !== '' || q !== '' || Object.keys(more).length > 0;

/** The filters as the API names them, without the statuses of the view. */
export const queryOf = ({ service, priority, q, more }: Filters) => ({
  ...(service ? { serviceCode: service } : {}),
  ...(priority ? { priority } : {}),
  ...(q ? { q } : {}),
  ...more,
});

/** The same with them: what a list of this view asks for. */
export const wholeQueryOf = (filters: Filters) => ({
  ...(isView(filters.view) ? { status: VIEWS[filters.view].join(',') } : {}),
  ...queryOf(filters),
});

/** How many orders each view holds, from the counts by status. */
export const countsOf = (byStatus: Record<string, number>): Record<View, number> =>
  Object.fromEntries(VIEW_NAMES.map((view) => [view, VIEWS[view].reduce((sum, status) => sum + (byStatus[status] ?? 0), 0)])) as Record<View, number>;
