import { type Api, must } from '#lib/server/api.ts';
import type { Proposal } from './proposal.ts';

/** What I may decide on, and what I proposed. */
export const readProposals = async (api: Api): Promise<Proposal[]> => must(await api.GET('/api/compartment-proposals')).items;
