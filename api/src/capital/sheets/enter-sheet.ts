import { createHash } from 'node:crypto';
import type { Sql } from '@steward/db';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { Problem } from '#kernel/problem.ts';
import { inOneGo } from '../in-one-go.ts';
import { programmeSeen } from '../may.ts';
import { standingOf } from '../programmes/read-lines.ts';
import { lockLines, lockProgramme } from '../queries.ts';
import { lockContractLines } from '../requests/queries.ts';
import { ACTS, type Rows } from './acts.ts';
import type { EnterRequest } from './contract.ts';
import { madeBetween } from './queries.ts';
import { type CellError, hintsOf, type Read, readRows, unanswered, type Written } from './read-rows.ts';
import { enteredOtherwise, rowsDiffer } from './refusals.ts';
import { differingOf, type SheetName, SHEETS, textOf, togetherOf } from './rules/columns.ts';

type Enter = z.infer<typeof EnterRequest>['enter'];
type Sent = { actor: Actor; programmeId: string; sheet: SheetName; rows: readonly Written[]; now: Date };
type Outcome = {
  state: 'good' | 'refused' | 'entered' | 'entered_before';
  requestId: string | null;
  errors: ReadonlyMap<string, readonly CellError[]>;
};

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
/** The ids that what a row makes may have begin with its key: sent again, it is found rather than made twice. They end with what it says. One person's keys are nobody else's. */
function idsOf({ actor, programmeId, sheet }: Sent, key: string) {
  const hash = hashOf([actor.id, programmeId, sheet, key].join(' '));
  const begin = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-`;
  return { range: [`${begin}${'0'.repeat(12)}`, `${begin}${'f'.repeat(12)}`] as const, saying: (text: string) => begin + hashOf(text).slice(0, 12) };
}

/** Where a refusal belongs: the row and the column that said what it names. */
function placeOf(pointer: string, names: Readonly<Record<string, string>>, rows: Rows): { key: string; column: string | null } {
  const [first = '', index, field] = pointer.split('/').slice(1);
  const row = (first === 'lines' && rows[Number(index)]) || rows[0];
  const said = first === 'lines' && field !== undefined ? field : first;
  const column = names[said] ?? said;
  return { key: row.key, column: column in row.values ? column : null };
}

const gathered = (errors: readonly (CellError & { key: string })[]) =>
  new Map([...Map.groupBy(errors, ({ key }) => key)].map(([key, all]) => [key, all.map(({ key: _key, ...error }) => error)]));

/** A refusal by the cells that it is about. */
function refusedBy(problem: Problem, names: Readonly<Record<string, string>>, rows: Rows) {
  const { errors = [], asked, available } = problem.facts as { errors?: { pointer: string; detail: string }[]; asked?: string; available?: string };
  const figures = { ...(asked === undefined ? {} : { asked }), ...(available === undefined ? {} : { available }) };
  const of = { code: problem.code, ...figures };
  if (errors.length === 0) return gathered([{ key: rows[0].key, column: null, ...of, detail: problem.message }]);
  return gathered(errors.map(({ pointer, detail }) => ({ ...placeOf(pointer, names, rows), ...of, detail })));
}

/** Thrown to undo what one row did, or all of them: it never leaves this file. */
class Undone extends Error {}

/** Enters what some rows ask for together, or says why not; what it did by then is undone. */
async function enterOne(tx: Sql, sent: Sent, rows: Rows): Promise<Outcome> {
  const differing = differingOf(SHEETS[sent.sheet], rows).map(({ row, column, first }) => ({ key: row.key, ...rowsDiffer(column, first) }));
  const [first] = rows;
  const missing = unanswered(SHEETS[sent.sheet], first).map((error) => ({ key: first.key, ...error }));
  const known = [...rows.flatMap(({ key, errors }) => errors.map((error) => ({ key, ...error }))), ...missing, ...differing];
  const { names, bodyOf, schema, enter, makes } = ACTS[sent.sheet];
  const body = schema.safeParse(bodyOf(rows));
  const wrong = (body.error?.issues ?? []).map(({ path, message }) => ({
    ...placeOf(`/${path.map(String).join('/')}`, names, rows),
    code: 'request.invalid',
    detail: message,
  }));
  if (known.length > 0) {
    // All that is wrong is named at once: each cell once, and only what it says itself.
    const isSaid = (key: string, column: string | null) => column !== null && Boolean(rows.find((row) => row.key === key)!.cells[column]?.trim());
    const more = wrong.filter(({ key, column }) => isSaid(key, column) && !known.some((one) => one.key === key && one.column === column));
    return { state: 'refused', requestId: null, errors: gathered([...known, ...more]) };
  }
  if (!body.success) return { state: 'refused', requestId: null, errors: gathered(wrong) };
  const { actor, programmeId, now } = sent;
  const id = idsOf(sent, rows[0].key).saying(textOf(rows));
  const requestId = makes === 'request' ? id : null;
  const made = (await Promise.all(rows.map(({ key }) => madeBetween(tx, makes, idsOf(sent, key).range)))).flat();
  if (made.includes(id)) return { state: 'entered_before', requestId, errors: new Map() };
  if (made.length > 0) return { state: 'refused', requestId: null, errors: gathered([{ key: rows[0].key, ...enteredOtherwise() }]) };
  try {
    // A savepoint: what is refused leaves nothing behind, and the others go on.
    await inOneGo(tx, (inner) => enter({ tx: inner, actor, programmeId, now, id }, body.data, rows));
    return { state: 'entered', requestId, errors: new Map() };
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error;
    return { state: 'refused', requestId: null, errors: refusedBy(error, names, rows) };
  }
}

/** Everything that the rows name is held first, in the order in which everybody holds it: nobody waits for somebody who waits for them. */
async function holdAll(tx: Sql, programmeId: string, rows: readonly Read[]) {
  await lockProgramme(tx, programmeId);
  const contractLines = rows.flatMap(({ contractLine }) => contractLine ?? []);
  await lockContractLines(tx, [...new Set(contractLines.map(({ id }) => id))]);
  const named = rows.flatMap(({ found }) => ['from', 'to', 'line'].flatMap((column) => found[column]?.id ?? []));
  await lockLines(tx, [...new Set([...named, ...contractLines.map(({ budgetLineId }) => budgetLineId)])]);
}

/** All rows tried, one group after the other, in one transaction that `keep` says the end of. */
async function tryRows(db: Sql, sent: Sent, keep: (outcomes: readonly Outcome[]) => boolean) {
  const { actor, programmeId, sheet } = sent;
  let tried: { groups: Rows[]; outcomes: Outcome[] } | undefined;
  let isEnteredNow = false;
  try {
    await db.transaction(async (tx) => {
      const read = await readRows(tx, actor, programmeId, SHEETS[sheet], sent.rows);
      await holdAll(tx, programmeId, read);
      const groups = togetherOf(SHEETS[sheet], read) as unknown as Rows[];
      const outcomes: Outcome[] = [];
      for (const rows of groups) outcomes.push(await enterOne(tx, sent, rows));
      tried = { groups, outcomes };
      isEnteredNow = keep(outcomes);
      if (!isEnteredNow) throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
  }
  return { ...tried!, isEnteredNow };
}

const asTried = ({ state, requestId, ...more }: Outcome): Outcome =>
  state === 'entered' ? { ...more, state: 'good', requestId: null } : { ...more, state, requestId };

type Answered = { key: string; state: Outcome['state']; errors: CellError[]; hints: ReturnType<typeof hintsOf>; requestId: string | null };

async function answer(db: Sql, sent: Sent, keep: (outcomes: readonly Outcome[]) => boolean) {
  const programme = await programmeSeen(db, sent.actor, sent.programmeId);
  const { groups, outcomes, isEnteredNow } = await tryRows(db, sent, keep);
  const byKey = new Map(
    groups.flatMap((rows, i) => {
      const { state, requestId, errors } = isEnteredNow ? outcomes[i]! : asTried(outcomes[i]!);
      return rows.map(
        (row) => [row.key, { key: row.key, state, errors: [...(errors.get(row.key) ?? [])], hints: hintsOf(row), requestId }] as [string, Answered],
      );
    }),
  );
  return { rows: sent.rows.map(({ key }) => byKey.get(key)!), isEntered: isEnteredNow, ...standingOf(programme, sent.now) };
}

/** Tries rows as they would be entered now, by the same rules, and enters none. */
export const checkSheet = (db: Sql, sent: Sent) => answer(db, sent, () => false);

/** Enters rows: all of them or none, or those that are good. Nothing is entered twice under one key. */
export const enterSheet = (db: Sql, sent: Sent, enter: Enter) =>
  answer(db, sent, (outcomes) => {
    const isSome = outcomes.some(({ state }) => state === 'entered');
    return isSome && (enter === 'good' || outcomes.every(({ state }) => state !== 'refused'));
  });
