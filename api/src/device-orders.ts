import { keptCatalogue } from './catalog/index.ts';
import type { RepairDesk } from './devices/index.ts';
import { submitOrder, withdrawOrder } from './work-orders/index.ts';

const KIND = 'device_laptop_repair';

/** What devices ask of the IT desk: an order of the kind "device is broken". Orders know devices, so the two meet here. */
const ask: RepairDesk['ask'] = async (tx, actor, { siteId, title, description, assetTag }, now) => {
  const { types } = await keptCatalogue(tx);
  const type = [...types.values()].find(({ code }) => code === KIND);
  if (!type) throw new Error(`The catalogue has no ${KIND}.`);
  const { order } = await submitOrder(
    tx,
    actor,
    { requestTypeId: type.id, title, description, siteId, answers: { tag: assetTag, what: 'other' }, attachmentIds: [] },
    now,
  );
  return { id: order.id, number: order.number };
};

export const deviceDesk: RepairDesk = {
  ask,
  withdraw: (tx, actor, orderId, now) => withdrawOrder(tx, actor, orderId, 'Scanned by mistake, and taken back at once.', now),
};
