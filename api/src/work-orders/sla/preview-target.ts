import type { Sql } from '@steward/db';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { keptCalendars, keptCatalogue, listServices, mustSetTargets, targetDifferences } from '../../catalog/index.ts';
import { type Policy, policyOf, promiseOf } from '../rules/promise.ts';
import type { TargetPreviewRequest } from './contract.ts';

/** When an order asked now would be due in each service, as it is and as it would be: nothing is saved. */
export async function previewTarget(on: Sql, actor: Actor, { priority, ...after }: z.infer<typeof TargetPreviewRequest>, now: Date) {
  mustSetTargets(actor);
  const [{ targets }, { calendars, ofService }] = [await keptCatalogue(on), await keptCalendars(on)];
  const before = targets.get(priority);
  const due = (policy: Policy | null) => {
    const asked = { policy, status: 'submitted', submittedAt: now, respondedAt: null, plannedOn: null };
    const { responseDueAt, resolutionDueAt } = promiseOf(asked, [{ kind: 'submitted', at: now, by: null, data: {} }], calendars, now);
    return { responseDueAt: responseDueAt ?? null, resolutionDueAt: resolutionDueAt ?? null };
  };
  const services = (await listServices(on)).map((service) => {
    const calendar = ofService.get(service.code) ?? 'district';
    return { ...service, before: before ? due(policyOf(before, calendar)) : null, after: due(policyOf(after, calendar)) };
  });
  return { ...targetDifferences(before, after), services };
}
