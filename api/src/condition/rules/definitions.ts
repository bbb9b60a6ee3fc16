import type { AdequacyCategory } from './adequacy.ts';
import type { Criterion } from './priorities.ts';

type Words = { en: string; es: string };

/** What each criterion of priority says of a need, from 0 to 1: published with the weights. `marks.ts` reckons it. */
export const CRITERIA_DEFINITIONS: Record<Criterion, Words> = {
  safety_code: {
    en: 'How serious it is for safety and code: critical 1, necessary 0.67, deferrable 0.33, desirable 0.',
    es: 'Qué tan grave es para la seguridad y las normas: crítico 1, necesario 0.67, aplazable 0.33, deseable 0.',
  },
  fci: {
    en: 'The FCI of the school over the ratio from which one thinks of replacing, at most 1.',
    es: 'El FCI de la escuela sobre la proporción desde la que se piensa en reemplazar, máximo 1.',
  },
  adequacy: { en: '1 less the school’s educational adequacy.', es: '1 menos la adecuación educativa de la escuela.' },
  utilisation: {
    en: 'How full the school is: 0 up to half full, 1 when every place is taken.',
    es: 'Qué tan llena está la escuela: 0 hasta la mitad, 1 cuando no queda lugar.',
  },
  equity: {
    en: 'The share of students with free or reduced lunch.',
    es: 'La proporción de alumnos con almuerzo gratis o a precio reducido.',
  },
  operating_saving: {
    en: 'What it saves in a year over what it costs: 1 where it pays for itself in five years or less.',
    es: 'Lo que ahorra en un año sobre lo que cuesta: 1 si se paga en cinco años o menos.',
  },
  readiness: {
    en: 'How much of what the work needs is there: design, permits, access.',
    es: 'Cuánto de lo que la obra necesita está listo: diseño, permisos, acceso.',
  },
};

/** What each category of adequacy asks of a school. */
export const ADEQUACY_DEFINITIONS: Record<AdequacyCategory, Words> = {
  presence: { en: 'What the school looks like, and whether one finds the way in.', es: 'Cómo se ve la escuela y si se encuentra la entrada.' },
  safety_security: { en: 'Sight lines, entries, and how one gets out.', es: 'Visibilidad, entradas y salidas.' },
  community: { en: 'What the neighborhood can use.', es: 'Lo que el vecindario puede usar.' },
  organization: { en: 'How rooms lie to each other.', es: 'Cómo están ubicados los salones entre sí.' },
  assembly: { en: 'Gymnasium, cafeteria, stage.', es: 'Gimnasio, cafetería, escenario.' },
  extended_learning: { en: 'Places to learn outside of class.', es: 'Lugares para aprender fuera de clase.' },
  classroom: { en: 'Size, storage and equipment of classrooms.', es: 'Tamaño, almacenamiento y equipo de los salones.' },
  environmental_quality: { en: 'Light, air, warmth and sound.', es: 'Luz, aire, temperatura y sonido.' },
};
