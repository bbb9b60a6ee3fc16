import type { Sql } from '@steward/db';
import { uuidFor } from '@steward/db/seed';
import { findActors } from '../../people/index.ts';
import { saveScenario } from '../outlook/scenarios.ts';

/** A general fund of made-up size, and three ways in which the next years might go. */
const OPERATING = { revenue: '1180000000.00', spend: '1205000000.00', reserve: '142000000.00' };
const AS_PLANNED = { revenueGrowth: 0.02, spendGrowth: 0.025, costEscalation: 0.04, contingency: 0.1, renewal: 0.25 };
const SCENARIOS = [
  { name: 'As planned', assumptions: AS_PLANNED },
  { name: 'Costs rise faster', assumptions: { ...AS_PLANNED, costEscalation: 0.08, spendGrowth: 0.035 } },
  { name: 'Half of the renewals', assumptions: { ...AS_PLANNED, renewal: 0.5 } },
];

/** Scenarios of the outlook that finance saved, reckoned as any other. */
export async function seedScenarios(db: Sql, programme: string, personId: string, now: Date): Promise<void> {
  const [actor] = await findActors(db, [personId], now);
  if (!actor) return;
  for (const [i, { name, assumptions }] of SCENARIOS.entries())
    await saveScenario(db, actor, { programme, name, operating: OPERATING, assumptions }, now, uuidFor(`scenario ${programme} ${i}`));
}
