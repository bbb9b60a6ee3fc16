import { redirect } from '@sveltejs/kit';
import { askedOf, fundingsOf, queryOf, scopeOf } from '#features/condition/forecast/asked.ts';
import { readForecast } from '#features/condition/forecast/read.server.ts';
import { idempotent, keyOf, missing, newKey, refuse, refuseFields, typedValues } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'buildings');
  const found = await readForecast(locals.api, askedOf(url.searchParams));
  return { ...found, query: queryOf(found.asked), key: newKey() };
}

/** "20" percent as 0.2; what is no number stays so, and the API says what would be one. */
const share = (percent: string) => Number(percent.replaceAll(/[%\s]/g, '').replace(',', '.')) / 100;
const whole = (written: string) => Number(written.replaceAll(/[,\s]/g, ''));

export const actions = {
  run: async ({ locals, request }) => {
    const form = await request.formData();
    const { query = '', name = '', life = '', cost = '', draws = '', seed = '' } = typedValues(form);
    const errors = missing(form, { name: undefined, life: undefined, cost: undefined, draws: undefined, seed: undefined });
    if (Object.keys(errors).length) return refuseFields(errors, form);
    const asked = askedOf(new URLSearchParams(query));
    const { data, error: problem } = await locals.api.POST('/api/forecast-runs', {
      params: { header: idempotent(keyOf(form)) },
      body: {
        name,
        ...scopeOf(asked),
        fundings: fundingsOf(asked),
        spread: { life: share(life), cost: share(cost) },
        draws: whole(draws),
        seed: whole(seed),
      },
    });
    if (problem) return refuse(problem, form, { names: { spread: 'life' } });
    redirect(303, `/buildings/forecast/runs/${data.id}`);
  },
};
