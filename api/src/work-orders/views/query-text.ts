import type { FieldError } from '#kernel/problem.ts';
import type { z } from 'zod';
import { ViewFilters } from './contract.ts';

type Read = { ok: true; text: string; query: z.infer<typeof ViewFilters> } | { ok: false; errors: FieldError[] };

/** The filters written in this text, as an address has them: empty ones are none, one given twice is refused. */
export function readQueryText(text: string): Read {
  const given = [...new URLSearchParams(text)].filter(([, value]) => value !== '');
  const twice = given.find(([name], i) => given.findIndex(([other]) => other === name) !== i)?.[0];
  if (twice) return { ok: false, errors: [{ pointer: '/query', in: 'body', detail: `Give ${twice} once.` }] };
  const read = ViewFilters.safeParse(Object.fromEntries(given));
  if (read.success) return { ok: true, text: new URLSearchParams(given).toString(), query: read.data };
  const errors = read.error.issues.map((issue): FieldError => {
    const name = issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : String(issue.path[0] ?? '');
    return { pointer: '/query', in: 'body', detail: `${name}: ${issue.message}` };
  });
  return { ok: false, errors };
}
