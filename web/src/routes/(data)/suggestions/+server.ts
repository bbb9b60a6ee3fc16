import { json } from '@sveltejs/kit';
import { findKinds } from '#lib/server/kinds.ts';
import { kindOf } from '#features/ask/kind.ts';

/** Kinds of request that fit what is being typed. */
export const GET = async ({ url, locals }) => json({ items: (await findKinds(locals.api, url.searchParams.get('q') ?? '')).map(kindOf) });
