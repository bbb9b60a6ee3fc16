import { moveRule } from '#features/desk-rules/save-rule.server.ts';
import { must } from '#lib/server/api.ts';
import { newKey } from '#lib/server/forms.ts';

export async function load({ locals, parent, url }) {
  await parent();
  const [rules, choices] = await Promise.all([
    locals.api.GET('/api/set-up/routing-rules').then(must),
    locals.api.GET('/api/set-up/routing-rule-choices').then(must),
  ]);
  return { rules: rules.items, mayAdd: rules.may.add, choices, isRemoved: url.searchParams.get('did') === 'removed', key: newKey() };
}

export const actions = { move: moveRule };
