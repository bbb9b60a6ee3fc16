import { readOpen } from '#features/open/read.server.ts';

export async function load(event) {
  const { isDemonstration, asOf } = await readOpen(event);
  return { isDemonstration, asOf };
}
