import { json } from '@sveltejs/kit';
import { findEntries } from '#features/palette/found.server.ts';

/** What the typed words find, for the palette. */
export async function GET(event) {
  const { entries, problem } = await findEntries(event, event.url.searchParams.get('q') ?? '');
  return problem ? json({ code: problem.code }, { status: problem.status }) : json({ entries });
}
