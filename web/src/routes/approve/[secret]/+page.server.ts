import { decideByLink, readLink } from '#features/approvals/link.server.ts';

export const load = readLink;
export const actions = { default: decideByLink };
