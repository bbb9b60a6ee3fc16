import { error } from '@sveltejs/kit';
import { goOn, NEW, removeRule, saveRule, switchRule, tryRule } from '#features/desk-rules/save-rule.server.ts';
import { valuesOf } from '#features/desk-rules/values.ts';
import { readChangesOf, readServices } from '#features/set-up/read.server.ts';
import { must } from '#lib/server/api.ts';
import { newKey } from '#lib/server/forms.ts';

const UUID = /^[0-9a-f-]{36}$/i;

export async function load({ locals, params, parent, url }) {
  await parent();
  const { id } = params;
  const isNew = id === NEW;
  if (!isNew && !UUID.test(id)) error(404, { message: 'There is no such rule.', requestId: locals.requestId });
  const run = url.searchParams.get('run') ?? '';
  const cursor = url.searchParams.get('cursor');
  const [choices, rule, changes, { names }, dryRun] = await Promise.all([
    locals.api.GET('/api/set-up/routing-rule-choices').then(must),
    isNew ? undefined : locals.api.GET('/api/set-up/routing-rules/{id}', { params: { path: { id } } }).then(must),
    isNew ? [] : readChangesOf(locals.api, 'routing_rule', id),
    readServices(locals.api),
    UUID.test(run)
      ? locals.api
          .GET('/api/set-up/routing-rule-dry-runs/{id}', { params: { path: { id: run }, query: cursor ? { cursor } : {} } })
          .then(({ data }) => data)
      : undefined,
  ]);
  return {
    isNew,
    choices,
    rule,
    values: rule ? valuesOf(rule) : {},
    changes,
    names,
    run: dryRun?.ruleId === id ? dryRun : undefined,
    nextHref: dryRun?.nextCursor ? `?run=${run}&cursor=${dryRun.nextCursor}#dry-run` : undefined,
    did: url.searchParams.get('did') ?? '',
    key: newKey(),
  };
}

export const actions = { save: saveRule, try: tryRule, goOn, switch: switchRule, remove: removeRule };
