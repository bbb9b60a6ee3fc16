import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import { type Actor, actingFor } from '#kernel/actor.ts';
import {
  differences,
  listServices,
  maySeeSetUp,
  maySetUp,
  maySetUpDistrict,
  notYoursToSetUp,
  recordSetUp,
  setUpChanged,
  setUpNotForYou,
} from '../../catalog/index.ts';
import { type Acts, faultsOf } from '../rules/macro.ts';
import type { MacroPreviewRequest, MacroRequest } from './contract.ts';
import { macroNamedAlready, macroNotFound, macroRefused, unknownServiceOfMacro } from './problems.ts';
import { findMacro, insertMacro, isNamedAlready, listMacroTeams, lockMacro, type MacroRow, setMacro } from './queries.ts';

type Input = z.infer<typeof MacroRequest>;
type Content = Pick<MacroRow, 'name' | 'serviceCode' | 'acts' | 'isActive'>;

/** Whose a macro is: of its service; of all services, the district’s. */
export const mayChangeMacro = (actor: Actor, serviceCode: string | null) =>
  serviceCode === null ? maySetUpDistrict(actor, null) : maySetUp(actor, serviceCode);

const line = ({ en, es }: { en: string; es: string }) => `${en} · ${es}`;

/** As people read it in the history: names instead of ids, nothing that it does not do. */
async function inWords(on: Sql, { name, serviceCode, isActive, acts }: Content) {
  const { priority, tags, checklist, reply, assign, move } = acts;
  const team = assign?.teamId === undefined ? undefined : (await listMacroTeams(on)).find(({ id }) => id === assign.teamId)?.name;
  return {
    name,
    serviceCode,
    isActive,
    setsPriority: priority?.to ?? null,
    priorityReason: priority?.reason ?? null,
    tags: tags ?? null,
    checklist: checklist?.map(line) ?? null,
    replyEn: reply?.en ?? null,
    replyEs: reply?.es ?? null,
    isInternal: reply?.isInternal ?? null,
    team: team ?? null,
    toMe: assign?.toMe ?? null,
    moveTo: move?.to ?? null,
    holdReason: move?.holdReason ?? null,
    note: move?.note ? line(move.note) : null,
  };
}

/** What was left out is not there. */
const withoutGaps = (acts: Input['acts']) => JSON.parse(JSON.stringify(acts)) as Acts;

/** What is wanted, checked; and for whom the actor sets it up: null for themselves. */
async function judge(on: Sql, actor: Actor, now: MacroRow | null, input: Input): Promise<{ content: Content; onBehalfOfId: string | null }> {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const { name, serviceCode, isActive } = input;
  const onBehalfOfId = actingFor(actor, (as) => mayChangeMacro(as, serviceCode) && (now === null || mayChangeMacro(as, now.serviceCode)));
  if (onBehalfOfId === undefined) throw notYoursToSetUp();
  if (serviceCode !== null && !(await listServices(on)).some(({ code }) => code === serviceCode)) throw unknownServiceOfMacro();
  const acts = withoutGaps(input.acts);
  const faults = faultsOf(acts);
  const { assign } = acts;
  if (assign?.teamId !== undefined) {
    const team = (await listMacroTeams(on)).find(({ id }) => id === assign.teamId);
    if (!team?.isActive) faults.push({ pointer: '/acts/assign/teamId', detail: 'There is no such team. Choose one from the list.' });
    else if (serviceCode !== null && team.serviceCode !== serviceCode)
      faults.push({ pointer: '/acts/assign/teamId', detail: 'This team is of another service. Choose one of yours.' });
  }
  if (faults.length > 0) throw macroRefused(faults);
  if (isActive && (await isNamedAlready(on, now?.id ?? null, name, serviceCode))) throw macroNamedAlready();
  return { content: { name, serviceCode, isActive, acts }, onBehalfOfId };
}

/** Makes a macro. `id` may come from the caller's Idempotency-Key. */
export const makeMacro = (db: Sql, actor: Actor, input: Input, now: Date, id: string = uuidv7()) =>
  db.transaction(async (tx) => {
    const { content, onBehalfOfId } = await judge(tx, actor, null, input);
    if (await findMacro(tx, id)) return id;
    await insertMacro(tx, { id, ...content });
    const after = await inWords(tx, content);
    await recordSetUp(tx, actor, { subject: 'macro', id, name: content.name, before: null, after, why: input.why, onBehalfOfId }, now);
    return id;
  });

/** Changes a macro as a whole, or puts it out of use. What it did stays done. */
export const changeMacro = (db: Sql, actor: Actor, id: string, version: number, input: Input, now: Date) =>
  db.transaction(async (tx) => {
    if (!maySeeSetUp(actor)) throw setUpNotForYou();
    const row = await lockMacro(tx, id);
    if (!row) throw macroNotFound();
    const { content, onBehalfOfId } = await judge(tx, actor, row, input);
    const [before, after] = [await inWords(tx, row), await inWords(tx, content)];
    if (row.version !== version) throw setUpChanged(differences(after, before).after, row.version);
    if (Object.keys(differences(before, after).after).length === 0) return;
    await setMacro(tx, id, content);
    await recordSetUp(tx, actor, { subject: 'macro', id, name: content.name, before, after, why: input.why, onBehalfOfId }, now);
  });

/** What saving would change; refused as saving would be. */
export async function previewMacroChange(on: Sql, actor: Actor, { id, ...input }: z.infer<typeof MacroPreviewRequest>) {
  const row = id ? await findMacro(on, id) : null;
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  if (row === undefined) throw macroNotFound();
  const { content } = await judge(on, actor, row, input);
  return differences(row && (await inWords(on, row)), await inWords(on, content));
}
