import type { Problem } from '#lib/api/types.ts';
import { type Change, changesIn, type StatusWords } from '#lib/words/fields.ts';
import type { Api } from './api.ts';

/** When somebody was faster: the order is read again, and what they changed is named. The version is for sending it again on purpose. */
export async function readChanges(
  api: Api,
  id: string,
  problem: Problem,
  statusWords: StatusWords,
): Promise<{ version: number; changes: Change[] } | undefined> {
  if (problem.status !== 412) return undefined;
  const { data: order } = await api.GET('/api/work-orders/{id}', { params: { path: { id } } });
  const fields = Object.keys((problem['current'] as Record<string, unknown> | undefined) ?? {});
  return order && { version: order.version, changes: changesIn(fields, order, statusWords) };
}
