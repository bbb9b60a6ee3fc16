import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import type { Api } from '#lib/server/api.ts';
import { idempotent, ifMatch, keyOf, missing, refuse, refuseFields, typedValues } from '#lib/server/forms.ts';
import { typedAmount } from '#lib/typed-amount.ts';

const AMOUNTS = ['revenue', 'spend', 'reserve'] as const;
const RATIOS = ['revenueGrowth', 'spendGrowth', 'costEscalation', 'contingency', 'renewal'] as const;
const FIELDS = ['name', ...AMOUNTS, ...RATIOS];

/** Saves the scenario in this form. */
export async function saveScenario(api: Api, form: FormData) {
  const typed = typedValues(form);
  const errors = missing(form, Object.fromEntries(FIELDS.map((name) => [name, undefined])));
  for (const name of AMOUNTS) if (!errors[name] && !/^\d{1,12}(\.\d{1,2})?$/.test(typedAmount(typed[name]))) errors[name] = m.outlook_dollars();
  for (const name of RATIOS) if (!errors[name] && !/^-?\d{1,3}(\.\d{1,4})?$/.test(typedAmount(typed[name]))) errors[name] = m.outlook_number();
  if (Object.keys(errors).length) return refuseFields(errors, form);
  const amount = (name: (typeof AMOUNTS)[number]) => typedAmount(typed[name]);
  // To six places, so that 2.3 % is 0.023 and no more.
  const ratio = (name: (typeof RATIOS)[number]) => Math.round(Number(typedAmount(typed[name])) * 10_000) / 1_000_000;
  const { error: problem } = await api.POST('/api/outlook-scenarios', {
    params: { header: idempotent(keyOf(form)) },
    body: {
      programme: typed['programme'] ?? '',
      name: typed['name'] ?? '',
      operating: { revenue: amount('revenue'), spend: amount('spend'), reserve: amount('reserve') },
      assumptions: {
        revenueGrowth: ratio('revenueGrowth'),
        spendGrowth: ratio('spendGrowth'),
        costEscalation: ratio('costEscalation'),
        contingency: ratio('contingency'),
        renewal: ratio('renewal'),
      },
    },
  });
  if (problem) {
    // A field of the contract lies one step deeper than the form's.
    const deeper = {
      ...problem,
      errors: (problem.errors ?? []).map((one) => ({ ...one, pointer: one.pointer.replace(/^\/(operating|assumptions)/, '') })),
    };
    return refuse(deeper, form);
  }
  redirect(303, `/capital/outlook?programme=${encodeURIComponent(typed['programme'] ?? '')}&did=saved#years`);
}

/** Takes a scenario away. */
export async function removeScenario(api: Api, form: FormData) {
  const { id = '', version = '', programme = '' } = typedValues(form);
  const { error: problem } = await api.DELETE('/api/outlook-scenarios/{id}', { params: { path: { id }, header: ifMatch(version) } });
  if (problem) return refuse(problem, form);
  redirect(303, `/capital/outlook?programme=${encodeURIComponent(programme)}&did=removed#years`);
}
