import { json } from '@sveltejs/kit';
import { readCollection } from '#features/devices/collection.server.ts';

/** How a collection goes, for a page that must not be left: a page that is read anew is lost where there is no signal. */
export const GET = async ({ url, locals }) => json(await readCollection(locals.api, url.searchParams));
