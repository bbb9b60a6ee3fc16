import { type Api, must } from '#lib/server/api.ts';

/** Files so far, and what may be brought to which programme; null for who sees none. */
export async function readFiles(api: Api) {
  const answer = await api.GET('/api/capital-files');
  return answer.error?.code === 'capital_file.not_for_you' ? null : must(answer);
}

const CHANGES = 50;
/** One file with what it changed, where it is a list of projects; of what is new, the count says enough. */
export async function readFile(api: Api, id: string, cursor: string | undefined) {
  const file = must(await api.GET('/api/capital-files/{id}', { params: { path: { id } } }));
  const isListed = file.kind === 'projects' && file.state === 'done';
  const query = { limit: CHANGES, ...(cursor === undefined ? {} : { cursor }) };
  return {
    file,
    changes: isListed && !isFirst(file.counts) ? must(await api.GET('/api/capital-files/{id}/changes', { params: { path: { id }, query } })) : null,
  };
}
/** Everything that was placed is new: nothing was there before. */
const isFirst = ({ added = 0, placed = 0 }: Record<string, number>) => placed > 0 && added === placed;

/** Another owner's projects, a page of them. */
export const readOwner = async (api: Api, programmeId: string, q: string, cursor: string | undefined) =>
  must(
    await api.GET('/api/programmes/{programmeId}/stated-projects', {
      params: { path: { programmeId }, query: { limit: 50, ...(q === '' ? {} : { q }), ...(cursor === undefined ? {} : { cursor }) } },
    }),
  );
export const readStatedProject = async (api: Api, projectId: string) =>
  must(await api.GET('/api/projects/{projectId}/stated-phases', { params: { path: { projectId } } }));

const DIFFERENCES = 50;
type Asked = { programme: string; kind: string; show: string; cursor: string | undefined };
/** How a programme's books stand against the finance system, and the differences of one of its statements. Null for who sees none. */
export async function readReconciliation(api: Api, { programme: code, kind, show, cursor }: Asked) {
  const files = await readFiles(api);
  if (!files) return null;
  const programmes = files.programmes.filter((one) => one.kind !== 'other_owner');
  const programme = programmes.find((one) => one.code === code) ?? programmes[0];
  if (!programme) return { programmes, reconciliation: null, statement: null, differences: null };
  const reconciliation = must(await api.GET('/api/programmes/{programmeId}/reconciliation', { params: { path: { programmeId: programme.id } } }));
  const statement = reconciliation.statements.find((one) => one.kind === kind) ?? reconciliation.statements[0] ?? null;
  const query = { limit: DIFFERENCES, state: show === 'all' ? ('all' as const) : ('open' as const), ...(cursor === undefined ? {} : { cursor }) };
  const differences = statement && must(await api.GET('/api/capital-files/{id}/matches', { params: { path: { id: statement.file.id }, query } }));
  return { programmes, reconciliation, statement, differences };
}
