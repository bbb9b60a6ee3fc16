import type { components } from '#lib/api/schema.gen.ts';
import { m } from '#lib/paraglide/messages.js';

export type Session = components['schemas']['Session'];
export type Room = components['schemas']['MyRoom'];

const KINDS = { phone: m.account_device_phone, tablet: m.account_device_tablet, computer: m.account_device_computer, other: m.account_device_other };

/** "Chrome on Android", or what kind of thing it is where the browser does not say. */
export const deviceWords = ({ browser, system, kind }: Session['device']): string =>
  browser && system ? m.account_device({ browser, system }) : (browser ?? system ?? KINDS[kind]());

/** "Wheat Ridge HS (10.1.2.3)", or the address alone. */
export function placeWords({ networkName: network, address }: Session['place']): string {
  if (!address) return m.account_place_unknown();
  return network ? m.account_place_network({ network, address }) : m.account_place_address({ address });
}
