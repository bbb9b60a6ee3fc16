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

/** The choices of the priority filter; several are sent as the API takes them. */
export const PRIORITY_FILTERS = ['P1', 'P2', 'P1,P2', 'P3', 'P4'] as const;

/** What the address says about the list. Empty strings are "all". */
export type Filters = { view: View; service: string; priority: string; q: string; cursor: string };

type Params = Pick<URLSearchParams, 'get'>;

/** Reads each parameter by its name: the list is then loaded again only when one of these changes, not when another order is chosen. */
export function filtersFrom(params: Params): Filters {
  const view = params.get('view') ?? '';
  const priority = params.get('priority') ?? '';
  return {
    view: view in VIEWS ? (view as View) : FIRST,
    service: (params.get('service') ?? '').slice(0, 30),
    priority: (PRIORITY_FILTERS as readonly string[]).includes(priority) ? priority : '',
    q: (params.get('q') ?? '').trim().slice(0, 200),
    cursor: (params.get('cursor') ?? '').slice(0, 600),
  };
}

const NUMBER = /^WO-\d{4}-\d{6,9}$/i;
/** The number of the order that is shown in the panel; anything else is none. */
export const orderFrom = (params: Params) => {
  const number = params.get('order') ?? '';
  return NUMBER.test(number) ? number.toUpperCase() : '';
};

/** The address of a list, and of an order beside it. What is usual is left out. */
export function hrefOf(filters: Filters, order = ''): string {
  const { view, service, priority, q, cursor } = filters;
  const said = { view: view === FIRST ? '' : view, service, priority, q, cursor, order };
  const query = new URLSearchParams(Object.entries(said).filter(([, value]) => value !== ''));
  return query.size ? `/triage?${query}` : '/triage';
}

/** Another list with the same filters begins on its first page. */
export const withChange = (filters: Filters, change: Partial<Filters>): Filters => ({ ...filters, cursor: '', ...change });

/** Is anything but the view narrowing the list? */
export const isFiltered = ({ service, priority, q }: Filters) => service !== '' || priority !== '' || q !== '';

/** The filters as the API names them, without the statuses. */
export const queryOf = ({ service, priority, q }: Filters) => ({
  ...(service ? { serviceCode: service } : {}),
  ...(priority ? { priority } : {}),
  ...(q ? { q } : {}),
});

/** How many orders each view holds, from the counts by status. */
export const countsOf = (byStatus: Record<string, number>): Record<View, number> =>
  Object.fromEntries(VIEW_NAMES.map((view) => [view, VIEWS[view].reduce((sum, status) => sum + (byStatus[status] ?? 0), 0)])) as Record<View, number>;
