import { decideCapital } from '#features/approvals/acts.server.ts';
import { readCapitalApproval } from '#features/approvals/read.server.ts';
import { newKey } from '#lib/server/forms.ts';

export const load = async ({ locals, params }) => ({ approval: await readCapitalApproval(locals.api, params.id), key: newKey() });

export const actions = { default: decideCapital };
