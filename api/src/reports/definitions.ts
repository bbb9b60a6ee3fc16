import type { Label, Unit } from './rules/panel.ts';

/** The figures of Operations, in the order of the page. */
export const FIGURES = [
  'due',
  'open_by_age',
  'open_by_trade',
  'open_by_area',
  'waiting',
  'backlog',
  'in_target_by_priority',
  'in_target_by_service',
  'restore',
  'hold_time',
  'reopened',
  'first_time_fix',
  'ratings',
] as const;
export type Figure = (typeof FIGURES)[number];

export type Column = { unit: Unit; label: Label };
type Defined = {
  /** Of what is so now, or of what was done in the period. */
  about: 'now' | 'period';
  title: Label;
  definition: Label;
  columns: readonly Column[];
};

const ORDERS: Column = { unit: 'orders', label: { en: 'Orders', es: 'Órdenes' } };
const share = (en: string, es: string): Column => ({ unit: 'share', label: { en, es } });

/** What each figure means: one text in each language, beside the figure and at the head of its CSV. */
export const DEFINITIONS: Record<Figure, Defined> = {
  due: {
    about: 'now',
    title: { en: 'Late and due next', es: 'Atrasadas y próximas a vencer' },
    definition: {
      en: 'Open orders by the time promised for them. “Today” and “this week” (to Sunday) include what is late. Orders on hold, and orders without a promise, have no due time and are not counted.',
      es: 'Órdenes abiertas según la hora prometida. “Hoy” y “esta semana” (hasta el domingo) incluyen las atrasadas. Las órdenes en espera o sin promesa no tienen vencimiento y no se cuentan.',
    },
    columns: [ORDERS],
  },
  open_by_age: {
    about: 'now',
    title: { en: 'Open orders by age', es: 'Órdenes abiertas por antigüedad' },
    definition: {
      en: 'Orders that are not done, cancelled or duplicates, by calendar days since they were asked for; today is day 0.',
      es: 'Órdenes que no están terminadas, canceladas ni duplicadas, según los días naturales desde que se pidieron; hoy es el día 0.',
    },
    columns: [ORDERS],
  },
  open_by_trade: {
    about: 'now',
    title: { en: 'Open orders by trade', es: 'Órdenes abiertas por oficio' },
    definition: {
      en: 'Orders that are not done, cancelled or duplicates, by the trade of their kind of request.',
      es: 'Órdenes que no están terminadas, canceladas ni duplicadas, según el oficio de su tipo de solicitud.',
    },
    columns: [ORDERS],
  },
  open_by_area: {
    about: 'now',
    title: { en: 'Open orders by area', es: 'Órdenes abiertas por zona' },
    definition: {
      en: 'Orders that are not done, cancelled or duplicates, by the area of their school or site.',
      es: 'Órdenes que no están terminadas, canceladas ni duplicadas, según la zona de su escuela o lugar.',
    },
    columns: [ORDERS],
  },
  waiting: {
    about: 'now',
    title: { en: 'On hold now', es: 'En espera ahora' },
    definition: {
      en: 'Orders that are on hold at this moment, by what they wait for.',
      es: 'Órdenes que están en espera en este momento, según lo que esperan.',
    },
    columns: [ORDERS],
  },
  backlog: {
    about: 'now',
    title: { en: 'Backlog in crew-weeks', es: 'Trabajo pendiente en semanas de equipo' },
    definition: {
      en: 'Estimated hours of a team’s open orders ÷ the hours that the team can give in a week. The estimate is the order’s own, else that of its kind of request; orders with neither count no hours and are shown apart.',
      es: 'Horas estimadas de las órdenes abiertas de un equipo ÷ las horas que el equipo puede dar en una semana. La estimación es la de la orden o, si no tiene, la de su tipo de solicitud; las órdenes sin ninguna no suman horas y se muestran aparte.',
    },
    columns: [
      { unit: 'weeks', label: { en: 'Crew-weeks', es: 'Semanas de equipo' } },
      { unit: 'hours', label: { en: 'Estimated hours', es: 'Horas estimadas' } },
      ORDERS,
      { unit: 'orders', label: { en: 'Without estimate', es: 'Sin estimación' } },
    ],
  },
  in_target_by_priority: {
    about: 'period',
    title: { en: 'In target by priority', es: 'Dentro de plazo por prioridad' },
    definition: {
      en: 'Orders done at or before the time promised, as it stood when they were done ÷ orders done that had such a promise. Time on hold moves the promise.',
      es: 'Órdenes terminadas a la hora prometida o antes, según estaba al terminarlas ÷ órdenes terminadas que tenían una promesa. El tiempo en espera desplaza la promesa.',
    },
    columns: [share('In target', 'Dentro de plazo')],
  },
  in_target_by_service: {
    about: 'period',
    title: { en: 'In target by service', es: 'Dentro de plazo por servicio' },
    definition: {
      en: 'Orders done at or before the time promised, as it stood when they were done ÷ orders done that had such a promise. Time on hold moves the promise.',
      es: 'Órdenes terminadas a la hora prometida o antes, según estaba al terminarlas ÷ órdenes terminadas que tenían una promesa. El tiempo en espera desplaza la promesa.',
    },
    columns: [share('In target', 'Dentro de plazo')],
  },
  restore: {
    about: 'period',
    title: { en: 'Time to restore', es: 'Tiempo de reparación' },
    definition: {
      en: 'Clock time: the sum of (done − asked for) ÷ the number of orders done, nights, weekends and holds included. Wrench time: the hours that crews logged on the same orders ÷ their number.',
      es: 'Tiempo de reloj: la suma de (terminada − pedida) ÷ el número de órdenes terminadas, con noches, fines de semana y esperas. Tiempo de trabajo: las horas que los equipos anotaron en las mismas órdenes ÷ su número.',
    },
    columns: [
      { unit: 'hours', label: { en: 'Clock hours', es: 'Horas de reloj' } },
      { unit: 'hours', label: { en: 'Wrench hours', es: 'Horas de trabajo' } },
    ],
  },
  hold_time: {
    about: 'period',
    title: { en: 'Time on hold by reason', es: 'Tiempo en espera por motivo' },
    definition: {
      en: 'All holds of the orders done in the period, added up by reason: working hours on the calendar of the order’s promise as it stands now, and hours on the wall.',
      es: 'Todas las esperas de las órdenes terminadas en el período, sumadas por motivo: horas laborables según el calendario de la promesa de la orden tal como está ahora, y horas de reloj.',
    },
    columns: [
      { unit: 'hours', label: { en: 'Working hours', es: 'Horas laborables' } },
      { unit: 'hours', label: { en: 'Clock hours', es: 'Horas de reloj' } },
    ],
  },
  reopened: {
    about: 'period',
    title: { en: 'Reopened', es: 'Reabiertas' },
    definition: {
      en: 'Orders done in the period that had been reopened at least once as “not fixed” ÷ orders done in the period.',
      es: 'Órdenes terminadas en el período que se reabrieron al menos una vez por “no arreglado” ÷ órdenes terminadas en el período.',
    },
    columns: [share('Share', 'Proporción')],
  },
  first_time_fix: {
    about: 'period',
    title: { en: 'Fixed the first time', es: 'Arregladas a la primera' },
    definition: {
      en: 'Orders done in the period without a reopening, and without a new order of the same kind at the same place (room, else building, else site) within 14 days ÷ orders done in the period. The last 14 days may still change. Of confidential orders only reopenings count.',
      es: 'Órdenes terminadas en el período sin reapertura y sin una orden nueva del mismo tipo en el mismo lugar (sala o, si no, edificio o sitio) en 14 días ÷ órdenes terminadas en el período. Los últimos 14 días aún pueden cambiar. De las órdenes confidenciales solo cuentan las reaperturas.',
    },
    columns: [share('Share', 'Proporción')],
  },
  ratings: {
    about: 'period',
    title: { en: 'Ratings', es: 'Calificaciones' },
    definition: {
      en: 'Ratings from 1 to 5 given by who asked, of the orders done in the period. The mean is the sum of the stars ÷ the number of rated orders.',
      es: 'Calificaciones de 1 a 5 dadas por quien pidió, de las órdenes terminadas en el período. La media es la suma de las estrellas ÷ el número de órdenes calificadas.',
    },
    columns: [ORDERS],
  },
};

export const HOLD_LABELS: Record<string, Label> = {
  awaiting_requester: { en: 'The requester', es: 'El solicitante' },
  parts: { en: 'A part', es: 'Una pieza' },
  access: { en: 'Access', es: 'Acceso' },
  vendor: { en: 'A vendor', es: 'Un proveedor' },
  approval: { en: 'An approval', es: 'Una aprobación' },
};
export const DUE_LABELS: Record<string, Label> = {
  late: { en: 'Late now', es: 'Atrasadas ahora' },
  today: { en: 'Late by tonight', es: 'Atrasadas esta noche' },
  week: { en: 'Late by Sunday', es: 'Atrasadas el domingo' },
};
export const AGE_LABELS: Record<string, Label> = {
  '0-2': { en: '0 to 2 days', es: 'De 0 a 2 días' },
  '3-7': { en: '3 to 7 days', es: 'De 3 a 7 días' },
  '8-30': { en: '8 to 30 days', es: 'De 8 a 30 días' },
  '31-90': { en: '31 to 90 days', es: 'De 31 a 90 días' },
  '91+': { en: 'More than 90 days', es: 'Más de 90 días' },
};
export const NO_AREA: Label = { en: 'No area', es: 'Sin zona' };
export const PRIORITY_LABELS: Record<string, Label> = {
  P1: { en: 'P1 Emergency', es: 'P1 Emergencia' },
  P2: { en: 'P2 Urgent', es: 'P2 Urgente' },
  P3: { en: 'P3 Routine', es: 'P3 Rutina' },
  P4: { en: 'P4 Planned', es: 'P4 Planificada' },
};
