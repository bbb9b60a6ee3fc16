import type { Column } from '../rules/columns.ts';

export type Locale = 'en' | 'es';
type Words = Readonly<Record<string, string>>;

export const HEADERS: Record<Locale, Record<Column, string>> = {
  en: {
    number: 'Number',
    title: 'Request',
    status: 'Status',
    priority: 'Priority',
    service: 'Service',
    trade: 'Trade',
    requestType: 'Kind of request',
    site: 'School or site',
    building: 'Building',
    room: 'Room or place',
    requester: 'Asked by',
    team: 'Team',
    assignee: 'Assigned to',
    impact: 'Who is affected',
    urgency: 'How urgent',
    plannedOn: 'Planned for',
    hold: 'Waits for',
    tags: 'Tags',
    submittedAt: 'Asked at',
    updatedAt: 'Last change',
    completedAt: 'Done at',
    rating: 'Rating',
  },
  es: {
    number: 'Número',
    title: 'Solicitud',
    status: 'Estado',
    priority: 'Prioridad',
    service: 'Servicio',
    trade: 'Oficio',
    requestType: 'Tipo de solicitud',
    site: 'Escuela o lugar',
    building: 'Edificio',
    room: 'Sala o lugar',
    requester: 'Solicitado por',
    team: 'Equipo',
    assignee: 'Asignado a',
    impact: 'A quién afecta',
    urgency: 'Urgencia',
    plannedOn: 'Planificado para',
    hold: 'Espera',
    tags: 'Etiquetas',
    submittedAt: 'Solicitado el',
    updatedAt: 'Último cambio',
    completedAt: 'Terminado el',
    rating: 'Calificación',
  },
};

export const STATUS_WORDS: Record<Locale, Words> = {
  en: {
    awaiting_approval: 'Awaiting approval',
    submitted: 'New',
    triaged: 'Triaged',
    assigned: 'Assigned',
    in_progress: 'In progress',
    on_hold: 'On hold',
    completed: 'Done',
    closed: 'Closed',
    cancelled: 'Cancelled',
    duplicate: 'Duplicate',
  },
  es: {
    awaiting_approval: 'Espera aprobación',
    submitted: 'Nueva',
    triaged: 'Clasificada',
    assigned: 'Asignada',
    in_progress: 'En curso',
    on_hold: 'En espera',
    completed: 'Terminada',
    closed: 'Cerrada',
    cancelled: 'Cancelada',
    duplicate: 'Duplicada',
  },
};

export const HOLD_WORDS: Record<Locale, Words> = {
  en: { awaiting_requester: 'The requester', parts: 'A part', access: 'Access', vendor: 'A vendor', approval: 'An approval' },
  es: { awaiting_requester: 'El solicitante', parts: 'Una pieza', access: 'Acceso', vendor: 'Un proveedor', approval: 'Una aprobación' },
};

export const IMPACT_WORDS: Record<Locale, Words> = {
  en: { person: 'One person', room: 'A room', building: 'A building', district: 'The district' },
  es: { person: 'Una persona', room: 'Una sala', building: 'Un edificio', district: 'El distrito' },
};

export const URGENCY_WORDS: Record<Locale, Words> = {
  en: { can_wait: 'Can wait', disrupts: 'Disrupts', stops_teaching: 'Stops teaching', danger: 'Danger' },
  es: { can_wait: 'Puede esperar', disrupts: 'Interrumpe', stops_teaching: 'Impide dar clase', danger: 'Peligro' },
};

export const DEMONSTRATION: Record<Locale, string> = { en: 'Demonstration: not real figures', es: 'Demostración: cifras no reales' };
