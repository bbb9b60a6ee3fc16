import { type Api, must } from '#lib/server/api.ts';
import type { Approval } from './approval.ts';
import type { CapitalApproval, CapitalItem } from './capital.ts';

/** How many approvals wait for me; a page does not fail because this is not known. */
export async function waitingOn(api: Api): Promise<number> {
  const both = await Promise.all([api.GET('/api/approvals/waiting'), api.GET('/api/capital-approvals/waiting')]);
  return both.reduce((sum, { data }) => sum + (data?.waiting ?? 0), 0);
}

/** What waits for me, or what was decided by me or for me. */
export const readApprovals = async (api: Api, state: 'waiting' | 'decided'): Promise<Approval[]> =>
  must(await api.GET('/api/approvals', { params: { query: { state } } })).items;

export const readApproval = async (api: Api, id: string): Promise<Approval> =>
  must(await api.GET('/api/approvals/{id}', { params: { path: { id } } }));

/** The same of capital money. */
export const readCapitalApprovals = async (api: Api, state: 'waiting' | 'decided'): Promise<CapitalItem[]> =>
  must(await api.GET('/api/capital-approvals', { params: { query: { state } } })).items;

export const readCapitalApproval = async (api: Api, id: string): Promise<CapitalApproval> =>
  must(await api.GET('/api/capital-approvals/{id}', { params: { path: { id } } }));
