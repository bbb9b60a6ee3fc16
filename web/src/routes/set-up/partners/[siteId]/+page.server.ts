import { error } from '@sveltejs/kit';
import { partnerSteps, readPartners } from '#features/set-up/partner.server.ts';
import { readChangesOf, readServices } from '#features/set-up/read.server.ts';
import { newKey } from '#lib/server/forms.ts';

export async function load({ locals, params, parent }) {
  await parent();
  const { items, may } = await readPartners(locals.api);
  const school = items.find(({ site }) => site.id === params.siteId);
  if (!school || !may.change) error(404, { message: 'There is no such school.', requestId: locals.requestId });
  const [{ names }, changes] = await Promise.all([readServices(locals.api), readChangesOf(locals.api, 'hr_partner', params.siteId)]);
  const named = school.partners.filter((partner) => partner.isForSite);
  return {
    school,
    names,
    changes,
    begun: { values: {} as Record<string, string>, version: named.map(({ id }) => id).join(' '), key: newKey() },
  };
}

export const actions = partnerSteps;
