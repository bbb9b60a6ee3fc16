import { createHash, randomBytes } from 'node:crypto';
import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { keepsNetwork, readsNetwork } from '../may.ts';
import { schoolToKeep } from '../place.ts';
import { mayNotKeep, networkNotYours, probeNotFound, schoolClosed } from '../problems.ts';
import type { ProbeRequest } from './contract.ts';
import { findProbe, insertProbe, listProbes, setProbeRevoked } from './queries.ts';

/** Told apart from other secrets by its beginning, so that scanners find one that was published. */
const PREFIX = 'stp_';
const SECRET_BYTES = 32;

/** What is kept of a probe's secret. */
export const hashOfProbe = (secret: string) => createHash('sha256').update(secret).digest('hex');

/** Lets a machine in a school measure. The only answer that ever holds the secret. */
export async function makeProbe(db: Sql, actor: Actor, { siteId, name }: z.infer<typeof ProbeRequest>, now: Date) {
  const { school } = await schoolToKeep(db, actor, siteId);
  if (school.status === 'closed') throw schoolClosed();
  const [id, secret] = [uuidv7(), `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64url')}`];
  await insertProbe(db, { id, siteId, name, secretHash: hashOfProbe(secret), createdById: actor.id, createdAt: now });
  return { ...(await findProbe(db, id))!, secret };
}

/** From now on its secret opens nothing; what it measured stays. */
export async function revokeProbe(db: Sql, actor: Actor, id: string, now: Date) {
  const probe = await findProbe(db, id);
  if (!probe) {
    if (!keepsNetwork(actor)) throw mayNotKeep();
    throw probeNotFound();
  }
  await schoolToKeep(db, actor, probe.site.id);
  await setProbeRevoked(db, id, actor.id, now);
  return (await findProbe(db, id))!;
}

/** All probes of the district, without their secrets. */
export async function readProbes(on: Sql, actor: Actor) {
  if (!readsNetwork(actor)) throw networkNotYours();
  return { items: await listProbes(on) };
}
