import type { Sql } from '@steward/db';
import type { z } from 'zod';
import { type Actor, actingFor } from '#kernel/actor.ts';
import { maySeeSetUp, maySetUpDistrict, notYoursToSetUp, recordSetUp, setUpChanged, setUpNotForYou } from '../../catalog/index.ts';
import { noSuchKind, unknownSystem } from '../problems.ts';
import { findSystem, listSystems } from '../queries.ts';
import type { System as SystemSchema } from '../inventory/contract.ts';
import type { KindRequest } from './contract.ts';
import { listKinds, lockKind, setSystemOf } from './queries.ts';

type System = z.infer<typeof SystemSchema>;
const systemOf = ({ code, name, nameEs }: System): System => ({ code, name, nameEs });

const mayChange = (actor: Actor) => maySetUpDistrict(actor, 'facilities');

/** Every kind of request that may speak of a building, with the system it speaks of. */
export async function readKinds(on: Sql, actor: Actor) {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  return {
    items: await listKinds(on),
    systems: (await listSystems(on, 3)).map(systemOf),
    may: { change: mayChange(actor) },
  };
}

const words = (system: System | null) => system && `${system.code} ${system.name}`;

/** Says which system a kind of request speaks of, or that it speaks of none. What orders proposed before stays. */
export const setSystem = (db: Sql, actor: Actor, id: string, { systemCode, insteadOf, why }: z.infer<typeof KindRequest>, now: Date) =>
  db.transaction(async (tx) => {
    if (!maySeeSetUp(actor)) throw setUpNotForYou();
    const onBehalfOfId = actingFor(actor, mayChange);
    if (onBehalfOfId === undefined) throw notYoursToSetUp();
    const kind = await lockKind(tx, id);
    if (!kind) throw noSuchKind();
    const system = systemCode === null ? null : ((await findSystem(tx, systemCode)) ?? null);
    if (systemCode !== null && system?.level !== 3) throw unknownSystem();
    if ((kind.system?.code ?? null) !== insteadOf) throw setUpChanged({ buildingSystem: words(kind.system) }, 1);
    await setSystemOf(tx, id, systemCode);
    const [before, after] = [{ buildingSystem: words(kind.system) }, { buildingSystem: words(system) }];
    await recordSetUp(tx, actor, { subject: 'request_type', id, name: kind.nameEn, before, after, why, onBehalfOfId }, now);
    return { ...kind, system: system && systemOf(system) };
  });
