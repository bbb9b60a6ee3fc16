import { decideByCapitalLink, readCapitalLink } from '#features/approvals/link.server.ts';

export const load = readCapitalLink;
export const actions = { default: decideByCapitalLink };
