import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { completionByYear, drawShares } from '../capital/index.ts';
import { fciByYear } from '../condition/index.ts';
import { publishCoverage } from '../devices/index.ts';
import { atTargetByYear } from '../network/index.ts';
import { surveyShares } from '../surveys/index.ts';

type Words = { en: string; es: string };
type Point = { year: number; value: number | null };
/** What a measure comes to, by year; undefined where nothing is measured yet, or not for this reader. `actor` is null for everybody. */
type Read = (on: Sql, actor: Actor | null, now: Date) => Promise<{ points: readonly Point[]; isDemonstration: boolean } | undefined>;

/** A measure of the strategic plan: a share by year, and where in the portal and in the open data it comes from. */
export type Measure = {
  code: string;
  name: Words;
  definition: Words;
  better: 'higher' | 'lower';
  source: string;
  openSource: string | null;
  read: Read;
};

const survey = (share: 'effective' | 'adequate'): Read => {
  return async (on) => {
    const years = await surveyShares(on);
    const isDemonstration = years.some((one) => one.isDemonstration);
    return { isDemonstration, points: years.map((one) => ({ year: one.year, value: one[share] })) };
  };
};

/** The measures in the order of the page. One that another capability brings is one more entry here. */
export const MEASURES: readonly Measure[] = [
  {
    code: 'fci',
    name: { en: 'Condition of buildings (FCI)', es: 'Estado de los edificios (FCI)' },
    definition: {
      en: 'Deferred maintenance ÷ replacement value of the district’s own buildings, at the end of the year; of this year, now.',
      es: 'Mantenimiento diferido ÷ valor de reposición de los edificios propios del distrito, al final del año; de este año, ahora.',
    },
    better: 'lower',
    source: '/buildings/changes',
    openSource: '/open/data',
    read: (on, _actor, now) => fciByYear(on, now),
  },
  {
    code: 'survey_effective',
    name: { en: 'Services are effective', es: 'Los servicios son eficaces' },
    definition: {
      en: 'Share of all answers to the staff survey that agree that a service is effective.',
      es: 'Proporción de todas las respuestas de la encuesta al personal que están de acuerdo en que un servicio es eficaz.',
    },
    better: 'higher',
    source: '/surveys',
    openSource: '/open/survey',
    read: survey('effective'),
  },
  {
    code: 'survey_adequate',
    name: { en: 'Services are adequate', es: 'Los servicios son suficientes' },
    definition: {
      en: 'Share of all answers to the staff survey that agree that a service is adequate: that there is enough of it.',
      es: 'Proporción de todas las respuestas de la encuesta al personal que están de acuerdo en que un servicio es suficiente: que hay bastante.',
    },
    better: 'higher',
    source: '/surveys',
    openSource: '/open/survey',
    read: survey('adequate'),
  },
  {
    code: 'device_coverage',
    name: { en: 'Students with a working device', es: 'Estudiantes con un equipo que funciona' },
    definition: {
      en: 'Students in grades 5 to 12 with a working device of their own ÷ all who take part, now. Charter schools are not counted.',
      es: 'Estudiantes de 5.º a 12.º grado con un equipo propio que funciona ÷ todos los que participan, ahora. Las escuelas chárter no cuentan.',
    },
    better: 'higher',
    source: '/devices',
    openSource: '/open/technology',
    read: async (on, _actor, now) => {
      const { isDemonstration, coverage } = await publishCoverage(on);
      const year = Number(districtDay(now).slice(0, 4));
      const isKnown = coverage.ratio !== null && coverage.students !== 0;
      return { isDemonstration, points: isKnown ? [{ year, value: coverage.ratio }] : [] };
    },
  },
  {
    code: 'bandwidth',
    name: { en: 'Schools with the bandwidth asked for', es: 'Escuelas con el ancho de banda pedido' },
    definition: {
      en: 'Schools that had at the end of the year what the first target of that year asks for (FCC, 1 Mbps a student) ÷ all whose bandwidth is known; of this year, now.',
      es: 'Escuelas que tenían al final del año lo que pide la primera meta de ese año (FCC, 1 Mbps por alumno) ÷ todas cuyo ancho de banda se sabe; de este año, ahora.',
    },
    better: 'higher',
    source: '/network',
    openSource: '/open/technology',
    read: (on, _actor, now) => atTargetByYear(on, now),
  },
  {
    code: 'cip_completion',
    name: { en: 'Promises of the bond kept', es: 'Promesas del bono cumplidas' },
    definition: {
      en: 'Scope lines of the bond programme that were complete by the end of the year ÷ all that were promised, dropped ones among them.',
      es: 'Líneas de alcance del programa del bono terminadas al final del año ÷ todas las prometidas, también las retiradas.',
    },
    better: 'higher',
    source: '/capital',
    openSource: '/open',
    read: (on, _actor, now) => completionByYear(on, districtDay(now)),
  },
  {
    code: 'reserve_draw',
    name: { en: 'Drawn from the reserve', es: 'Tomado de la reserva' },
    definition: {
      en: 'max(0, spend − revenue) ÷ spend of the general fund, by the scenario that finance saved last. A forecast; not published.',
      es: 'máx(0, gasto − ingreso) ÷ gasto del fondo general, según el último escenario que guardó finanzas. Un pronóstico; no se publica.',
    },
    better: 'lower',
    source: '/capital/outlook',
    openSource: null,
    read: (on, actor) => (actor === null ? Promise.resolve(undefined) : drawShares(on, actor)),
  },
];
