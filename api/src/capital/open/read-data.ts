import type { Sql } from '@steward/db';
import { districtDay } from '#kernel/day.ts';
import { dollarsOf } from '#kernel/money.ts';
import { csvLine } from '../../work-orders/index.ts';
import { listPublicProposals } from '../selection/queries.ts';
import { conditionOfSchools } from './condition.ts';
import { DICTIONARY, type SetName, SETS } from './data-sets.ts';
import { addUp, presentMoney } from './present-open.ts';
import { atOneMoment, isAnyMadeUp, listChanges, listInvoices, listProgrammes, listProjects, listScopes, sumByKind, sumWaiting } from './queries.ts';
import { LICENCE, standOf } from './stand.ts';

type Cell = string | number | null;
type Locale = 'en' | 'es';
export type Asked = { after?: string | undefined };
type Found = { rows: Cell[][]; isDemonstration: boolean; after?: string | null };

/** At most so many rows in one answer; the next begins after the last id. */
const ROWS_MOST = 20_000;
const BYTE_ORDER_MARK = '\uFEFF';
const orNone = (cents: bigint | null) => (cents === null ? null : dollarsOf(cents));
const columnsOf = (money: ReturnType<typeof presentMoney>) => [money.promised, money.budget, money.contracted, money.spent, money.forecast];

/** The rows of a set in the order of its dictionary. */
const READ: Record<SetName, (on: Sql, now: Date, asked: Asked) => Promise<Found>> = {
  programmes: async (on) => {
    const programmes = await listProgrammes(on);
    const ids = programmes.map(({ id }) => id);
    const sums = (await sumByKind(on, ids)).filter(({ kind }) => kind !== 'unallocated');
    const waiting = await sumWaiting(on, ids);
    return {
      isDemonstration: programmes.some(({ isDemonstration }) => isDemonstration),
      rows: programmes.map(({ id, code, name, kind, startsOn, endsOn, reconciledOn }) => [
        code,
        name,
        kind,
        startsOn,
        endsOn,
        reconciledOn,
        ...columnsOf(presentMoney({ ...addUp(sums.filter(({ programmeId }) => programmeId === id)), waitingCents: waiting.get(id) ?? 0n })),
      ]),
    };
  },
  projects: async (on) => ({
    isDemonstration: await isAnyMadeUp(on),
    rows: (await listProjects(on, {})).map((one) => [
      one.id,
      one.programme.code,
      one.code,
      one.name,
      one.siteId,
      one.siteName,
      one.phase,
      one.progressRatio,
      one.summary,
      ...columnsOf(presentMoney(one)),
    ]),
  }),
  scopes: async (on) => ({
    isDemonstration: await isAnyMadeUp(on),
    rows: (await listScopes(on, {})).map((one) => [
      one.id,
      one.projectId,
      one.projectName,
      one.position,
      one.promise,
      orNone(one.promisedCents),
      one.state,
      one.reason,
      orNone(one.actualCents),
      one.completedOn,
    ]),
  }),
  changes: async (on, _now, { after }) => {
    const found = await listChanges(on, {}, { after, limit: ROWS_MOST + 1 });
    const shown = found.slice(0, ROWS_MOST);
    return {
      isDemonstration: await isAnyMadeUp(on),
      after: found.length > ROWS_MOST ? shown.at(-1)!.id : null,
      rows: shown.map((one) => [
        one.id,
        one.programmeCode,
        one.on,
        one.kind,
        dollarsOf(one.amountCents),
        one.from?.kind ?? null,
        one.from?.projectId ?? null,
        one.to?.kind ?? null,
        one.to?.projectId ?? null,
        one.reasonCode,
        one.reason,
        one.document,
      ]),
    };
  },
  invoices: async (on, _now, { after }) => {
    const found = await listInvoices(on, {}, { after, limit: ROWS_MOST + 1 });
    const shown = found.slice(0, ROWS_MOST);
    return {
      isDemonstration: await isAnyMadeUp(on),
      after: found.length > ROWS_MOST ? shown.at(-1)!.id : null,
      rows: shown.map((one) => [
        one.id,
        one.programmeCode,
        one.projectId,
        one.projectName,
        one.siteName,
        one.on,
        one.vendor,
        one.number,
        one.contract,
        dollarsOf(one.amountCents),
      ]),
    };
  },
  proposals: async (on) => {
    const rows = await listPublicProposals(on);
    return {
      isDemonstration: await isAnyMadeUp(on),
      rows: rows.map((one) => [
        one.id,
        one.programme.code,
        one.number,
        one.site.name,
        one.title,
        one.summary,
        dollarsOf(one.costCents),
        one.points,
        districtDay(one.publishedAt!),
        one.state,
        one.committee,
        one.committeeView,
        one.decision,
        one.reason,
        one.decidedAt === null ? null : districtDay(one.decidedAt),
        one.projectId,
      ]),
    };
  },
  condition: async (on, now) => {
    const { items, isDemonstration } = await conditionOfSchools(on, now);
    return {
      isDemonstration: isDemonstration || (await isAnyMadeUp(on)),
      rows: items.map((one) => [one.site.id, one.site.name, one.level, one.deferred, one.replacementValue, one.ratio]),
    };
  },
};

const namesOf = (set: SetName) => DICTIONARY[set].fields.map(({ name }) => name);

/** A set as rows with the names of its dictionary. */
export const readData = (db: Sql, set: SetName, asked: Asked & { lang: Locale }, now: Date) =>
  atOneMoment(db, async (on) => {
    const { rows, isDemonstration, after = null } = await READ[set](on, now, asked);
    const names = namesOf(set);
    return {
      ...standOf(districtDay(now), isDemonstration, asked.lang),
      set,
      after,
      rows: rows.map((row) => Object.fromEntries(row.map((cell, i) => [names[i]!, cell]))),
    };
  });

/** The same as CSV: what is made up says so in its first line; then the licence and the day, then names and rows. */
export async function exportData(db: Sql, set: SetName, asked: Asked & { lang: Locale }, now: Date) {
  const { rows, notice, asOf, isDemonstration, after } = await readData(db, set, asked, now);
  const names = namesOf(set);
  const first = [...(notice === null ? [] : [[notice]]), [DICTIONARY[set].words[asked.lang], asOf, LICENCE.code, LICENCE.url]];
  const lines = [...first, names, ...rows.map((row) => names.map((name) => row[name] ?? null))];
  return { text: BYTE_ORDER_MARK + lines.map(csvLine).join(''), isDemonstration, after };
}

/** What each field of each set means. */
export const readDictionary = (db: Sql, lang: Locale, now: Date) =>
  atOneMoment(db, async (on) => ({
    ...standOf(districtDay(now), await isAnyMadeUp(on), lang),
    sets: SETS.map((name) => ({
      name,
      description: DICTIONARY[name].words[lang],
      fields: DICTIONARY[name].fields.map(({ words, ...field }) => ({ ...field, description: words[lang] })),
    })),
  }));
