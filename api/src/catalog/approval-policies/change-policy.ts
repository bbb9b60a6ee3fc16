import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import { type Actor, actingFor } from '#kernel/actor.ts';
import { centsOf, dollarsOf } from '#kernel/money.ts';
import type { ApprovalPolicy } from '../rules/approval-policy.ts';
import { differences } from '../rules/differences.ts';
import { maySeeSetUp, maySetUp } from '../rules/may-set-up.ts';
import { notYoursToSetUp, setUpChanged, setUpNotForYou, unknownService } from '../set-up/problems.ts';
import { hasService } from '../set-up/queries.ts';
import { recordSetUp } from '../set-up/record.ts';
import type { PolicyPreviewRequest, PolicyRequest } from './contract.ts';
import { noAmountAsked, noSuchQuestion, policyNotFound, thresholdNeeded, unknownApprover, unknownKind } from './problems.ts';
import { countOrdersUnder, findKind, findPolicy, insertPolicy, lockPolicy, namesOf, type PolicyRow, setPolicy } from './queries.ts';

type Input = z.infer<typeof PolicyRequest>;
type Content = Omit<ApprovalPolicy, 'id' | 'version' | 'steps'> & { name: string; steps: PolicyRow['steps'] };

/** As an administrator reads it in the history: names instead of ids. */
async function inWords(on: Sql, policy: Content | PolicyRow) {
  const kind = policy.requestTypeId === null ? undefined : await findKind(on, policy.requestTypeId);
  const names = await namesOf(
    on,
    policy.steps.flatMap(({ personIds }) => personIds),
  );
  return {
    name: policy.name,
    serviceCode: policy.serviceCode,
    requestType: kind?.nameEn ?? null,
    condition: policy.condition,
    threshold: policy.thresholdCents === null ? null : dollarsOf(BigInt(policy.thresholdCents)),
    amountKey: policy.amountKey,
    steps: policy.steps.map(({ roles, personIds }) => [...roles, ...personIds.map((id) => names.get(id) ?? id)].join(' · ')),
    isActive: policy.isActive,
  };
}

/** What is wanted, checked; and for whom the actor sets it up: null for themselves. */
async function judge(on: Sql, actor: Actor, now: PolicyRow | null, input: Input): Promise<{ content: Content; onBehalfOfId: string | null }> {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const { name, serviceCode, requestTypeId, condition, amountKey, isActive } = input;
  const onBehalfOfId = actingFor(actor, (as) => maySetUp(as, serviceCode) && (now === null || maySetUp(as, now.serviceCode)));
  if (onBehalfOfId === undefined) throw notYoursToSetUp();
  if (!(await hasService(on, serviceCode))) throw unknownService();
  const kind = requestTypeId === null ? null : await findKind(on, requestTypeId);
  if (kind === undefined || (kind && kind.serviceCode !== serviceCode)) throw unknownKind();
  const thresholdCents = input.threshold === null ? null : Number(centsOf(input.threshold));
  if (condition === 'amount' && (thresholdCents === null || thresholdCents <= 0)) throw thresholdNeeded();
  if (condition === 'always' && (thresholdCents !== null || amountKey !== null)) throw noAmountAsked();
  if (amountKey !== null && !kind?.fields.some(({ key, kind: asks }) => key === amountKey && asks === 'number')) throw noSuchQuestion();
  const named = input.steps.flatMap(({ personIds }) => personIds);
  const known = await namesOf(on, named);
  const unknown = input.steps.findIndex(({ personIds }) => personIds.some((id) => !known.has(id)));
  if (unknown >= 0) throw unknownApprover(unknown);
  return { content: { name, serviceCode, requestTypeId, condition, thresholdCents, amountKey, steps: input.steps, isActive }, onBehalfOfId };
}

/** Makes a policy. It counts for what is asked from then on. Answers its id. */
export const makePolicy = (db: Sql, actor: Actor, input: Input, now: Date) =>
  db.transaction(async (tx) => {
    const { content, onBehalfOfId } = await judge(tx, actor, null, input);
    const id = uuidv7();
    await insertPolicy(tx, { id, ...content });
    const after = await inWords(tx, content);
    await recordSetUp(tx, actor, { subject: 'approval_rule', id, name: content.name, before: null, after, why: input.why, onBehalfOfId }, now);
    return id;
  });

/** Changes a policy as a whole. What waits already goes on as it was asked. */
export const changePolicy = (db: Sql, actor: Actor, id: string, version: number, input: Input, now: Date) =>
  db.transaction(async (tx) => {
    if (!maySeeSetUp(actor)) throw setUpNotForYou();
    const row = await lockPolicy(tx, id);
    if (!row) throw policyNotFound();
    const { content, onBehalfOfId } = await judge(tx, actor, row, input);
    const [before, after] = [await inWords(tx, row), await inWords(tx, content)];
    if (row.version !== version) throw setUpChanged(differences(after, before).after, row.version);
    if (Object.keys(differences(before, after).after).length === 0) return;
    await setPolicy(tx, id, content);
    await recordSetUp(tx, actor, { subject: 'approval_rule', id, name: content.name, before, after, why: input.why, onBehalfOfId }, now);
  });

const LOOKS_BACK_DAYS = 90;
const DAY_MS = 86_400_000;

/** What saving would change, and how many orders of the last 90 days would have waited; refused as saving would be. */
export async function previewPolicy(on: Sql, actor: Actor, { id, ...input }: z.infer<typeof PolicyPreviewRequest>, now: Date) {
  const row = id ? await findPolicy(on, id) : null;
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  if (row === undefined) throw policyNotFound();
  const { content } = await judge(on, actor, row, input);
  const orders = content.isActive ? await countOrdersUnder(on, content, new Date(now.getTime() - LOOKS_BACK_DAYS * DAY_MS)) : 0;
  return { ...differences(row && (await inWords(on, row)), await inWords(on, content)), orders, days: LOOKS_BACK_DAYS };
}
