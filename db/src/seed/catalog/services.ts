import { type services, type priorityMatrix, type targets, type trades } from '../../schema/index.ts';
import type { Bilingual } from './make.ts';

export const SERVICES: (typeof services.$inferInsert)[] = [
  { code: 'facilities', calendarCode: 'facilities', nameEn: 'Facilities', nameEs: 'Instalaciones', position: 1 },
  { code: 'it', calendarCode: 'it', nameEn: 'Technology', nameEs: 'Tecnología', position: 2 },
  { code: 'hr', calendarCode: 'hr', nameEn: 'Human Resources', nameEs: 'Recursos Humanos', position: 3 },
  { code: 'nutrition', calendarCode: 'nutrition', nameEn: 'Food and Nutrition', nameEs: 'Alimentos y Nutrición', position: 4 },
];

const tradesOf = (serviceCode: string, named: Record<string, Bilingual>): (typeof trades.$inferInsert)[] =>
  Object.entries(named).map(([code, [nameEn, nameEs]]) => ({ code, serviceCode, nameEn, nameEs }));

export const TRADES = [
  ...tradesOf('facilities', {
    hvac: ['Heating, cooling and controls', 'Calefacción, aire y controles'],
    electrical: ['Electrical', 'Electricidad'],
    plumbing: ['Plumbing', 'Plomería'],
    carpentry: ['Carpentry', 'Carpintería'],
    locksmith: ['Locks, doors and keys', 'Cerraduras, puertas y llaves'],
    glazing: ['Windows and glass', 'Ventanas y vidrios'],
    paint: ['Paint', 'Pintura'],
    flooring: ['Floors', 'Pisos'],
    roofing: ['Roofs', 'Techos'],
    grounds: ['Grounds', 'Áreas verdes'],
    irrigation_snow: ['Irrigation and snow', 'Riego y nieve'],
    custodial: ['Cleaning', 'Limpieza'],
    fire_safety: ['Fire and life safety', 'Incendios y seguridad'],
    elevators: ['Elevators', 'Elevadores'],
    playground: ['Playgrounds', 'Áreas de juego'],
    environmental: ['Air, asbestos, lead and pests', 'Aire, asbesto, plomo y plagas'],
    moves_events: ['Moves and events', 'Mudanzas y eventos'],
    signage: ['Signs', 'Letreros'],
  }),
  ...tradesOf('it', {
    accounts: ['Passwords and accounts', 'Contraseñas y cuentas'],
    devices: ['Laptops and tablets', 'Computadoras y tabletas'],
    classroom_av: ['Projectors and sound', 'Proyectores y sonido'],
    network: ['Wi-Fi and network', 'Wi-Fi y red'],
    phones: ['Phones', 'Teléfonos'],
    printing: ['Printers', 'Impresoras'],
    software: ['Software', 'Programas'],
    student_systems: ['Student systems', 'Sistemas de estudiantes'],
    data: ['Data and reports', 'Datos e informes'],
    security: ['Information security', 'Seguridad de la información'],
  }),
  ...tradesOf('hr', {
    positions: ['Positions', 'Puestos'],
    hiring: ['Hiring', 'Contratación'],
    leave: ['Leave', 'Permisos'],
    accommodation: ['Accommodation', 'Adaptaciones'],
    payroll: ['Pay', 'Nómina'],
    benefits: ['Benefits', 'Beneficios'],
    licensing: ['Licences', 'Licencias'],
    subs: ['Substitutes', 'Suplentes'],
    evaluation: ['Evaluation', 'Evaluación'],
    employee_relations: ['Employee relations', 'Relaciones laborales'],
    separation: ['Leaving the district', 'Salida del distrito'],
    verification: ['Letters and proof', 'Cartas y constancias'],
  }),
  ...tradesOf('nutrition', {
    kitchen_equipment: ['Kitchen equipment', 'Equipo de cocina'],
    food_safety: ['Food safety', 'Seguridad de los alimentos'],
    supply: ['Deliveries and orders', 'Entregas y pedidos'],
    special_diets: ['Special diets', 'Dietas especiales'],
    meal_applications: ['Meal applications', 'Solicitudes de comidas'],
    point_of_sale: ['Registers', 'Cajas'],
    catering: ['Catering', 'Banquetes'],
    kitchen_pests: ['Pests in kitchens', 'Plagas en cocinas'],
  }),
];

/** impact × urgency → priority. Danger is always an emergency; what can wait for one person or room is planned. */
const MATRIX = {
  person: { can_wait: 'P4', disrupts: 'P3', stops_teaching: 'P2', danger: 'P1' },
  room: { can_wait: 'P4', disrupts: 'P3', stops_teaching: 'P2', danger: 'P1' },
  building: { can_wait: 'P3', disrupts: 'P2', stops_teaching: 'P1', danger: 'P1' },
  district: { can_wait: 'P3', disrupts: 'P2', stops_teaching: 'P1', danger: 'P1' },
};
export const PRIORITY_MATRIX: (typeof priorityMatrix.$inferInsert)[] = Object.entries(MATRIX).flatMap(([impact, row]) =>
  Object.entries(row).map(([urgency, priority]) => ({ impact, urgency, priority })),
);

/** Default promises: response and resolution. A planned order is resolved by its date. */
export const TARGETS: (typeof targets.$inferInsert)[] = [
  { priority: 'P1', calendar: '24x7', responseAmount: 1, responseUnit: 'hours', resolutionAmount: 24, resolutionUnit: 'hours' },
  { priority: 'P2', calendar: 'service', responseAmount: 1, responseUnit: 'working_days', resolutionAmount: 3, resolutionUnit: 'working_days' },
  { priority: 'P3', calendar: 'service', responseAmount: 5, responseUnit: 'working_days', resolutionAmount: 21, resolutionUnit: 'working_days' },
  { priority: 'P4', calendar: 'service', responseAmount: 5, responseUnit: 'working_days', resolutionAmount: null, resolutionUnit: 'planned_date' },
];
