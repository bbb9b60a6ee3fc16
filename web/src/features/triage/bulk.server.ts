import type { Problem } from '#lib/api/types.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Api } from '#lib/server/api.ts';
import { fieldErrors, idempotent, ifMatch, keyOf, refuseFields } from '#lib/server/forms.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import type { BulkReport } from './acts.ts';

const MOST = 50;
const CHOSEN = /^(WO-\d{4}-\d{6,9}):(\d{1,9})$/;

type Chosen = { number: string; version: string };
const chosenIn = (form: FormData): Chosen[] =>
  form
    .getAll('orders')
    .slice(0, MOST)
    .flatMap((value) => {
      const [, number, version] = CHOSEN.exec(typeof value === 'string' ? value : '') ?? [];
      return number && version ? [{ number, version }] : [];
    });

const why = (problem: Problem) => {
  const title = problemWords(problem);
  return problem.code === 'work_order.changed' ? title : (Object.values(fieldErrors(problem))[0] ?? title);
};

/** Gives all chosen orders to one team, or marks them as triaged; one report says what was refused. One after the other: each is its own decision. */
export async function actOnMany(api: Api, form: FormData) {
  const orders = chosenIn(form);
  const team = form.get('bulkTeam');
  const teamId = typeof team === 'string' ? team : '';
  const isAssigning = form.get('how') === 'assign';
  if (!orders.length) return refuseFields({ orders: m.triage_bulk_none() }, form, { act: 'bulk' as const, checked: [] as string[] });
  if (isAssigning && !teamId) {
    return refuseFields({ bulkTeam: m.triage_assign_missing() }, form, { act: 'bulk' as const, checked: orders.map(({ number }) => number) });
  }

  const refused: BulkReport['refused'] = [];
  for (const { number, version } of orders) {
    const params = { path: { id: number }, header: { ...ifMatch(version), ...idempotent(`${keyOf(form)}-${number}`) } };
    const { error: problem } = await (isAssigning
      ? api.POST('/api/work-orders/{id}/assignments', { params, body: { teamId } })
      : api.POST('/api/work-orders/{id}/transitions', { params, body: { to: 'triaged' } }));
    if (problem) refused.push({ number, why: why(problem) });
  }
  const count = orders.length - refused.length;
  const report: BulkReport = { words: isAssigning ? m.triage_bulk_assigned({ count }) : m.triage_bulk_triaged({ count }), refused };
  return { report };
}
