import type { Sql } from '@steward/db';
import type { z } from 'zod';
import { type Actor, actingFor } from '#kernel/actor.ts';
import { differences } from '../rules/differences.ts';
import { codeFrom } from '../rules/form-definition.ts';
import { maySeeSetUp, maySetUp, maySetUpDistrict } from '../rules/may-set-up.ts';
import type { NamesRequest, TradeRequest } from './matrix-contract.ts';
import { insertTrade, listServiceRows, listTradeRows, lockService, lockTrade, setService, setTrade } from './matrix-queries.ts';
import { nameNotFound, notYoursToSetUp, setUpChanged, setUpNotForYou, unknownService } from './problems.ts';
import { recordSetUp } from './record.ts';

type Names = z.infer<typeof NamesRequest>;
const namesOf = ({ nameEn, nameEs }: Names) => ({ nameEn, nameEs });

/** The services and their trades, to work on. */
export async function readSetUpServices(on: Sql, actor: Actor) {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const trades = await listTradeRows(on);
  const items = (await listServiceRows(on)).map((service) => {
    const change = maySetUp(actor, service.code);
    return {
      ...service,
      may: { change: maySetUpDistrict(actor, service.code), addTrade: change },
      trades: trades.filter((trade) => trade.serviceCode === service.code).map((trade) => ({ ...trade, may: { change } })),
    };
  });
  return { items };
}

type Named = { code: string; nameEn: string; nameEs: string; version: number };
type Change = { subject: 'service' | 'trade'; row: Named; version: number; onBehalfOfId: string | null; set: () => Promise<unknown> };

/** Writes the names and their line in the history; 412 where somebody was faster. Answers what it is called now. */
async function rename(tx: Sql, actor: Actor, input: Names, { subject, row, version, onBehalfOfId, set }: Change, now: Date) {
  const [before, after] = [namesOf(row), namesOf(input)];
  if (row.version !== version) throw setUpChanged(differences(after, before).after, row.version);
  if (Object.keys(differences(before, after).after).length === 0) return { ...row, may: { change: true } };
  await set();
  await recordSetUp(tx, actor, { subject, id: row.code, name: after.nameEn, before, after, why: input.why, onBehalfOfId }, now);
  return { ...row, ...after, version: row.version + 1, may: { change: true } };
}

function mustAct(actor: Actor, may: (as: Actor) => boolean): string | null {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const onBehalfOfId = actingFor(actor, may);
  if (onBehalfOfId === undefined) throw notYoursToSetUp();
  return onBehalfOfId;
}

/** Calls a service by other names. */
export const changeService = (db: Sql, actor: Actor, code: string, version: number, input: Names, now: Date) =>
  db.transaction(async (tx) => {
    const onBehalfOfId = mustAct(actor, (as) => maySetUpDistrict(as, code));
    const row = await lockService(tx, code);
    if (!row) throw nameNotFound();
    return rename(tx, actor, input, { subject: 'service', row, version, onBehalfOfId, set: () => setService(tx, code, namesOf(input)) }, now);
  });

/** Calls a trade by other names. */
export const changeTrade = (db: Sql, actor: Actor, code: string, version: number, input: Names, now: Date) =>
  db.transaction(async (tx) => {
    if (!maySeeSetUp(actor)) throw setUpNotForYou();
    const row = await lockTrade(tx, code);
    if (!row) throw nameNotFound();
    const onBehalfOfId = mustAct(actor, (as) => maySetUp(as, row.serviceCode));
    return rename(tx, actor, input, { subject: 'trade', row, version, onBehalfOfId, set: () => setTrade(tx, code, namesOf(input)) }, now);
  });

/** Adds a trade to a service. */
export const addTrade = (db: Sql, actor: Actor, { serviceCode, why, ...names }: z.infer<typeof TradeRequest>, now: Date) =>
  db.transaction(async (tx) => {
    const onBehalfOfId = mustAct(actor, (as) => maySetUp(as, serviceCode));
    if (!(await lockService(tx, serviceCode))) throw unknownService();
    const taken = new Set((await listTradeRows(tx)).map(({ code }) => code));
    let made: Awaited<ReturnType<typeof insertTrade>>;
    while (!made) {
      const code = codeFrom(names.nameEn, taken);
      made = await insertTrade(tx, { code, serviceCode, ...names });
      taken.add(code);
    }
    const after = { serviceCode, ...names };
    await recordSetUp(tx, actor, { subject: 'trade', id: made.code, name: made.nameEn, before: null, after, why, onBehalfOfId }, now);
    return { ...made, may: { change: true } };
  });
