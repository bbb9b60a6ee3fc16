import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { approvalNotFound } from '../problems.ts';
import { findProgramme, listNames } from '../queries.ts';
import { detailsOf, presentBrief } from '../requests/present-request.ts';
import { type BriefRow, listBriefsById } from '../requests/queries.ts';
import { presentStep } from '../requests/read-requests.ts';
import type { Deciders } from '../rules/deciders.ts';
import { type ApprovalRow, type DecisionRow, findApproval, listDecidedBy, listDecisions, listOpenAround, listSteps } from './queries.ts';
import { whoDecides } from './who-decides.ts';

const SHOWN = 100;
const LOOKED_THROUGH = 500;

type Known = { approval: ApprovalRow; brief: BriefRow; deciders: Deciders };

async function gather(on: Sql, approvals: readonly ApprovalRow[], now: Date): Promise<Known[]> {
  const briefs = new Map((await listBriefsById(on, [...new Set(approvals.map(({ requestId }) => requestId))])).map((row) => [row.request.id, row]));
  const steps = approvals.map((approval) => ({ approval, request: briefs.get(approval.requestId)!.request }));
  const deciders = await whoDecides(on, steps, now);
  return approvals.map((approval) => ({ approval, brief: briefs.get(approval.requestId)!, deciders: deciders.get(approval.id)! }));
}

type Around = { decisions: readonly DecisionRow[]; steps: readonly ApprovalRow[]; names: ReadonlyMap<string, string> };

function present({ approval, brief, deciders }: Known, { decisions, steps, names }: Around, actor: Actor) {
  const named = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? '' });
  const isWaiting = approval.state === 'open' || approval.state === 'later';
  const mine =
    approval.state === 'open' && brief.request.state === 'waiting' ? deciders.deciders.find(({ personId }) => personId === actor.id) : undefined;
  return {
    ...presentStep(approval, decisions),
    of: steps.filter(({ requestId }) => requestId === approval.requestId).length,
    openedAt: approval.openedAt,
    deciders: isWaiting
      ? deciders.deciders.map(({ personId, forId, isAway }) => ({ person: named(personId)!, onBehalfOf: named(forId), isAway }))
      : [],
    widenedTo: isWaiting ? deciders.widenedTo : null,
    may: { decide: mine !== undefined, onBehalfOf: named(mine?.forId ?? null) },
    version: approval.version,
    request: presentBrief(brief),
  };
}

async function presentAll(on: Sql, known: readonly Known[], actor: Actor) {
  const requestIds = [...new Set(known.map(({ approval }) => approval.requestId))];
  const people = known.flatMap(({ deciders }) => deciders.deciders.flatMap(({ personId, forId }) => [personId, forId ?? []].flat()));
  const around = { decisions: await listDecisions(on, requestIds), steps: await listSteps(on, requestIds), names: await listNames(on, people) };
  return known.map((one) => present(one, around, actor));
}

const isFor =
  ({ id }: Actor) =>
  ({ deciders }: Known) =>
    deciders.deciders.some(({ personId }) => personId === id);
/** What is disputed is decided once that is settled: until then it waits for nobody's decision. */
const isDecidable = ({ brief }: Known) => brief.request.state === 'waiting';
const waitingFor = async (on: Sql, actor: Actor, now: Date) =>
  (await gather(on, await listOpenAround(on, actor, LOOKED_THROUGH), now)).filter(isFor(actor)).filter(isDecidable);

/** What waits for me to decide, longest first; or what was decided by me or for me, newest first. */
export async function readCapitalApprovals(on: Sql, actor: Actor, state: 'waiting' | 'decided', now: Date) {
  const known = state === 'waiting' ? await waitingFor(on, actor, now) : await gather(on, await listDecidedBy(on, actor.id, SHOWN), now);
  return { items: await presentAll(on, known.slice(0, SHOWN), actor) };
}

/** How many wait for me, counted up to as many as are shown. */
export const countCapitalApprovals = async (on: Sql, actor: Actor, now: Date) => ({
  waiting: Math.min(SHOWN, (await waitingFor(on, actor, now)).length),
});

/** One approval with all that it is about, for who may decide on it, who did, and who asked. */
export async function readCapitalApproval(on: Sql, actor: Actor, id: string, now: Date) {
  const approval = await findApproval(on, id);
  if (!approval) throw approvalNotFound();
  const [known] = await gather(on, [approval], now);
  const [item] = await presentAll(on, [known!], actor);
  const { decision } = item!;
  const isMine = [decision?.person.id, decision?.onBehalfOf?.id, known!.brief.request.requestedById].includes(actor.id);
  if (!isMine && !isFor(actor)(known!)) throw approvalNotFound();
  const { request } = known!.brief;
  const { isDemonstration } = (await findProgramme(on, request.programmeId))!;
  return { ...item!, request: { ...item!.request, ...(await detailsOf(on, request)) }, isDemonstration };
}
