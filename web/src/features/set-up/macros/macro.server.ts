import { idempotent, ifMatch } from '#lib/server/forms.ts';
import { twoSteps } from '../two-steps.server.ts';
import { boxOfMacro, macroRequestOf, wrongInMacro } from './macro.ts';

export const macroSteps = twoSteps({
  wrong: wrongInMacro,
  preview: ({ locals, params }, values) => {
    const id = params['id'] === 'new' ? null : (params['id'] ?? null);
    return locals.api.POST('/api/set-up/macro-previews', { body: { id, ...macroRequestOf(values) } });
  },
  save: ({ locals, params }, values, { why, version, key }) => {
    const body = { ...macroRequestOf(values), ...why };
    const id = params['id'] ?? '';
    return id === 'new'
      ? locals.api.POST('/api/set-up/macros', { params: { header: idempotent(key) }, body })
      : locals.api.PUT('/api/set-up/macros/{id}', { params: { path: { id }, header: ifMatch(version) }, body });
  },
  versionNow: async ({ locals, params }) => {
    const { data } = await locals.api.GET('/api/set-up/macros/{id}', { params: { path: { id: params['id'] ?? '' } } });
    return String(data?.version ?? 0);
  },
  done: (_event, { id }) => `/set-up/macros/${id}?did=saved`,
  boxOf: boxOfMacro,
});
