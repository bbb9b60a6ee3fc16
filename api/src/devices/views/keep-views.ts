import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { type FieldError, Problem } from '#kernel/problem.ts';
import { DeviceFilters } from '../contract.ts';
import { notForYou, viewNotFound, viewTaken } from '../problems.ts';
import { readsSomewhere } from '../rules/access.ts';
import type { DeviceViewRequest } from './contract.ts';
import { findView, insertView, listViews, removeView } from './queries.ts';

const Strict = DeviceFilters.strict();

/** The filters of an address as they are kept: known ones that say something, each once. */
function filtersIn(query: string): string {
  const given = [...new URLSearchParams(query)].filter(([, value]) => value !== '');
  const read = Strict.safeParse(Object.fromEntries(given));
  if (read.success) return new URLSearchParams(Object.fromEntries(given)).toString();
  const errors = read.error.issues.map((issue): FieldError => {
    const name = issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : String(issue.path[0] ?? '');
    return { pointer: '/query', in: 'body', detail: `${name}: ${issue.message}` };
  });
  throw new Problem(400, 'request.invalid', 'Some of what was sent needs your attention.', { errors });
}

const mustRead = (actor: Actor) => {
  if (!readsSomewhere(actor)) throw notForYou();
};

/** What somebody keeps under a name: theirs alone. */
export async function readSavedViews(on: Sql, actor: Actor) {
  mustRead(actor);
  return { items: await listViews(on, actor.id) };
}

/** Keeps what one looks for under a name. `id` may come from the caller's Idempotency-Key. */
export async function saveDeviceView(db: Sql, actor: Actor, { name, query }: z.infer<typeof DeviceViewRequest>, now: Date, id: string = uuidv7()) {
  mustRead(actor);
  const kept = { id, ownerId: actor.id, name, query: filtersIn(query), createdAt: now };
  if (!(await findView(db, id)) && !(await insertView(db, kept))) throw viewTaken();
  return readSavedViews(db, actor);
}

/** Keeps it no more. */
export async function dropDeviceView(db: Sql, actor: Actor, id: string) {
  mustRead(actor);
  if (!(await removeView(db, id, actor.id))) throw viewNotFound();
  return readSavedViews(db, actor);
}
