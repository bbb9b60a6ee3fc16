import { type Api, must } from '#lib/server/api.ts';
import type { Approval } from './approval.ts';

/** How many approvals wait for me; a page does not fail because this is not known. */
export async function waitingOn(api: Api): Promise<number> {
  const { data } = await api.GET('/api/approvals/waiting');
  return data?.waiting ?? 0;
}

/** What waits for me, or what was decided by me or for me. */
export const readApprovals = async (api: Api, state: 'waiting' | 'decided'): Promise<Approval[]> =>
  must(await api.GET('/api/approvals', { params: { query: { state } } })).items;

export const readApproval = async (api: Api, id: string): Promise<Approval> =>
  must(await api.GET('/api/approvals/{id}', { params: { path: { id } } }));
