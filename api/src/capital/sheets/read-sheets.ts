import type { Sql } from '@steward/db';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { dollarsOf } from '#kernel/money.ts';
import { programmeSeen } from '../may.ts';
import { standingOf } from '../programmes/read-lines.ts';
import { keepsBooks, runsSomewhere } from '../rules/access.ts';
import { MOST_ROWS, type SuggestionsQuery } from './contract.ts';
import { findByCode } from './queries.ts';
import { LOOKUPS, SHEET_NAMES, type SheetName, SHEETS } from './rules/columns.ts';

const SUGGESTED = 20;

/** What this person may enter by the row, and what each row says. */
export async function readSheets(on: Sql, actor: Actor, programmeId: string, now: Date) {
  const programme = await programmeSeen(on, actor, programmeId);
  const may = { runs: runsSomewhere(actor), books: keepsBooks(actor) };
  // What others say of their projects is not ours to enter.
  const mine = programme.kind === 'other_owner' ? [] : SHEET_NAMES.filter((name) => SHEETS[name].by.some((who) => may[who]));
  return {
    ...standingOf(programme, now),
    items: mine.map((sheet) => ({
      sheet,
      columns: SHEETS[sheet].columns.map(({ name, kind, isRequired = false, orElse = null, choices = [] }) => ({
        name,
        kind,
        isRequired,
        orElse,
        choices: [...choices],
      })),
      together: [...SHEETS[sheet].together],
    })),
    mostRows: MOST_ROWS,
  };
}

type Asked = { programmeId: string; sheet: SheetName } & z.infer<typeof SuggestionsQuery>;

/** Codes that a cell may say, for some words of it. */
export async function suggestCodes(on: Sql, actor: Actor, { programmeId, sheet, column, q = '', contract = '' }: Asked) {
  await programmeSeen(on, actor, programmeId);
  const kind = SHEETS[sheet].columns.find(({ name }) => name === column)?.kind;
  const lookup = LOOKUPS.find((one) => one === kind);
  if (!lookup) return { items: [] };
  const found = await findByCode(on, lookup, { actor, programmeId }, { q, contract, limit: SUGGESTED });
  return {
    items: found.map(({ code, name, availableCents }) => ({ code, name, available: availableCents === null ? null : dollarsOf(availableCents) })),
  };
}
