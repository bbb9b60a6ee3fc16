export const IMPACTS = ['person', 'room', 'building', 'district'] as const;
export const URGENCIES = ['can_wait', 'disrupts', 'stops_teaching', 'danger'] as const;
export const PRIORITIES = ['P1', 'P2', 'P3', 'P4'] as const;

export type MatrixCell = { impact: string; urgency: string; priority: string };

/** The priority that the matrix gives; throws where the district's matrix has a hole, which its seed and its screen never leave. */
export function priorityFor(matrix: readonly MatrixCell[], impact: string, urgency: string): string {
  const cell = matrix.find((c) => c.impact === impact && c.urgency === urgency);
  if (!cell) throw new Error(`The priority matrix says nothing for ${impact} and ${urgency}.`);
  return cell.priority;
}
