import { json } from '@sveltejs/kit';
import { findCodes } from '#features/capital-entry/read.server.ts';

export const GET = async ({ url, locals }) => json({ items: await findCodes(locals.api, url.searchParams) });
