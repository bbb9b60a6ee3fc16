import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { centsOf, dollarsOf } from '#kernel/money.ts';
import { keepUploads, unknownAttachment } from '../../work-orders/index.ts';
import { inOneGo } from '../in-one-go.ts';
import { bookkeeper, mustRead, placeOfProject, programmeSeen, projectSeen, projectToRun, runningAt } from '../may.ts';
import { changed, dayToCome, documentNotFound, elsewhere, ownWords, riskNotFound, wrong } from '../problems.ts';
import { findDocument, findProject, insertEvent } from '../queries.ts';
import { isWriter, keepsBooks, readsCapital, WHOLE } from '../rules/access.ts';
import type { DocumentRequest, PhaseRequest, ProjectChange, ProjectRequest, RiskRequest } from './contract.ts';
import {
  findDocumentFile,
  findPhase,
  findRisk,
  findSite,
  findWriter,
  insertDocument,
  insertPhase,
  insertProject,
  insertRisk,
  isPerson,
  setPhase,
  setProject,
  setRisk,
} from './queries.ts';

const given = (input: object) => Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
const asBefore = (row: object, set: object) =>
  Object.fromEntries(Object.keys(set).map((key) => [key, (row as Record<string, unknown>)[key] ?? null]));

async function mustBePerson(tx: Sql, id: string | null | undefined, pointer: string) {
  if (id && !(await isPerson(tx, id))) throw wrong(pointer, 'There is no such person here.');
}

/** Begins a project within a programme. */
export async function addProject(
  db: Sql,
  actor: Actor,
  programmeId: string,
  input: z.infer<typeof ProjectRequest>,
  now: Date,
  id: string = uuidv7(),
) {
  return inOneGo(db, async (tx) => {
    await programmeSeen(tx, actor, programmeId);
    const { siteId = null, managerId = null, summary = null, ...project } = input;
    const site = siteId === null ? undefined : await findSite(tx, siteId);
    if (siteId !== null && !site) throw wrong('/siteId', 'There is no such school.');
    const by = runningAt(actor, site ? { siteId: site.id, areaId: site.areaId } : WHOLE);
    if (await findProject(tx, id)) return { id, version: 1 };
    await mustBePerson(tx, managerId, '/managerId');
    await insertProject(tx, { id, programmeId, ...project, siteId, siteName: site?.name ?? '', managerId, summary, isNameUnreviewed: true });
    await insertEvent(tx, { programmeId, projectId: id, kind: 'project_added', by, data: { name: input.name }, now });
    return { id, version: 1 };
  });
}

/** Did this person write words of a project that everybody may read, or somebody whom they stand in for? */
const wrote = async (tx: Sql, actor: Actor, projectId: string, words: 'summary' | 'name', isWritingNow: boolean): Promise<boolean> =>
  isWritingNow || isWriter(actor, await findWriter(tx, projectId, words));

/** Changes what is said of a project. What everybody reads is reviewed anew when its words change. */
export async function changeProject(db: Sql, actor: Actor, id: string, expected: number, input: z.infer<typeof ProjectChange>, now: Date) {
  return inOneGo(db, async (tx) => {
    const { row, by } = await projectToRun(tx, actor, id);
    if (row.project.version !== expected) throw changed('project', row.project.version);
    const { isSummaryReviewed, isNameReviewed, reason, ...rest } = input;
    const set = given(rest);
    await mustBePerson(tx, input.managerId, '/managerId');
    const isComplete = (input.phase ?? row.project.phase) === 'complete';
    if (isComplete && (input.progressRatio ?? 1) < 1) throw wrong('/progressRatio', 'What is complete is done in full: say 100 %, or another phase.');
    // Complete, all of the work is done, whether that is said or not.
    if (input.phase === 'complete') Object.assign(set, { progressRatio: 1 });
    if (isSummaryReviewed && !(input.summary ?? row.project.summary)) throw wrong('/isSummaryReviewed', 'There are no words to review yet.');
    const isOther = input.summary !== undefined && input.summary !== row.project.summary;
    if (isSummaryReviewed && (await wrote(tx, actor, id, 'summary', isOther))) throw ownWords('/isSummaryReviewed');
    const isOtherName = input.name !== undefined && input.name !== row.project.name;
    if (isNameReviewed && (await wrote(tx, actor, id, 'name', isOtherName))) throw ownWords('/isNameReviewed');
    const name = isNameReviewed ? { isNameUnreviewed: false } : isNameReviewed === false || isOtherName ? { isNameUnreviewed: true } : {};
    const reviewed = { summaryReviewedById: actor.id, summaryReviewedAt: now };
    const notReviewed = { summaryReviewedById: null, summaryReviewedAt: null };
    const review = isSummaryReviewed ? reviewed : isSummaryReviewed === false || isOther ? notReviewed : {};
    const version = await setProject(tx, id, { ...set, ...review, ...name });
    const data = {
      before: asBefore(row.project, set),
      after: set,
      ...given({ isSummaryReviewed, isNameReviewed }),
      ...(reason ? { note: reason } : {}),
    };
    await insertEvent(tx, { programmeId: row.project.programmeId, projectId: id, kind: 'project_changed', by, data, now });
    return { id, version };
  });
}

type Days = Partial<Record<'plannedStartOn' | 'plannedEndOn' | 'actualStartOn' | 'actualEndOn', string | null | undefined>>;
/** A phase ends on or after the day on which it begins, also where one of the two was said before. */
function mustFollow(days: Days, which: 'planned' | 'actual', input: Days) {
  const [start, end] = [days[`${which}StartOn`], days[`${which}EndOn`]];
  if (!start || !end || start <= end) return;
  if (input[`${which}EndOn`]) throw wrong(`/${which}EndOn`, `It begins on ${start}: name that day or a later one.`);
  throw wrong(`/${which}StartOn`, `It ends on ${end}: name that day or an earlier one.`);
}

type PhaseAct = { projectId: string; phase: string; expected: number | null };
/** Says when a phase is planned and when it was. What was planned first stays its promise. */
export async function keepPhase(db: Sql, actor: Actor, { projectId, phase, expected }: PhaseAct, input: z.infer<typeof PhaseRequest>, now: Date) {
  return inOneGo(db, async (tx) => {
    const { row, by } = await projectToRun(tx, actor, projectId);
    const today = districtDay(now);
    if (input.actualStartOn && input.actualStartOn > today) throw dayToCome('/actualStartOn');
    if (input.actualEndOn && input.actualEndOn > today) throw dayToCome('/actualEndOn');
    const before = await findPhase(tx, projectId, phase);
    if (before && expected !== before.version) throw changed('phase', before.version);
    const set = given(input);
    const days = { ...before, ...set };
    if (days.actualEndOn && !days.actualStartOn) throw wrong('/actualEndOn', 'Say when it began first.');
    for (const which of ['planned', 'actual'] as const) mustFollow(days, which, input);
    // What is planned first is what it is held to.
    const promised = {
      ...(before?.baselineStartOn || !input.plannedStartOn ? {} : { baselineStartOn: input.plannedStartOn }),
      ...(before?.baselineEndOn || !input.plannedEndOn ? {} : { baselineEndOn: input.plannedEndOn }),
    };
    if (before) await setPhase(tx, projectId, phase, { ...set, ...promised });
    else await insertPhase(tx, { projectId, phase, ...set, ...promised });
    const data = { phase, before: asBefore(before ?? {}, set), after: set };
    await insertEvent(tx, { programmeId: row.project.programmeId, projectId, kind: 'phase_changed', by, data, now });
    return (await findPhase(tx, projectId, phase))!;
  });
}

/** Notes what might go wrong with a project. */
export async function addRisk(db: Sql, actor: Actor, projectId: string, input: z.infer<typeof RiskRequest>, now: Date, id: string = uuidv7()) {
  return inOneGo(db, async (tx) => {
    const { row, by } = await projectToRun(tx, actor, projectId);
    if (await findRisk(tx, id)) return { id, version: 1 };
    const { impact, ownerId = null, ...risk } = input;
    await mustBePerson(tx, ownerId, '/ownerId');
    await insertRisk(tx, { id, projectId, ...risk, ownerId, impactCents: centsOf(impact) });
    await insertEvent(tx, { programmeId: row.project.programmeId, projectId, kind: 'risk_added', by, data: { riskId: id, title: input.title }, now });
    return { id, version: 1 };
  });
}

/** Says anew what might go wrong, or that it happened, or is over. */
export async function changeRisk(db: Sql, actor: Actor, id: string, expected: number, input: z.infer<typeof RiskRequest>, now: Date) {
  return inOneGo(db, async (tx) => {
    mustRead(actor);
    const seen = await findRisk(tx, id);
    if (!seen || !readsCapital(actor, await placeOfProject(tx, seen.projectId))) throw riskNotFound();
    const { row, by } = await projectToRun(tx, actor, seen.projectId);
    const before = (await findRisk(tx, id))!;
    if (before.version !== expected) throw changed('risk', before.version);
    const { impact, ownerId = null, ...risk } = input;
    await mustBePerson(tx, ownerId, '/ownerId');
    await setRisk(tx, id, { ...risk, ownerId, impactCents: centsOf(impact) });
    const data = {
      riskId: id,
      title: input.title,
      before: { state: before.state, likelihoodRatio: before.likelihoodRatio, impact: dollarsOf(before.impactCents) },
      after: { state: input.state, likelihoodRatio: input.likelihoodRatio, impact: dollarsOf(centsOf(impact)) },
    };
    await insertEvent(tx, { programmeId: row.project.programmeId, projectId: seen.projectId, kind: 'risk_changed', by, data, now });
    return { id, version: before.version + 1 };
  });
}

/** Adds a paper that entries may rest on: a file, or where it is kept. Of the programme as a whole finance may, too. */
export async function addDocument(
  db: Sql,
  actor: Actor,
  programmeId: string,
  input: z.infer<typeof DocumentRequest>,
  now: Date,
  id: string = uuidv7(),
) {
  return inOneGo(db, async (tx) => {
    await programmeSeen(tx, actor, programmeId);
    const { projectId = null, attachmentId = null, reference = null, kind, title, isPublic } = input;
    if (projectId !== null && (await projectSeen(tx, actor, projectId)).project.programmeId !== programmeId) throw elsewhere('/projectId', 'project');
    const by = keepsBooks(actor) ? bookkeeper(actor) : runningAt(actor, await placeOfProject(tx, projectId));
    if (await findDocument(tx, id)) return { id, version: 1 };
    if (attachmentId !== null && (await keepUploads(tx, actor.id, [attachmentId])).length === 0) throw unknownAttachment();
    await insertDocument(tx, { id, programmeId, projectId, kind, title, attachmentId, reference, isPublic, addedById: actor.id, addedAt: now });
    await insertEvent(tx, { programmeId, projectId, kind: 'document_added', by, data: { documentId: id, title }, now });
    return { id, version: 1 };
  });
}

/** How the file of a document is stored, for who may see its project. */
export async function readDocumentFile(on: Sql, actor: Actor, id: string) {
  mustRead(actor);
  const found = await findDocumentFile(on, id);
  if (!found?.file || !readsCapital(actor, await placeOfProject(on, found.document.projectId))) throw documentNotFound();
  return found.file;
}
