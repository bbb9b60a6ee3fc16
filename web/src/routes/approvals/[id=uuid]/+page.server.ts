import { decide } from '#features/approvals/acts.server.ts';
import { readApproval } from '#features/approvals/read.server.ts';
import { newKey } from '#lib/server/forms.ts';

export const load = async ({ locals, params }) => ({ approval: await readApproval(locals.api, params.id), key: newKey() });

export const actions = { default: decide };
