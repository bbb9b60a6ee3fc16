import {
  beginProgramme,
  changeAccount,
  changeAssetClass,
  changeLadder,
  changeThresholds,
  changeVendor,
  closeMonth,
} from '#features/capital-rules/act.server.ts';
import { readRules } from '#features/capital-rules/read.server.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'capital');
  const all = await readRules(locals.api, url.searchParams);
  return { ...all, did: url.searchParams.get('did'), programmeCode: all.programme?.code ?? '', key: newKey() };
}

export const actions = {
  ladder: async ({ locals, request, url }) => changeLadder(locals.api, await request.formData(), url),
  thresholds: async ({ locals, request, url }) => changeThresholds(locals.api, await request.formData(), url),
  assetClass: async ({ locals, request, url }) => changeAssetClass(locals.api, await request.formData(), url),
  account: async ({ locals, request, url }) => changeAccount(locals.api, await request.formData(), url),
  month: async ({ locals, request, url }) => closeMonth(locals.api, await request.formData(), url),
  programme: async ({ locals, request }) => beginProgramme(locals.api, await request.formData()),
  vendor: async ({ locals, request, url }) => changeVendor(locals.api, await request.formData(), url),
};
