import type { Sql } from '@steward/db';
import { presentReason } from '../received-files/present.ts';
import { listListed } from './queries.ts';

const SHOWN = 100;

/** What a row is about, in one line. */
export const whatOf = (project: Record<string, string | null>, phase: string) =>
  [project['building'], project['type'], project['description'], phase].filter(Boolean).join(' · ');

/** The first rows of a list of projects that were placed nowhere, and why. */
export const readListed = async (on: Sql, fileId: string) =>
  (await listListed(on, fileId, SHOWN)).map(({ row, project, phase, reasons }) => ({
    row,
    what: whatOf(project, phase),
    reasons: (reasons ?? []).map(presentReason),
  }));
