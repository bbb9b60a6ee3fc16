import type { budgetLines } from '@steward/db/schema';
import { uuidFor } from '@steward/db/seed';
import { divide, type ProjectPlan } from './make-projects.ts';
import type { SourcePlan } from './plan.ts';

export type Line = typeof budgetLines.$inferInsert & { id: string; baseline: bigint };
type LineKind = 'design' | 'construction' | 'equipment' | 'owner_costs';

const SHARES: readonly (readonly [LineKind, string, number])[] = [
  ['design', 'Design', 0.09],
  ['equipment', 'Furniture and equipment', 0.05],
  ['owner_costs', 'Permits, testing and moving', 0.06],
  ['construction', 'Construction', 0.8],
];
/** Of the Colorado chart of accounts: technical services, buildings, equipment, other. */
const OBJECTS: Record<string, string> = {
  design: '0340',
  construction: '0722',
  equipment: '0735',
  owner_costs: '0890',
  contingency: '0840',
  charter: '0594',
};
const SCHOOL = 3;

const account = (fund: string, location: string, kind: string, number: number) =>
  `${fund}-${location}-00-${kind === 'unallocated' ? '0000' : '4200'}-${OBJECTS[kind] ?? '0000'}-000-${String(number).padStart(4, '0')}`;

/** The line of a source where its revenue arrives, and those of the programme as a whole. */
export function sourceLines(programmeId: string, source: SourcePlan) {
  const sourceId = uuidFor(`source ${programmeId} ${source.code}`);
  const line = (kind: string, name: string, dollars = 0): Line => ({
    id: uuidFor(`line ${sourceId} ${kind}`),
    programmeId,
    sourceId,
    kind,
    name,
    account: account(source.fundCode, '000', kind, 0),
    baseline: BigInt(dollars) * 100n,
  });
  return {
    sourceId,
    unallocated: line('unallocated', `Unallocated: ${source.name}`),
    contingency: source.contingency && line('contingency', `Programme contingency: ${source.name}`, source.contingency.dollars),
    charter: source.charter && line('charter', `Charter schools: ${source.name}`, source.charter.dollars),
  };
}

/** A project's budget lines, together what it was promised. */
export function projectLines(
  programmeId: string,
  sourceId: string,
  { id, number, site, source, baselineCents }: ProjectPlan,
): Record<LineKind, Line> {
  const amounts = divide(
    baselineCents,
    SHARES.map(([, , share]) => share),
    10_000n,
  );
  return Object.fromEntries(
    SHARES.map(([kind, name], i) => [
      kind,
      {
        id: uuidFor(`line ${id} ${kind}`),
        programmeId,
        sourceId,
        projectId: id,
        kind,
        name,
        account: account(source.fundCode, site.code.slice(-SCHOOL), kind, number),
        baseline: amounts[i]!,
      },
    ]),
  ) as Record<LineKind, Line>;
}

/** A line for what premium adds to a project. */
export const addedLine = (programmeId: string, sourceId: string, { id, number, site }: ProjectPlan): Line => ({
  id: uuidFor(`line ${id} added`),
  programmeId,
  sourceId,
  projectId: id,
  kind: 'construction',
  name: 'Added work, from premium',
  account: account('41', site.code.slice(-SCHOOL), 'construction', number),
  baseline: 0n,
});
