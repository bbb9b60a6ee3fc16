import type { Sql } from '@steward/db';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { centsOf, dollarsOf } from '#kernel/money.ts';
import { changeStructure } from '../keep-condition.ts';
import { installedLater, structureChanged } from '../problems.ts';
import { mustBeAmount } from './must-be-amount.ts';
import { findStructure, setStructure } from '../queries.ts';
import { structureToPlan } from '../may-plan.ts';
import { differencesOf } from '../rules/differences.ts';
import type { StructureChange } from './contract.ts';

const money = (cents: bigint | null) => (cents === null ? null : dollarsOf(cents));
const factsOf = (row: NonNullable<Awaited<ReturnType<typeof findStructure>>>) => ({
  name: row.name,
  grossAreaSqft: row.grossAreaSqft,
  yearBuilt: row.yearBuilt,
  replacementValue: money(row.replacementCents),
  replacementBaseYear: row.replacementBaseYear,
});

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
/** Only what was named. */
const named = <T extends object>(input: T) => Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Given<T>;

/** Puts right what is known of a building; its event says what it was before. Nothing happens where nothing differs. */
export async function changeFacts(
  db: Sql,
  actor: Actor,
  id: string,
  expected: number,
  input: z.infer<typeof StructureChange>,
  now: Date,
): Promise<void> {
  await structureToPlan(db, actor, id);
  if (input.yearBuilt && input.yearBuilt > Number(districtDay(now).slice(0, 4))) throw installedLater('yearBuilt');
  await db.transaction(async (tx) => {
    const change = async () => {
      // The structure is held: this is how it is.
      const row = (await findStructure(tx, id))!;
      if (row.version !== expected) throw structureChanged(row.version);
      const { replacementValue, replacementBaseYear, ...rest } = input;
      const cents = replacementValue == null ? replacementValue : centsOf(replacementValue);
      const before = { cents: row.replacementCents, year: row.replacementBaseYear };
      const then = mustBeAmount(before, { cents, year: replacementBaseYear }, 'replacementBaseYear', now);
      const data = differencesOf(factsOf(row), { ...rest, replacementValue: money(then.cents), replacementBaseYear: then.year });
      await setStructure(tx, id, { ...named(rest), replacementCents: then.cents, replacementBaseYear: then.year });
      return { data: { ...data } };
    };
    await changeStructure(tx, id, { kind: 'structure_changed', cause: 'correction', actorId: actor.id }, change, now);
  });
}
