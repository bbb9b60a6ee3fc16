import { crc32 } from 'node:zlib';
import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { SheetRow } from '#platform/sheets/sheet.ts';
import { Unreadable } from '#platform/sheets/sheet.ts';
import { isEmptyLine, isTotalLine, readRow, type ReadRow, type Reason, type Understanding } from '../rules/assessment-file/rows.ts';
import { createTotals } from '../rules/assessment-file/totals.ts';
import { lookAlikes } from '../rules/assessment-file/words.ts';
import { rollUp } from '../rules/fci.ts';
import { buildingsKind, componentsKind, deficienciesKind, type Effect, type Kinds, type NewId } from './kinds.ts';
import { understandingOf } from './mapping.ts';
import { nothingInIt } from './problems.ts';
import { type ImportRow, insertRows, lease, type NewRow, removeRows, setImport } from './queries.ts';

const BATCH = 2_000;
const LEASE_MS = 30_000;
const WORDS_KEPT = 200;

export type Verdict = 'good' | 'remark' | 'wrong' | 'duplicate' | 'total';
type Counts = Record<Verdict | 'empty', number>;
type Effects = { new: number; changed: number; same: number };
const noEffects = (): Effects => ({ new: 0, changed: 0, same: 0 });

/** What a dry run found; kept with the file. Money in cents, as digits. */
export type Summary = {
  counts: Counts;
  goodEffects: Effects;
  remarksEffects: Effects;
  structures: number;
  costOfNew: string;
  costChange: string;
  reasons: { code: string; count: number; isRemark: boolean }[];
  totals: ReturnType<typeof createTotals>['checks'];
  sums: ReturnType<ReturnType<typeof createTotals>['sums']>;
  notTaken: string[];
  understood: { column: string; from: string; to: string; count: number }[];
  unknownWords: { what: 'priority' | 'unit' | 'system' | 'rating'; word: string; count: number }[];
  lookAlikes: { column: string; words: string[] }[];
  index: {
    structures: number;
    withIndex: number;
    withValue: number;
    deferred: string;
    value: string;
    ratio: number | null;
    mean: number | null;
  } | null;
};

const WORD_FAULTS: Record<string, Summary['unknownWords'][number]['what']> = {
  unknown_priority: 'priority',
  unknown_unit: 'unit',
  unknown_system: 'system',
  system_too_coarse: 'system',
  unknown_rating: 'rating',
};

const count = <K>(map: Map<K, number>, key: K) => void map.set(key, (map.get(key) ?? 0) + 1);

/** Gathers what the rows say, one by one. */
function createSummary(how: Understanding & { notTaken: string[] }) {
  const totals = createTotals(how.columns);
  const counts: Counts = { good: 0, remark: 0, wrong: 0, duplicate: 0, total: 0, empty: 0 };
  const effects = { good: noEffects(), remark: noEffects() };
  const reasons = new Map<string, { count: number; isRemark: boolean }>();
  const understood = new Map<string, number>();
  const unknown = new Map<string, number>();
  const words = new Map(
    how.columns.filter(({ field }) => ['priority', 'unit', 'system'].includes(field.reads)).map((column) => [column, new Set<string>()]),
  );
  const structures = new Set<string>();
  const conditions: { dmCents: bigint; crvCents: bigint | null; isStated: boolean }[] = [];
  let [costOfNew, costChange] = [0n, 0n];

  function money(effect: Effect) {
    if (effect.structureId && effect.effect !== 'same') structures.add(effect.structureId);
    const cost = effect.values['costCents'];
    if (typeof cost === 'string' && effect.effect === 'new') costOfNew += BigInt(cost);
    if (typeof cost === 'string' && effect.before && typeof effect.before['costCents'] === 'string')
      costChange += BigInt(cost) - BigInt(effect.before['costCents']);
  }

  return {
    totals,
    counts,
    cells(cells: readonly string[]) {
      for (const [column, seen] of words) if (seen.size < WORDS_KEPT) seen.add((cells[column.index] ?? '').slice(0, 100));
    },
    row(verdict: Verdict, read: ReadRow, effect: Effect | null) {
      counts[verdict] += 1;
      for (const [all, isRemark] of [[read.faults, false] as const, [read.remarks, true] as const])
        for (const { code, value } of all) {
          const kept = reasons.get(code) ?? { count: 0, isRemark };
          reasons.set(code, { count: kept.count + 1, isRemark: kept.isRemark && isRemark });
          if (WORD_FAULTS[code] && value) count(unknown, JSON.stringify([WORD_FAULTS[code], value]));
        }
      for (const { column, from, to } of read.understood) if (understood.size < WORDS_KEPT) count(understood, JSON.stringify([column, from, to]));
      if (effect && (verdict === 'good' || verdict === 'remark')) {
        effects[verdict][effect.effect] += 1;
        if (verdict === 'good') money(effect);
        if (how.kind === 'buildings') {
          const { value, deferred } = effect.values as { value?: string | null; deferred?: string | null };
          conditions.push({
            crvCents: value ? BigInt(value) : null,
            dmCents: BigInt(deferred ?? 0),
            isStated: read.values['fci'] !== undefined || deferred != null,
          });
        }
      }
    },
    reason(code: string, isRemark: boolean) {
      reasons.set(code, { count: (reasons.get(code)?.count ?? 0) + 1, isRemark });
    },
    summary(): Summary {
      const parse = ([key, n]: [string, number]) => [...(JSON.parse(key) as string[]), n] as const;
      const valued = conditions.filter(({ crvCents, isStated }) => isStated && crvCents !== null && crvCents > 0n);
      const rolled = rollUp(conditions);
      const ratios = valued.map(({ dmCents, crvCents }) => Number(dmCents) / Number(crvCents));
      return {
        counts,
        goodEffects: effects.good,
        remarksEffects: effects.remark,
        structures: structures.size,
        costOfNew: costOfNew.toString(),
        costChange: costChange.toString(),
        reasons: [...reasons].map(([code, kept]) => ({ code, ...kept })).toSorted((a, b) => b.count - a.count),
        totals: totals.checks,
        sums: totals.sums(),
        notTaken: how.notTaken,
        understood: [...understood]
          .map(parse)
          .map(([column, from, to, n]) => ({ column: String(column), from: String(from), to: String(to), count: Number(n) })),
        unknownWords: [...unknown]
          .map(parse)
          .map(([what, word, n]) => ({ what: what as 'unit', word: String(word), count: Number(n) }))
          .toSorted((a, b) => b.count - a.count)
          .slice(0, WORDS_KEPT),
        lookAlikes: [...words].flatMap(([{ heading }, seen]) => lookAlikes(seen).map((group) => ({ column: heading, words: group }))),
        index:
          how.kind === 'buildings'
            ? {
                structures: conditions.length,
                withIndex: conditions.filter(({ isStated }) => isStated).length,
                withValue: valued.length,
                deferred: rolled.dmCents.toString(),
                value: (rolled.crvCents ?? 0n).toString(),
                ratio: rolled.ratio,
                mean: ratios.length > 0 ? ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length : null,
              }
            : null,
      };
    },
  };
}

const KIND_OF = { buildings: buildingsKind, deficiencies: deficienciesKind, components: componentsKind };

type Reading = { rows: AsyncIterable<SheetRow>; clock: () => Date; leaseId?: string; newId?: NewId };

/** Somebody else reads this file by now. */
class LeaseLost extends Error {}

/**
 * The dry run: reads the file row by row, says of each what it would do or why it cannot, and keeps that. Nothing of the inventory changes. Cut off anywhere, it is simply begun again: what was
 * kept of it goes first. Duplicates are known by one key a row; nothing else of the file stays in memory.
 */
export async function checkImport(db: Sql, row: ImportRow, { rows, clock, leaseId = uuidv7(), newId }: Reading): Promise<void> {
  const how = await understandingOf(db, row, clock());
  const kinds: Kinds = await KIND_OF[how.kind](db, row.portfolioId, new Set(how.columns.map(({ field }) => field.name)), { newId, today: how.today });
  const summary = createSummary(how);
  const seen = new Map<string, { row: number; sum: number }>();
  await removeRows(db, row.id);
  let batch: SheetRow[] = [];
  let rowsRead = 0;

  async function flush(read: number) {
    const judged = await judge(batch, { importId: row.id, how, kinds, summary, seen });
    rowsRead += batch.length;
    batch = [];
    await insertRows(db, judged);
    const now = clock();
    if (!(await lease(db, row.id, leaseId, now, new Date(now.getTime() + LEASE_MS), { rowsRead, doneRatio: Math.min(1, read) })))
      throw new LeaseLost();
  }
  try {
    for await (const one of rows) {
      if (one.row <= how.headerRow) continue;
      batch.push(one);
      if (batch.length >= BATCH) await flush(one.read);
    }
    await flush(1);
    if (rowsRead === 0) throw new Unreadable(nothingInIt());
    await setImport(db, row.id, {
      state: 'checked',
      failure: null,
      summary: summary.summary(),
      checkedAt: clock(),
      leaseId: null,
      leasedUntil: null,
      doneRatio: 1,
    });
  } catch (error) {
    if (error instanceof LeaseLost) return;
    if (!(error instanceof Unreadable)) throw error;
    await setImport(db, row.id, { state: 'failed', failure: error.problem.message, finishedAt: clock(), leaseId: null, leasedUntil: null });
  }
}

type Judging = {
  importId: string;
  how: Understanding;
  kinds: Kinds;
  summary: ReturnType<typeof createSummary>;
  seen: Map<string, { row: number; sum: number }>;
};

async function judge(batch: readonly SheetRow[], { importId, how, kinds, summary, seen }: Judging): Promise<NewRow[]> {
  const judged: NewRow[] = [];
  const base = {
    importId,
    effect: null,
    structureId: null,
    targetId: null,
    seenVersion: null,
    values: null,
    before: null,
    reasons: null,
    raw: null,
  };
  const candidates: { at: SheetRow; read: ReadRow }[] = [];
  for (const at of batch) {
    const { row, cells } = at;
    if (isEmptyLine(cells)) {
      summary.counts.empty += 1;
      continue;
    }
    if (isTotalLine(cells, how)) {
      const held = summary.totals.hold(row, cells);
      const reasons: Reason[] = held.map(({ column, stated, sum, matches }) => ({
        code: matches ? 'total_matches' : 'total_differs',
        column,
        facts: { stated: spaced(stated), sum: spaced(sum) },
      }));
      summary.counts.total += 1;
      judged.push({ ...base, row, verdict: 'total', reasons, raw: cells });
      for (const { code } of reasons) summary.reason(code, code === 'total_matches');
      continue;
    }
    summary.totals.add(cells);
    summary.cells(cells);
    candidates.push({ at, read: readRow(cells, how) });
  }
  const fit = candidates.filter(({ read }) => read.faults.length === 0);
  const placed = await kinds.place(fit.map(({ read }) => ({ values: read.values, remarks: read.remarks })));
  const effects = new Map(fit.map((one, i) => [one, placed[i]!]));
  for (const one of candidates) {
    const { at, read } = one;
    const found = effects.get(one);
    if (found && 'fault' in found) read.faults.push(found.fault);
    const effect = found && !('fault' in found) ? found : null;
    const verdict = verdictOf(at.row, read, effect, seen);
    summary.row(verdict, read, effect);
    const reasons = [...read.faults, ...read.remarks];
    const isTaken = effect !== null && (verdict === 'good' || verdict === 'remark');
    judged.push({
      ...base,
      row: at.row,
      verdict,
      ...(isTaken
        ? {
            effect: effect.effect,
            structureId: effect.structureId,
            targetId: effect.targetId,
            seenVersion: effect.seenVersion,
            before: effect.before,
          }
        : {}),
      values: effect ? effect.values : read.values,
      reasons: reasons.length > 0 ? reasons : null,
      raw: reasons.length > 0 ? at.cells : null,
    });
  }
  return judged;
}

function verdictOf(row: number, read: ReadRow, effect: Effect | null, seen: Judging['seen']): Verdict {
  if (!effect) return 'wrong';
  const { targetId: _id, ...said } = effect;
  const sum = crc32(JSON.stringify({ values: said.values, structureId: said.values['importKey'] === undefined ? null : said.structureId }));
  const first = seen.get(effect.key);
  if (first) {
    read.faults.push({ code: first.sum === sum ? 'duplicate' : 'duplicate_differs', facts: { row: first.row } });
    return 'duplicate';
  }
  seen.set(effect.key, { row, sum });
  return read.remarks.length > 0 ? 'remark' : 'good';
}

const spaced = (figure: string) => figure.replace(/\B(?=(\d{3})+(?!\d))(?=\d*\.)/g, ',').replace(/\.00$/, '');
