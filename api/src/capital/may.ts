import type { Sql } from '@steward/db';
import { type Actor, actingFor, doneBy, type DoneBy } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { dayToCome, elsewhere, monthClosed, notForYou, notYoursToBook, notYoursToRun, programmeNotFound, projectNotFound } from './problems.ts';
import { findDocument, findProgramme, findProject, isClosed, lockProject, type ProgrammeRow, type ProjectRow } from './queries.ts';
import { keepsBooks, type Place, readsCapital, readsSomewhere, runsProject, WHOLE } from './rules/access.ts';
import { judgeDay, monthOf } from './rules/periods.ts';

export const placeOf = ({ project, areaId }: ProjectRow): Place => ({ siteId: project.siteId, areaId });

/** Refuses who has nothing to do with the capital plan. */
export function mustRead(actor: Actor): void {
  if (!readsSomewhere(actor)) throw notForYou();
}

/** Who runs something at this place, or for whom they do. */
export function runningAt(actor: Actor, place: Place): DoneBy {
  const forId = actingFor(actor, (as) => runsProject(as, place));
  if (forId === undefined) throw notYoursToRun();
  return doneBy(actor, forId);
}

/** Who keeps the books, or for whom they do. */
export function bookkeeper(actor: Actor): DoneBy {
  mustRead(actor);
  const forId = actingFor(actor, keepsBooks);
  if (forId === undefined) throw notYoursToBook();
  return doneBy(actor, forId);
}

/** The programme, for who reads the plan. */
export async function programmeSeen(on: Sql, actor: Actor, id: string): Promise<ProgrammeRow> {
  mustRead(actor);
  const programme = await findProgramme(on, id);
  if (!programme) throw programmeNotFound();
  return programme;
}

/** The programme, for who keeps its books. */
export async function programmeToBook(on: Sql, actor: Actor, id: string): Promise<{ programme: ProgrammeRow; by: DoneBy }> {
  const programme = await programmeSeen(on, actor, id);
  return { programme, by: bookkeeper(actor) };
}

const projectBy =
  (read: typeof findProject) =>
  async (on: Sql, actor: Actor, id: string): Promise<ProjectRow> => {
    mustRead(actor);
    const row = await read(on, id);
    if (!row || !readsCapital(actor, placeOf(row))) throw projectNotFound();
    return row;
  };
/** The project, for who may see it. */
export const projectSeen = projectBy(findProject);

/** The project, for who runs it; held until the transaction ends. */
export async function projectToRun(on: Sql, actor: Actor, id: string): Promise<{ row: ProjectRow; by: DoneBy }> {
  const row = await projectBy(lockProject)(on, actor, id);
  return { row, by: runningAt(actor, placeOf(row)) };
}

/** The place of a project, or of the programme as a whole where there is none. */
export const placeOfProject = async (on: Sql, projectId: string | null): Promise<Place> => {
  const row = projectId === null ? undefined : await findProject(on, projectId);
  return row ? placeOf(row) : WHOLE;
};

/** Refuses a day that is to come, or whose month is closed. */
export async function mustBeOpen(on: Sql, programmeId: string, day: string, now: Date, pointer = '/on'): Promise<void> {
  const month = monthOf(day);
  const verdict = judgeDay(day, districtDay(now), (await isClosed(on, programmeId, month)) ? [month] : []);
  if (!verdict.ok) throw verdict.why === 'closed' ? monthClosed(pointer, month) : dayToCome(pointer);
}

export type Rests = { documentId?: string | null | undefined; noDocumentReason?: string | null | undefined };
/** What an entry rests on, as it is kept: a paper of this programme, or why there is none. */
export async function restsOn(on: Sql, programmeId: string, { documentId = null, noDocumentReason = null }: Rests) {
  if (documentId !== null && (await findDocument(on, documentId))?.programmeId !== programmeId) throw elsewhere('/documentId', 'document');
  return { documentId, noDocumentReason };
}
