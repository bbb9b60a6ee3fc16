import { z } from 'zod';
import { pageQuery } from '#kernel/page.ts';
import { searchText } from '#kernel/text.ts';
import { ProgrammeNamed } from '../received-files/contract.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Money = orNull(z.string());

export const CHANGE_KINDS = ['added', 'changed', 'gone', 'back'] as const;
export const ProgrammeParams = z.object({ programmeId: z.uuid() });
export const ProjectParams = z.object({ projectId: z.uuid() });
export const ChangesQuery = z.strictObject({
  ...pageQuery,
  kind: z.enum(CHANGE_KINDS).optional().describe('Of this kind only.'),
});
export const StatedQuery = z.strictObject({ ...pageQuery, q: searchText(100).optional().describe('In the name, the school or the code.') });

/** One fact of a phase that differs: what the earlier file said and what this one says. Amounts in dollars; a code in place of a figure is told as `says`. */
const Difference = z.object({
  field: z.string(),
  before: orNull(z.string()),
  beforeSays: orNull(z.string()),
  after: orNull(z.string()),
  afterSays: orNull(z.string()),
});
const ProjectNamed = z.object({ id: z.uuid(), code: z.string(), name: z.string(), siteName: z.string() });
const Change = {
  id: z.uuid(),
  kind: z.enum(CHANGE_KINDS),
  /** Where it stands in the file; null: it stands there no more. */
  row: orNull(z.int32()),
  phase: z.string(),
  differences: z.array(Difference),
  occurredAt: z.date(),
};
export const ChangesPage = z
  .object({
    file: z.object({ id: z.uuid(), fileName: z.string(), asOfOn: z.string(), programme: ProgrammeNamed }),
    items: z.array(z.object({ ...Change, project: ProjectNamed })),
    nextCursor: orNull(z.string()),
  })
  .meta({ id: 'StatedChangesPage' });

/** A figure of another owner, or the code that it writes in place of it. */
const Stated = z.object({ value: orNull(z.string()), says: orNull(z.string()) });
const sums = { budget: Money, estimate: Money, spent: Money };
export const StatedProjectsPage = z
  .object({
    programme: ProgrammeNamed,
    /** As of which file its figures are; null: none was let in. */
    asOf: orNull(z.string()),
    file: orNull(z.object({ id: z.uuid(), fileName: z.string() })),
    /** Of all its projects, whatever is looked for. */
    sums: z.object({ ...sums, projects: z.int32(), phases: z.int32(), phasesWithoutBudget: z.int32() }),
    items: z.array(
      z.object({
        ...ProjectNamed.shape,
        building: z.string(),
        type: z.string(),
        phase: z.string(),
        phases: z.int32(),
        ...sums,
      }),
    ),
    nextCursor: orNull(z.string()),
  })
  .meta({ id: 'StatedProjectsPage' });
export const StatedProjectResponse = z
  .object({
    ...ProjectNamed.shape,
    programme: ProgrammeNamed,
    asOf: orNull(z.string()),
    building: z.string(),
    type: z.string(),
    numbers: orNull(z.string()),
    phase: z.string(),
    phases: z.array(
      z.object({
        id: z.uuid(),
        phase: z.string(),
        status: orNull(z.string()),
        startedOn: Stated,
        plannedEndOn: Stated,
        endedOn: Stated,
        budget: Stated,
        estimate: Stated,
        spent: Stated,
        row: z.int32(),
        /** The latest file names it no more. */
        isGone: z.boolean(),
      }),
    ),
    /** What files changed of it, newest first. */
    changes: z.array(z.object({ ...Change, fileId: z.uuid() })),
  })
  .meta({ id: 'StatedProject' });
