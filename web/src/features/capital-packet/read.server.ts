import { type Api, must } from '#lib/server/api.ts';

/** Who gets the packet of the programme that was asked for by its code, or of the first, and which ones went out. */
export async function readPackets(api: Api, code: string) {
  const { items } = must(await api.GET('/api/programmes'));
  const chosen = (items.find(({ programme }) => programme.code === code) ?? items[0])?.programme;
  const programmes = items.map(({ programme }) => ({ value: programme.code, label: programme.name }));
  if (!chosen) return { programmes, chosen: null, packets: null };
  const packets = must(await api.GET('/api/packet-subscriptions', { params: { query: { programmeId: chosen.id } } }));
  return { programmes, chosen, packets };
}
