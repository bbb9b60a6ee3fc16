import { readSchools } from '#features/open/read.server.ts';

export async function load(event) {
  const q = event.url.searchParams.get('q')?.trim() ?? '';
  return { ...(await readSchools(event, q)), q };
}
