const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DAY = /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
type Params = Pick<URLSearchParams, 'get'>;

const word = (params: Params, name: string) => (params.get(name) ?? '').slice(0, 100);
/** A word of a list; none, where it is no such. */
const among = (params: Params, name: string, known: readonly string[]) => (known.includes(params.get(name) ?? '') ? params.get(name)! : '');
const STATES = ['late', 'over', 'less_than_promised', 'committed_not_started', 'waiting'];
const SORTS = ['code', 'site', 'budget', 'variance', 'slip'];
const FIGURES = [
  'revenue',
  'baseline',
  'budget',
  'committed',
  'uncommitted',
  'expended',
  'encumbered',
  'retainage',
  'payable',
  'paid',
  'toCommit',
  'forecast',
];
const ENTRY_KINDS = ['revenue', 'baseline', 'transfer', 'commitment', 'change_order', 'release', 'invoice', 'retainage', 'payment', 'estimate'];
const CHANGE_KINDS = ['transfer', 'contract', 'change_order', 'invoice', 'payment', 'revenue', 'baseline', 'estimate', 'release', 'event'];
const id = (params: Params, name: string) => (UUID.test(params.get(name) ?? '') ? params.get(name)! : '');
const day = (params: Params, name: string) => (DAY.test(params.get(name) ?? '') ? params.get(name)! : '');
const given = (values: Record<string, string>) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
const address = (path: string, values: Record<string, string | undefined>) => {
  const params = new URLSearchParams(Object.entries(values).filter((entry): entry is [string, string] => (entry[1] ?? '') !== ''));
  return params.size > 0 ? `${path}?${params}` : path;
};

/** Which programme, by its code, and as of which day. Empty: the first one, and today. */
export type Looked = { programme: string; asOf: string };
export const lookedOf = (params: Params): Looked => ({ programme: word(params, 'programme'), asOf: day(params, 'asOf') });

/** How the list of projects is narrowed and ordered. */
export type ProjectsAsked = Looked & {
  q: string;
  phase: string;
  area: string;
  site: string;
  deficiency: string;
  state: string;
  sort: string;
  page: string;
};
export const projectsOf = (params: Params): ProjectsAsked => ({
  ...lookedOf(params),
  q: word(params, 'q').trim(),
  phase: word(params, 'phase'),
  area: id(params, 'area'),
  site: id(params, 'site'),
  deficiency: id(params, 'deficiency'),
  state: among(params, 'state', STATES),
  sort: among(params, 'sort', SORTS),
  page: /^[1-9]\d{0,4}$/.test(params.get('page') ?? '') ? params.get('page')! : '',
});
export const projectsHref = (asked: Partial<ProjectsAsked>) => address('/capital/projects', asked);
export const scheduleHref = (asked: Partial<ProjectsAsked>) => address('/capital/schedule', asked);
export const projectHref = (projectId: string, asOf = '') => address(`/capital/projects/${projectId}`, { asOf });

/** Which entries of the ledger. */
export type EntriesAsked = {
  programme: string;
  figure: string;
  kind: string;
  lines: string;
  source: string;
  project: string;
  line: string;
  contract: string;
  request: string;
  from: string;
  until: string;
};
export const entriesOf = (params: Params): EntriesAsked => ({
  programme: word(params, 'programme'),
  figure: among(params, 'figure', FIGURES),
  kind: among(params, 'kind', ENTRY_KINDS),
  lines: word(params, 'lines'),
  source: id(params, 'source'),
  project: id(params, 'project'),
  line: id(params, 'line'),
  contract: id(params, 'contract'),
  request: id(params, 'request'),
  from: day(params, 'from'),
  until: day(params, 'until'),
});
export const entriesHref = (asked: Partial<EntriesAsked> & { cursor?: string }) => address('/capital/entries', asked);
/** The same as the API names it. */
export const entriesQuery = ({ figure, kind, lines, source, project, line, contract, request, from, until }: EntriesAsked) =>
  given({
    figure,
    kind,
    lineKind: lines,
    sourceId: source,
    projectId: project,
    lineId: line,
    contractId: contract,
    requestId: request,
    from,
    until,
  });

/** What changed, in which days, of what. */
export type ChangesAsked = { programme: string; since: string; until: string; kind: string; project: string };
export const changesOf = (params: Params): ChangesAsked => ({
  programme: word(params, 'programme'),
  since: day(params, 'since'),
  until: day(params, 'until'),
  kind: among(params, 'kind', CHANGE_KINDS),
  project: id(params, 'project'),
});
export const changesHref = (asked: Partial<ChangesAsked> & { cursor?: string }) => address('/capital/changes', asked);
