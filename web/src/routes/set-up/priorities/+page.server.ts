import { matrixSteps, matrixValues } from '#features/set-up/matrix.server.ts';
import { readChangesOf, readServices } from '#features/set-up/read.server.ts';
import { must } from '#lib/server/api.ts';
import { newKey } from '#lib/server/forms.ts';

export async function load({ locals, parent, url }) {
  await parent();
  const [matrix, { names }, changes] = await Promise.all([
    locals.api.GET('/api/set-up/priority-matrix').then(must),
    readServices(locals.api),
    readChangesOf(locals.api, 'priority_matrix', 'district'),
  ]);
  return {
    mayChange: matrix.may.change,
    begun: { values: matrixValues(matrix.cells), version: String(matrix.version), key: newKey() },
    names,
    changes,
    did: url.searchParams.get('did') ?? '',
  };
}

export const actions = matrixSteps;
