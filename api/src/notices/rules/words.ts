import type { Facts, NoticeKind } from './news.ts';

export type Locale = 'en' | 'es';
/** What a notice says: a headline, and what somebody wrote. */
export type Words = { headline: string; detail: string | null };

const TAGS = { en: 'en-US', es: 'es-US' } as const;

/** "Thursday, March 12" from 2026-03-12. */
const dayWords = (day: string, locale: Locale) =>
  new Intl.DateTimeFormat(TAGS[locale], { timeZone: 'UTC', weekday: 'long', month: 'long', day: 'numeric' }).format(new Date(`${day}T12:00:00Z`));
/** "March 12, 2026" from 2026-03-12. */
const longDay = (day: string, locale: Locale) =>
  new Intl.DateTimeFormat(TAGS[locale], { timeZone: 'UTC', dateStyle: 'long' }).format(new Date(`${day}T12:00:00Z`));
const timeWords = (at: string, locale: Locale) =>
  new Intl.DateTimeFormat(TAGS[locale], {
    timeZone: 'America/Denver',
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  }).format(new Date(at));

const because = (why: string | undefined) => (why ? `: ${why}` : '');

const HELD: Record<Locale, Record<string, string>> = {
  en: {
    awaiting_requester: 'We need something from you to go on',
    parts: 'Waiting for a part',
    access: 'Waiting to be let in',
    vendor: 'Waiting for an outside company',
    approval: 'Waiting for an approval',
  },
  es: {
    awaiting_requester: 'Necesitamos algo de usted para seguir',
    parts: 'En espera de una pieza',
    access: 'En espera de poder entrar',
    vendor: 'En espera de una empresa externa',
    approval: 'En espera de una aprobación',
  },
};

/** Where the notice names no order, its headline does. */
const about = ({ title, number }: Facts) => (title && number ? `: ${title} (${number})` : '');

const EN: Record<NoticeKind, (facts: Facts) => string> = {
  asked_for_you: ({ by }) => `${by ?? 'Somebody'} asked for help for you`,
  given_to_you: () => 'There is a new order for you',
  someone_comes: ({ person }) => `${person ?? 'Somebody'} will take care of it`,
  visit_planned: ({ day }) => (day ? `The visit is planned for ${dayWords(day, 'en')}` : 'The visit is no longer planned for a day'),
  priority_changed: ({ priority }) => `The priority is now ${priority ?? 'another'}`,
  held: ({ reason, untilOn }) => `${HELD.en[reason ?? ''] ?? 'The work is on hold'}${untilOn ? `, until ${dayWords(untilOn, 'en')}` : ''}`,
  resumed: () => 'The work goes on',
  completed: () => 'The work is done',
  cancelled: () => 'The request was cancelled',
  joined: () => 'Somebody reported the same before: both are handled together',
  wrote: ({ by, isInternal }) => (isInternal ? `${by ?? 'Somebody'} wrote a note for the crew` : `${by ?? 'Somebody'} wrote`),
  not_fixed: () => 'Not fixed yet: the order is open again',
  given_back: ({ by }) => `${by ?? 'Somebody'} gave the order back`,
  promise_moved: ({ dueAt, dueBefore, why }) => {
    if (!dueAt) return `The time by which it will be done has moved${because(why)}`;
    return `It will be done by ${timeWords(dueAt, 'en')}${dueBefore ? ` instead of ${timeWords(dueBefore, 'en')}` : ''}${because(why)}`;
  },
  approval_requested: (facts) => `Your approval is needed${about(facts)}`,
  approval_reminder: (facts) => `Your approval is still needed${about(facts)}`,
  approved: ({ by, ...facts }) => `${by ?? 'Somebody'} approved it: the request goes on${about(facts)}`,
  declined: ({ by, ...facts }) => `${by ?? 'Somebody'} declined it: the request ends${about(facts)}`,
  cost_declined: ({ by }) => `${by ?? 'Somebody'} declined the cost: the work stays on hold`,
  warned: ({ clock, share = 1 }) => {
    const what = clock === 'response' ? 'respond' : 'finish';
    return share < 1 ? `${Math.round(share * 100)}% of the time to ${what} has passed` : `The time to ${what} is over`;
  },
  by_rule: () => 'A rule of the desk asks you to look at this order',
  board_packet: ({ title, day }) => `Board packet: ${title ?? ''}${day ? `, as of ${longDay(day, 'en')}` : ''}`,
  survey_invited: ({ day }) => `How well do our services work for you? One minute, anonymous${day ? `, until ${dayWords(day, 'en')}` : ''}`,
  survey_reminder: ({ day }) => `The survey still waits for your answer${day ? `: until ${dayWords(day, 'en')}` : ''}`,
};

const ES: Record<NoticeKind, (facts: Facts) => string> = {
  asked_for_you: ({ by }) => `${by ?? 'Alguien'} pidió ayuda para usted`,
  given_to_you: () => 'Hay una orden nueva para usted',
  someone_comes: ({ person }) => `${person ?? 'Alguien'} se hará cargo`,
  visit_planned: ({ day }) => (day ? `La visita está prevista para el ${dayWords(day, 'es')}` : 'La visita ya no tiene un día previsto'),
  priority_changed: ({ priority }) => `La prioridad ahora es ${priority ?? 'otra'}`,
  held: ({ reason, untilOn }) => `${HELD.es[reason ?? ''] ?? 'El trabajo está en pausa'}${untilOn ? `, hasta el ${dayWords(untilOn, 'es')}` : ''}`,
  resumed: () => 'El trabajo continúa',
  completed: () => 'El trabajo está hecho',
  cancelled: () => 'La solicitud fue cancelada',
  joined: () => 'Alguien ya había avisado de lo mismo: las dos solicitudes se atienden juntas',
  wrote: ({ by, isInternal }) => (isInternal ? `${by ?? 'Alguien'} escribió una nota para el equipo` : `${by ?? 'Alguien'} escribió`),
  not_fixed: () => 'Aún no está arreglado: la orden se abrió de nuevo',
  given_back: ({ by }) => `${by ?? 'Alguien'} devolvió la orden`,
  promise_moved: ({ dueAt, dueBefore, why }) => {
    if (!dueAt) return `Cambió el plazo en que estará hecho${because(why)}`;
    return `Estará hecho a más tardar el ${timeWords(dueAt, 'es')}${dueBefore ? ` en vez del ${timeWords(dueBefore, 'es')}` : ''}${because(why)}`;
  },
  approval_requested: (facts) => `Se necesita su aprobación${about(facts)}`,
  approval_reminder: (facts) => `Todavía se necesita su aprobación${about(facts)}`,
  approved: ({ by, ...facts }) => `${by ?? 'Alguien'} dio su aprobación: la solicitud sigue adelante${about(facts)}`,
  declined: ({ by, ...facts }) => `${by ?? 'Alguien'} no dio su aprobación: la solicitud termina${about(facts)}`,
  cost_declined: ({ by }) => `${by ?? 'Alguien'} no aprobó el costo: el trabajo sigue en pausa`,
  warned: ({ clock, share = 1 }) => {
    const what = clock === 'response' ? 'responder' : 'terminar';
    return share < 1 ? `Ya pasó el ${Math.round(share * 100)} % del plazo para ${what}` : `Se acabó el plazo para ${what}`;
  },
  by_rule: () => 'Una regla de la mesa le pide que mire esta orden',
  board_packet: ({ title, day }) => `Informe para la junta: ${title ?? ''}${day ? `, al ${longDay(day, 'es')}` : ''}`,
  survey_invited: ({ day }) => `¿Qué tan bien le sirven nuestros servicios? Un minuto, anónimo${day ? `, hasta el ${dayWords(day, 'es')}` : ''}`,
  survey_reminder: ({ day }) => `La encuesta todavía espera su respuesta${day ? `: hasta el ${dayWords(day, 'es')}` : ''}`,
};

const SENTENCES: Record<Locale, Record<string, (facts: Facts) => string>> = { en: EN, es: ES };

/** All that is said of a confidential order, or of what this version has no sentence for. */
const NEWS_ONLY: Record<Locale, string> = { en: 'There is news. Open it to read.', es: 'Hay novedades. Ábralo para leerlas.' };

export type Sayable = { kind: string; facts: Facts; isConfidential: boolean };

/** What a notice says, in the person's language. */
export function wordsOf({ kind, facts, isConfidential }: Sayable, locale: Locale): Words {
  const sentence = isConfidential ? undefined : SENTENCES[locale][kind];
  return sentence ? { headline: sentence(facts), detail: facts.words ?? null } : { headline: NEWS_ONLY[locale], detail: null };
}
