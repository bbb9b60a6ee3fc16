import type { Sql } from '../../client.ts';
import { priorityMatrix, requestTypes, services, targets, trades } from '../../schema/index.ts';
import { FACILITIES } from './facilities.ts';
import { GROUNDS_AND_SAFETY } from './grounds-and-safety.ts';
import { HR } from './hr.ts';
import { IT } from './it.ts';
import { NUTRITION } from './nutrition.ts';
import { PRIORITY_MATRIX, SERVICES, TARGETS, TRADES } from './services.ts';

export const REQUEST_TYPES = [...FACILITIES, ...GROUNDS_AND_SAFETY, ...IT, ...HR, ...NUTRITION];

/** Services, trades, kinds of request, priority matrix and targets; what is there stays as the district has it now. */
export async function seedCatalogue(on: Sql): Promise<void> {
  await on.insert(services).values(SERVICES).onConflictDoNothing();
  await on.insert(trades).values(TRADES).onConflictDoNothing();
  await on.insert(priorityMatrix).values(PRIORITY_MATRIX).onConflictDoNothing();
  await on.insert(targets).values(TARGETS).onConflictDoNothing();
  await on.insert(requestTypes).values(REQUEST_TYPES).onConflictDoNothing();
}
