import { error } from '@sveltejs/kit';
import { type Api, must } from '#lib/server/api.ts';

/** What a school's forms begin with, and what there is to choose from. */
export const readSchoolSetUp = async (api: Api, id: string) => must(await api.GET('/api/network/schools/{id}/set-up', { params: { path: { id } } }));

/** One line, and for who keeps it what its fields may become. */
export async function readCircuit(api: Api, id: string) {
  const circuit = must(await api.GET('/api/network/circuits/{id}', { params: { path: { id } } }));
  return { circuit, choices: circuit.may.keep ? await readSchoolSetUp(api, circuit.site.id) : null };
}

/** The schools that a line may be added at; `siteId` is the one that the address names. */
export async function readForNewLine(api: Api, siteId: string) {
  if (/^[0-9a-f-]{36}$/.test(siteId)) return { schools: [], choices: await readSchoolSetUp(api, siteId) };
  return { schools: must(await api.GET('/api/network/settings')).staff.map(({ site }) => site), choices: null };
}

export const readContracts = async (api: Api) => must(await api.GET('/api/network/providers'));
const historyOf = async (api: Api, subjectId: string) => must(await api.GET('/api/network/events', { params: { query: { subjectId } } })).items;

/** One of these with its history. */
async function withHistory<T extends { id: string }>(api: Api, all: readonly T[], id: string) {
  const one = all.find((row) => row.id === id);
  if (!one) error(404);
  return { one, history: await historyOf(api, id) };
}

export async function readContract(api: Api, id: string) {
  const { contracts, may } = await readContracts(api);
  return { ...(await withHistory(api, contracts, id)), may };
}
export async function readProvider(api: Api, id: string) {
  const { providers, contracts, may } = await readContracts(api);
  return { ...(await withHistory(api, providers, id)), contracts: contracts.filter(({ provider }) => provider.id === id), may };
}

export const readTargets = async (api: Api) => must(await api.GET('/api/network/settings'));
export async function readTarget(api: Api, id: string) {
  const { targets, may } = await readTargets(api);
  return { ...(await withHistory(api, targets, id)), may };
}
export async function readCapacity(api: Api, id: string) {
  const { capacities, may } = await readTargets(api);
  return { ...(await withHistory(api, capacities, id)), may };
}
