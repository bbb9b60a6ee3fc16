import type { Sql } from '@steward/db';
import { type Actor, actingFor } from '#kernel/actor.ts';
import { recordSetUp } from '../../catalog/index.ts';
import { portfolioNotFound } from '../problems.ts';
import { DISTRICT } from '../queries.ts';
import { mayNotImport, portfolioBusy, portfolioChanged, portfolioInPlans, portfolioIsDistrict } from './problems.ts';
import { listPortfolios, lockImportsOf, lockPortfolio, setRemoved } from './queries.ts';
import { mayImport } from './receive-import.ts';

const UNDER_WAY = ['receiving', 'checking', 'loading'];

/**
 * Takes another owner's buildings away, with all that was said of them: nobody sees them any more, and the name is free. What happened stays in the events. Refused while a file of it is
 * under way, and where draft plans are made of it.
 */
export async function removePortfolio(db: Sql, actor: Actor, code: string, expected: number, why: string | undefined, now: Date): Promise<void> {
  const onBehalfOfId = actingFor(actor, mayImport);
  if (onBehalfOfId === undefined) throw mayNotImport();
  await db.transaction(async (tx) => {
    const row = await lockPortfolio(tx, code);
    if (!row) throw portfolioNotFound();
    if (row.code === DISTRICT) throw portfolioIsDistrict();
    if (row.version !== expected) throw portfolioChanged(row.version);
    if ((await lockImportsOf(tx, row.id)).some(({ state }) => UNDER_WAY.includes(state))) throw portfolioBusy();
    const { structures, plans } = (await listPortfolios(tx)).find(({ id }) => id === row.id)!;
    if (plans > 0) throw portfolioInPlans(plans);
    await setRemoved(tx, row, now);
    const change = { before: { isRemoved: false, buildings: structures }, after: { isRemoved: true, buildings: 0 }, why, onBehalfOfId };
    await recordSetUp(tx, actor, { subject: 'portfolio', id: row.id, name: row.name, ...change }, now);
  });
}
