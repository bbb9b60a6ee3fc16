import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/tone.ts';
import { dayWords } from '#lib/format.ts';
import { compartmentWords, heldWords, type Scope } from '#lib/words/held.ts';
import { whoWords } from '#lib/words/who.ts';
import type { PersonEvent } from './person.ts';

type Data = PersonEvent['data'];
type Told = { text: string; tone: Tone };
const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

const scopeOf = (data: Data, services: Record<string, string>): Scope => {
  const code = text(data['serviceCode']);
  return { service: code && (services[code] ?? code), area: text(data['areaName']), site: text(data['siteName']) };
};
const roleOf = (data: Data, services: Record<string, string>) => heldWords(text(data['role']) ?? '', scopeOf(data, services));
const compartmentOf = (data: Data) => compartmentWords(text(data['compartment']) ?? '', text(data['siteName']));

const handed = (data: Data, services: Record<string, string>) => ({
  what: text(data['compartment']) ? compartmentOf(data) : roleOf(data, services),
  from: text(data['fromName']) ?? '',
  to: text(data['toName']) ?? '',
});
const dayOf = (value: unknown) => (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? dayWords(value) : '');
const daysOf = (data: Data) => ({ first: dayOf(data['startsOn']), last: dayOf(data['lastOn']) });

/** One line of a person's history as a sentence. One of a kind that the portal does not know yet still says who. */
export function eventWords(event: PersonEvent, services: Record<string, string>): Told {
  const { kind, data } = event;
  const who = text(data['providerName']) ?? whoWords(event);
  const [from, to] = [text(data['from']) ?? '', text(data['to']) ?? ''];
  switch (kind) {
    case 'role_granted':
      return { text: m.people_event_role_granted({ who, role: roleOf(data, services) }), tone: 'info' };
    case 'role_ended':
      return { text: m.people_event_role_ended({ who, role: roleOf(data, services) }), tone: 'warn' };
    case 'compartment_granted':
      return { text: m.people_event_compartment_granted({ who, compartment: compartmentOf(data) }), tone: 'info' };
    case 'compartment_proposed':
      return { text: m.people_event_compartment_proposed({ who, compartment: compartmentOf(data) }), tone: 'info' };
    case 'compartment_confirmed': {
      const first = text(data['proposedByName']) ?? m.product_name();
      return { text: m.people_event_compartment_confirmed({ who, compartment: compartmentOf(data), first }), tone: 'info' };
    }
    case 'compartment_declined':
      return { text: m.people_event_compartment_declined({ who, compartment: compartmentOf(data) }), tone: 'warn' };
    case 'delegated':
      return { text: m.people_event_delegated({ who, ...handed(data, services), ...daysOf(data) }), tone: 'info' };
    case 'delegation_confirmed':
      return { text: m.people_event_delegation_confirmed({ who, ...handed(data, services) }), tone: 'info' };
    case 'delegation_ended':
      return { text: m.people_event_delegation_ended({ who, ...handed(data, services) }), tone: 'warn' };
    case 'absence_entered':
      return { text: m.people_event_absence_entered({ who, first: dayOf(data['startsOn']), last: dayOf(data['lastOn']) }), tone: 'info' };
    case 'absence_ended':
      return { text: m.people_event_absence_ended({ who }), tone: 'neutral' };
    case 'token_made':
      return { text: m.people_event_token_made({ who, name: text(data['name']) ?? '' }), tone: 'info' };
    case 'token_revoked':
      return { text: m.people_event_token_revoked({ who, name: text(data['name']) ?? '' }), tone: 'warn' };
    case 'compartment_ended':
      return { text: m.people_event_compartment_ended({ who, compartment: compartmentOf(data) }), tone: 'warn' };
    case 'deactivated':
      return { text: m.people_event_deactivated({ who }), tone: 'bad' };
    case 'reactivated':
      return { text: m.people_event_reactivated({ who }), tone: 'good' };
    case 'signed_out_everywhere':
      return { text: m.people_event_signed_out({ who, count: Number(data['endedSessions'] ?? 0) }), tone: 'neutral' };
    case 'session_ended':
      return { text: m.people_event_session_ended({ who }), tone: 'neutral' };
    case 'provisioned':
      return { text: m.people_event_provisioned({ who }), tone: 'good' };
    case 'provider_linked':
      return { text: m.people_event_provider_linked({ who }), tone: 'info' };
    case 'email_changed':
      return { text: m.people_event_email_changed({ who, from, to }), tone: 'info' };
    case 'email_taken':
      return { text: m.people_event_email_taken({ who, from, to }), tone: 'warn' };
    case 'role_kept':
      return { text: m.people_event_role_kept({ who, role: roleOf(data, services) }), tone: 'warn' };
    case 'viewed':
      return { text: m.people_event_viewed({ who, path: text(data['path']) ?? '' }), tone: 'neutral' };
    case 'orders_exported':
      return { text: m.people_event_exported({ who }), tone: 'neutral' };
    case 'view_saved':
      return { text: m.people_event_view_saved({ who, name: text(data['name']) ?? '' }), tone: 'neutral' };
    case 'view_changed':
      return { text: m.people_event_view_changed({ who, name: text(data['name']) ?? '' }), tone: 'neutral' };
    case 'view_removed':
      return { text: m.people_event_view_removed({ who, name: text(data['name']) ?? '' }), tone: 'neutral' };
    default:
      return { text: m.people_event_other({ who }), tone: 'neutral' };
  }
}
