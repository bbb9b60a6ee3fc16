import type { Sql } from '@steward/db';
import { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { decodeCursor, pageOf } from '#kernel/page.ts';
import { maySeeFiles } from '../received-files/access.ts';
import { presentProgramme } from '../received-files/present.ts';
import { filesNotForYou } from '../received-files/problems.ts';
import { findLastDone, findProgrammeById } from '../received-files/queries.ts';
import { findVisible } from '../received-files/read-files.ts';
import { CHANGE_KINDS, type ChangesQuery, type StatedQuery } from './contract.ts';
import { presentDifferences, presentStated, presentSum } from './present.ts';
import { noStatedProgramme, noStatedProject } from './problems.ts';
import { findStated, listChanges, listPhaseEvents, listPhases, listStated, NO_ROW, sumStated } from './queries.ts';

/** What a file changed of what earlier ones said. */
export async function readChanges(on: Sql, actor: Actor, id: string, { kind, limit, cursor }: z.infer<typeof ChangesQuery>) {
  const { row, programme } = await findVisible(on, actor, id);
  const after = decodeCursor(cursor, z.tuple([z.int32(), z.uuid()]));
  const rows = await listChanges(on, id, kind === undefined ? CHANGE_KINDS : [kind], limit + 1, after);
  const { items, nextCursor } = pageOf(rows, limit, (one) => [one.row ?? NO_ROW, one.id]);
  return {
    file: { id: row.id, fileName: row.fileName, asOfOn: row.asOfOn, programme: presentProgramme(programme) },
    items: items.map(({ before, after: now, kind: of, ...one }) => ({ ...one, kind: of as 'added', differences: presentDifferences(before, now) })),
    nextCursor,
  };
}

/** Another owner's projects with what their phases add up to, as its last file says. */
export async function readStated(on: Sql, actor: Actor, programmeId: string, { q, limit, cursor }: z.infer<typeof StatedQuery>) {
  if (!maySeeFiles(actor)) throw filesNotForYou();
  const programme = await findProgrammeById(on, programmeId);
  if (programme?.kind !== 'other_owner') throw noStatedProgramme();
  const [after] = decodeCursor(cursor, z.tuple([z.string()])) ?? [];
  const rows = await listStated(on, { programmeId, q: q || undefined, limit: limit + 1, after });
  const { items, nextCursor } = pageOf(rows, limit, (one) => [one.code]);
  const [file, sums] = [await findLastDone(on, programmeId, 'projects'), await sumStated(on, programmeId)];
  return {
    programme: presentProgramme(programme),
    asOf: file?.asOfOn ?? null,
    file: file ? { id: file.id, fileName: file.fileName } : null,
    sums: { ...presentSums(sums), projects: sums.projects, phases: sums.phases, phasesWithoutBudget: sums.withoutBudget },
    items: items.map(({ budgetCents, estimateCents, spentCents, ...one }) => ({
      ...one,
      ...presentSums({ budgetCents, estimateCents, spentCents }),
    })),
    nextCursor,
  };
}
const presentSums = ({ budgetCents, estimateCents, spentCents }: Record<'budgetCents' | 'estimateCents' | 'spentCents', string | null>) => ({
  budget: presentSum(budgetCents),
  estimate: presentSum(estimateCents),
  spent: presentSum(spentCents),
});

const CHANGES_SHOWN = 50;

/** One project of another owner, phase by phase. */
export async function readStatedProject(on: Sql, actor: Actor, projectId: string) {
  if (!maySeeFiles(actor)) throw filesNotForYou();
  const found = await findStated(on, projectId);
  if (!found) throw noStatedProject();
  const { project, stated } = found;
  const programme = (await findProgrammeById(on, project.programmeId))!;
  const [phases, events] = [await listPhases(on, projectId), await listPhaseEvents(on, projectId, CHANGES_SHOWN)];
  return {
    id: project.id,
    code: project.code,
    name: project.name,
    siteName: project.siteName,
    programme: presentProgramme(programme),
    asOf: (await findLastDone(on, programme.id, 'projects'))?.asOfOn ?? null,
    building: stated.building,
    type: stated.type,
    numbers: stated.numbers,
    phase: project.phase,
    phases: phases.map(({ id, phase, facts, row, goneFileId }) => ({
      id,
      phase,
      status: facts['status'] ?? null,
      startedOn: presentStated(facts, 'startedOn'),
      plannedEndOn: presentStated(facts, 'plannedEndOn'),
      endedOn: presentStated(facts, 'endedOn'),
      budget: presentStated(facts, 'budget'),
      estimate: presentStated(facts, 'estimate'),
      spent: presentStated(facts, 'spent'),
      row,
      isGone: goneFileId !== null,
    })),
    changes: events.map(({ event: { id, kind, row, before, after, occurredAt, fileId }, phase }) => ({
      id,
      kind: kind as 'changed',
      row,
      phase,
      differences: presentDifferences(before, after),
      occurredAt,
      fileId,
    })),
  };
}
