import type { macros } from '../schema/index.ts';
import { uuidFor } from './random.ts';

/** What a desk does every day, in one go. */
export const MACROS: (typeof macros.$inferInsert)[] = [
  {
    id: uuidFor('macro part ordered'),
    name: 'Part ordered',
    serviceCode: 'facilities',
    acts: {
      reply: {
        isInternal: false,
        en: 'Hello {requester}, we have looked at {place} and ordered a part. We go on as soon as it is here; you see the day on the page of {number}.',
        es: 'Hola, {requester}: ya revisamos {place} y pedimos una pieza. Seguimos en cuanto llegue; verá el día en la página de {number}.',
      },
      checklist: [
        { en: 'Part is here', es: 'Llegó la pieza' },
        { en: 'Fit the part', es: 'Instalar la pieza' },
        { en: 'Try it out', es: 'Probar que funcione' },
      ],
      move: { to: 'on_hold', holdReason: 'parts' },
    },
  },
  {
    id: uuidFor('macro need access'),
    name: 'Need access',
    serviceCode: null,
    acts: {
      reply: {
        isInternal: false,
        en: 'Hello {requester}, we could not get into {place}. Please write here when somebody can let us in, or where the key is.',
        es: 'Hola, {requester}: no pudimos entrar en {place}. Escriba aquí cuándo puede abrirnos alguien o dónde está la llave.',
      },
      move: { to: 'on_hold', holdReason: 'access' },
    },
  },
  {
    id: uuidFor('macro summer work'),
    name: 'Summer work',
    serviceCode: 'facilities',
    acts: {
      tags: ['summer-work'],
      reply: { isInternal: true, en: 'For the summer, when {place} is empty.', es: 'Para el verano, cuando {place} está libre.' },
      checklist: [
        { en: 'Agree the days with the school', es: 'Acordar los días con la escuela' },
        { en: 'Order material', es: 'Pedir el material' },
        { en: 'Clear the room', es: 'Vaciar el salón' },
      ],
    },
  },
];
