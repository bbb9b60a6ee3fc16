import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import { type Actor, actingFor } from '#kernel/actor.ts';
import { typeNotFound } from '../problems.ts';
import { differences } from '../rules/differences.ts';
import { codeFrom, judgeForm } from '../rules/form-definition.ts';
import { mayCountOrders, maySeeSetUp, maySetUp, maySetUpDistrict } from '../rules/may-set-up.ts';
import type { TypePreviewRequest, TypeRequest } from './contract.ts';
import {
  compartmentFixed,
  compartmentForAdministrators,
  formRefused,
  notYoursToSetUp,
  setUpChanged,
  setUpNotForYou,
  unknownService,
  unknownTrade,
} from './problems.ts';
import { countOpenOfType, findType, hasOrders, hasService, hasTrade, insertType, listTypeCodes, lockType, setType, type TypeRow } from './queries.ts';
import { recordSetUp } from './record.ts';

type Input = z.infer<typeof TypeRequest>;
type Definition = Omit<Input, 'why'>;

/** What of a kind an administrator decides: what is previewed, compared and kept in the history. */
export const definitionOf = (type: Omit<TypeRow, 'id' | 'code' | 'routing' | 'version'>) => ({
  nameEn: type.nameEn,
  nameEs: type.nameEs,
  helpEn: type.helpEn,
  helpEs: type.helpEs,
  keywords: type.keywords,
  serviceCode: type.serviceCode,
  tradeCode: type.tradeCode,
  defaultImpact: type.defaultImpact,
  defaultUrgency: type.defaultUrgency,
  estimateMinutes: type.estimateMinutes,
  mayDisturbMaterial: type.mayDisturbMaterial,
  compartment: type.compartment,
  selfHelpEn: type.selfHelpEn,
  selfHelpEs: type.selfHelpEs,
  isActive: type.isActive,
  fields: type.fields,
  checklist: type.checklist,
});

/** What is optional and was left out is not there, so that nothing differs by it. */
const withoutGaps = (fields: Definition['fields']) => JSON.parse(JSON.stringify(fields)) as TypeRow['fields'];
const wanted = (input: Input) => definitionOf({ ...input, fields: withoutGaps(input.fields) });

/** For whom the actor may make the kind what it is to be: null for themselves. */
async function judge(tx: Sql, actor: Actor, now: TypeRow | null, then: ReturnType<typeof wanted>): Promise<string | null> {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const onBehalfOfId = actingFor(actor, (as) => maySetUp(as, then.serviceCode) && (now === null || maySetUp(as, now.serviceCode)));
  if (onBehalfOfId === undefined) throw notYoursToSetUp();
  if ((now?.compartment ?? null) !== then.compartment) {
    if (actingFor(actor, (as) => maySetUpDistrict(as, then.serviceCode)) === undefined) throw compartmentForAdministrators();
    if (now && (await hasOrders(tx, now.id))) throw compartmentFixed();
  }
  if (!(await hasService(tx, then.serviceCode))) throw unknownService();
  if (!(await hasTrade(tx, then.tradeCode, then.serviceCode))) throw unknownTrade();
  const faults = judgeForm(then.fields);
  if (faults.length > 0) throw formRefused(faults);
  return onBehalfOfId;
}

/** Makes a new kind of request, with the first version of its form. Answers its id. */
export const makeType = (db: Sql, actor: Actor, input: Input, now: Date) =>
  db.transaction(async (tx) => {
    const type = wanted(input);
    const onBehalfOfId = await judge(tx, actor, null, type);
    const id = uuidv7();
    const routing = type.serviceCode === 'hr' ? 'site_partner' : 'team';
    const taken = await listTypeCodes(tx);
    let made: TypeRow | undefined;
    while (!made) {
      const code = codeFrom(type.nameEn, taken);
      made = await insertType(tx, { id, code, routing, ...type }, now);
      taken.add(code);
    }
    await recordSetUp(tx, actor, { subject: 'request_type', id, name: type.nameEn, before: null, after: type, why: input.why, onBehalfOfId }, now);
    return id;
  });

/** Changes a kind of request as a whole. Its orders keep the form that they were asked with. */
export const changeType = (db: Sql, actor: Actor, id: string, version: number, input: Input, now: Date) =>
  db.transaction(async (tx) => {
    if (!maySeeSetUp(actor)) throw setUpNotForYou();
    const row = await lockType(tx, id);
    if (!row) throw typeNotFound();
    const [before, after] = [definitionOf(row), wanted(input)];
    const onBehalfOfId = await judge(tx, actor, row, after);
    if (row.version !== version) throw setUpChanged(differences(after, before).after, row.version);
    if (Object.keys(differences(before, after).after).length === 0) return;
    await setType(tx, id, after, now);
    await recordSetUp(tx, actor, { subject: 'request_type', id, name: after.nameEn, before, after, why: input.why, onBehalfOfId }, now);
  });

/** What saving would change, and how many open orders were asked with what is there; refused as saving would be. */
export async function previewType(on: Sql, actor: Actor, { id, ...input }: z.infer<typeof TypePreviewRequest>) {
  const row = id ? await findType(on, id) : null;
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  if (row === undefined) throw typeNotFound();
  const after = wanted(input);
  await judge(on, actor, row, after);
  const openOrders = row && row.compartment === null && mayCountOrders(actor, row.serviceCode) ? await countOpenOfType(on, row.id) : null;
  return { ...differences(row && definitionOf(row), after), openOrders };
}
