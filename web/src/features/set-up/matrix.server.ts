import type { components } from '#lib/api/schema.gen.ts';
import { ifMatch } from '#lib/server/forms.ts';
import { twoSteps, type Values } from './two-steps.server.ts';

type Cell = components['schemas']['PriorityMatrix']['cells'][number];

/** The matrix as its form has it: a box for each impact and urgency. */
export const matrixValues = (cells: readonly Cell[]): Values => Object.fromEntries(cells.map((c) => [`${c.impact}/${c.urgency}`, c.priority]));

const cellsOf = (values: Values) =>
  Object.entries(values).flatMap(([box, priority]): Cell[] => {
    const [impact, urgency] = box.split('/');
    return impact && urgency ? [{ impact, urgency, priority } as Cell] : [];
  });

export const matrixSteps = twoSteps({
  wrong: () => ({}),
  preview: ({ locals }, values) => locals.api.POST('/api/set-up/priority-matrix-previews', { body: { cells: cellsOf(values) } }),
  save: ({ locals }, values, { why, version }) =>
    locals.api.PUT('/api/set-up/priority-matrix', { params: { header: ifMatch(version) }, body: { cells: cellsOf(values), ...why } }),
  versionNow: async ({ locals }) => String((await locals.api.GET('/api/set-up/priority-matrix')).data?.version ?? 0),
  done: () => '/set-up/priorities?did=saved',
});
