import { json } from '@sveltejs/kit';
import { findPeople } from '#lib/server/find.ts';

export const GET = async ({ url, locals }) => json({ items: await findPeople(locals.api, url.searchParams.get('q') ?? '') });
