import type { Sql } from '@steward/db';
import type { z } from 'zod';
import { type Actor, actingFor } from '#kernel/actor.ts';
import { contentFacts } from '../rules/calendar-content.ts';
import { codeFrom } from '../rules/form-definition.ts';
import { maySeeSetUp, maySetUp, maySetUpDistrict } from '../rules/may-set-up.ts';
import { notYoursToSetUp, setUpChanged, setUpNotForYou, unknownService } from '../set-up/problems.ts';
import { recordSetUp } from '../set-up/record.ts';
import type { NewCalendarRequest, ServiceCalendarRequest } from './contract.ts';
import { type Change, contentOf, mustMakeSense, type Planned, planChange } from './plan-change.ts';
import { calendarNotYours, unknownCalendar } from './problems.ts';
import { insertCalendar, insertRevisions, listCalendarCodes, listNewest, lockCalendars, lockService, setServiceCalendar } from './queries.ts';

/** `version`: the revision that was seen, where one calendar is changed. */
type Asked = { change: Change; why: string; version: number | null };
type Saved = { revision: number; codes: string[] };

/** Says of each calendar what it says from now on: one revision each, and one line in the log for the act. Where nothing differs, nothing is said. */
export const changeCalendars = (db: Sql, actor: Actor, { change, why, version }: Asked, now: Date): Promise<Saved> =>
  db.transaction(async (tx) => {
    await lockCalendars(tx);
    const { planned, onBehalfOfId } = await planChange(tx, actor, change, { now, why });
    if (version !== null && change.kind !== 'closure') await mustBeNewest(tx, change.code, version);
    if (planned.length === 0) return { revision: Math.max(...(await listNewest(tx)).map((row) => row.version)), codes: [] };
    const revision = await insertRevisions(
      tx,
      planned.map(({ row, after }) => ({ calendarCode: row.code, content: after, why, changedById: actor.id, changedAt: now })),
    );
    const codes = planned.map(({ row }) => row.code);
    const name = planned.map(({ row }) => row.nameEn).join(', ');
    await recordSetUp(tx, actor, { subject: 'calendar', id: codes.join(' '), name, ...factsOf(planned), why, onBehalfOfId }, now);
    return { revision, codes };
  });

/** What differs: of several calendars the days of each, under its name. */
function factsOf(planned: readonly Planned[]) {
  const facts = planned.map(({ row, after }) => ({ name: row.nameEn, ...contentFacts(row.content, after) }));
  if (facts.length === 1) return { before: facts[0]!.before, after: facts[0]!.after };
  const days = (side: 'before' | 'after') => Object.fromEntries(facts.map((one) => [one.name, one[side]?.['exceptions']]));
  return { before: days('before'), after: days('after') };
}

async function mustBeNewest(tx: Sql, code: string, version: number): Promise<void> {
  const { content, version: newest } = (await listNewest(tx)).find((row) => row.code === code)!;
  if (newest !== version) throw setUpChanged({ week: content.week, exceptions: content.exceptions }, newest);
}

/** Makes a calendar that no service works by yet. Answers its code. */
export const makeCalendar = (db: Sql, actor: Actor, { nameEn, nameEs, why, ...given }: z.infer<typeof NewCalendarRequest>, now: Date) =>
  db.transaction(async (tx) => {
    if (!maySeeSetUp(actor)) throw setUpNotForYou();
    const onBehalfOfId = actingFor(actor, (as) => maySetUpDistrict(as, null));
    if (onBehalfOfId === undefined) throw calendarNotYours();
    const content = mustMakeSense(contentOf(given));
    await lockCalendars(tx);
    const code = codeFrom(nameEn, await listCalendarCodes(tx));
    await insertCalendar(tx, { code, nameEn, nameEs });
    await insertRevisions(tx, [{ calendarCode: code, content, why, changedById: actor.id, changedAt: now }]);
    const after = { nameEn, nameEs, ...contentFacts(null, content).after };
    await recordSetUp(tx, actor, { subject: 'calendar', id: code, name: nameEn, before: null, after, why, onBehalfOfId }, now);
    return code;
  });

/** Has a service work by another calendar, from the next request on: open orders keep the one that they were promised by. */
export const changeServiceCalendar = (
  db: Sql,
  actor: Actor,
  code: string,
  version: number,
  { calendarCode, why }: z.infer<typeof ServiceCalendarRequest>,
  now: Date,
) =>
  db.transaction(async (tx) => {
    if (!maySeeSetUp(actor)) throw setUpNotForYou();
    const service = await lockService(tx, code);
    if (!service) throw unknownService();
    const onBehalfOfId = actingFor(actor, (as) => maySetUp(as, code));
    if (onBehalfOfId === undefined) throw notYoursToSetUp();
    if (service.version !== version) throw setUpChanged({ calendarCode: service.calendarCode }, service.version);
    const names = new Map((await listNewest(tx)).map((row) => [row.code, row.nameEn]));
    if (!names.has(calendarCode)) throw unknownCalendar();
    if (calendarCode === service.calendarCode) return;
    await setServiceCalendar(tx, code, calendarCode);
    const [before, after] = [service.calendarCode, calendarCode].map((of) => ({ calendar: names.get(of) }));
    await recordSetUp(tx, actor, { subject: 'service', id: code, name: service.nameEn, before: before!, after: after!, why, onBehalfOfId }, now);
  });
