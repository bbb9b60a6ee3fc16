import { json } from '@sveltejs/kit';
import { findSites } from '#lib/server/find.ts';

export const GET = async ({ url, locals }) => json({ items: await findSites(locals.api, url.searchParams.get('q') ?? '') });
