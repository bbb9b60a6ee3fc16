import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/tone.ts';
import type { PersonEvent, Scope } from './person.ts';
import { compartmentWords, heldWords } from './roles.ts';

type Data = PersonEvent['data'];
type Told = { text: string; tone: Tone };
const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

const scopeOf = (data: Data, services: Record<string, string>): Scope => {
  const code = text(data['serviceCode']);
  return { service: code && (services[code] ?? code), area: text(data['areaName']), site: text(data['siteName']) };
};
const roleOf = (data: Data, services: Record<string, string>) => heldWords(text(data['role']) ?? '', scopeOf(data, services));
const compartmentOf = (data: Data) => compartmentWords(text(data['compartment']) ?? '', text(data['siteName']));

/** One line of a person's history as a sentence. One of a kind that the portal does not know yet still says who. */
export function eventWords({ kind, actor, data }: PersonEvent, services: Record<string, string>): Told {
  const who = actor?.name ?? m.product_name();
  switch (kind) {
    case 'role_granted':
      return { text: m.people_event_role_granted({ who, role: roleOf(data, services) }), tone: 'info' };
    case 'role_ended':
      return { text: m.people_event_role_ended({ who, role: roleOf(data, services) }), tone: 'warn' };
    case 'compartment_granted':
      return { text: m.people_event_compartment_granted({ who, compartment: compartmentOf(data) }), tone: 'info' };
    case 'compartment_ended':
      return { text: m.people_event_compartment_ended({ who, compartment: compartmentOf(data) }), tone: 'warn' };
    case 'deactivated':
      return { text: m.people_event_deactivated({ who }), tone: 'bad' };
    case 'reactivated':
      return { text: m.people_event_reactivated({ who }), tone: 'good' };
    case 'signed_out_everywhere':
      return { text: m.people_event_signed_out({ who, count: Number(data['endedSessions'] ?? 0) }), tone: 'neutral' };
    case 'viewed':
      return { text: m.people_event_viewed({ who, path: text(data['path']) ?? '' }), tone: 'neutral' };
    default:
      return { text: m.people_event_other({ who }), tone: 'neutral' };
  }
}
