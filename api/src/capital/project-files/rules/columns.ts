/** The columns of a list of projects as its owner publishes it; blanks around a heading and its case do not matter. */
export const PROJECT_COLUMNS = {
  district: 'Project Geographic District',
  building: 'Project Building Identifier',
  school: 'Project School Name',
  type: 'Project Type',
  description: 'Project Description',
  phase: 'Project Phase Name',
  status: 'Project Status Name',
  startedOn: 'Project Phase Actual Start Date',
  plannedEndOn: 'Project Phase Planned End Date',
  endedOn: 'Project Phase Actual End Date',
  budget: 'Project Budget Amount',
  estimate: 'Final Estimate of Actual Costs Through End of Phase Amount',
  spent: 'Total Phase Actual Spending Amount',
  numbers: 'DSF Number(s)',
} as const;
export type ProjectColumn = keyof typeof PROJECT_COLUMNS;
const NAMES = Object.keys(PROJECT_COLUMNS) as ProjectColumn[];

/** Which column of the file is which, and which of them it lacks. */
export function projectColumns(headings: readonly string[]): { columns: (ProjectColumn | null)[]; missing: ProjectColumn[] } {
  const columns = headings.map(
    (heading, i) => NAMES.find((name) => PROJECT_COLUMNS[name].toLowerCase() === heading && headings.indexOf(heading) === i) ?? null,
  );
  return { columns, missing: NAMES.filter((name) => !columns.includes(name)) };
}
