import type { Sql } from '@steward/db';
import { districtDay } from '#kernel/day.ts';
import { standOf } from '../capital/index.ts';
import { publishCoverage } from '../devices/index.ts';
import { publishNetwork } from '../network/index.ts';

type Locale = 'en' | 'es';

const COVERAGE = {
  code: 'coverage',
  en: 'Students in grades 5 to 12 with a working device of their own ÷ all who take part. Counts of fewer than ten students are hidden, and what would give them away. Charter schools are not counted.',
  es: 'Estudiantes de 5.º a 12.º grado con un equipo propio que funciona ÷ todos los que participan. Se ocultan las cuentas de menos de diez estudiantes y lo que las delataría. Las escuelas chárter no cuentan.',
};

/** Devices and bandwidth of each school for everybody. */
export async function readOpenTechnology(on: Sql, lang: Locale, now: Date) {
  const [devices, network] = await Promise.all([publishCoverage(on), publishNetwork(on, now)]);
  const { students, covered, ratio, onTarget, byNeed, schools: covers } = devices.coverage;
  const bySite = new Map(covers.map((school) => [school.id, school]));
  const bandwidth = new Map(network.schools.map((school) => [school.site.id, school]));
  // A school may be in one of the two only: none has fiber without children, and some serve no grade with devices.
  const all = new Map([
    ...covers.map(({ id, name, level }) => [id, { id, name, level }] as const),
    ...network.schools.map(({ site, level }) => [site.id, { ...site, level }] as const),
  ]);
  return {
    ...standOf(districtDay(now), devices.isDemonstration || network.isDemonstration, lang),
    devices: { target: devices.target, students, covered, ratio, onTarget, byNeed },
    network: {
      target: network.target && { nameEn: network.target.nameEn, nameEs: network.target.nameEs, kbps: network.target.kbps, per: network.target.per },
      judged: network.total.judged,
      atTarget: network.total.atTarget,
      medianKbps: network.total.medianKbps,
      minKbps: network.total.minKbps,
      gini: network.total.gini,
    },
    schools: [...all.values()]
      .map((school) => {
        const [own, line] = [bySite.get(school.id), bandwidth.get(school.id)];
        return {
          ...school,
          students: own?.students ?? null,
          covered: own?.covered ?? null,
          ratio: own?.ratio ?? null,
          atLeast: own?.atLeast ?? null,
          downMbps: line?.downMbps ?? null,
          kbps: line?.againstKbps ?? null,
          isAtTarget: line?.isAtTarget ?? null,
          measuredMbps: line?.measuredDown ?? null,
        };
      })
      .toSorted((a, b) => a.name.localeCompare(b.name)),
    definitions: [COVERAGE, ...Object.entries(network.definitions).map(([code, words]) => ({ code, ...words }))],
  };
}

const FIELDS = [
  ['school', 'The school', 'La escuela'],
  [
    'level',
    'elementary, middle, high or several levels; empty: not known',
    'elementary (primaria), middle (intermedia), high (secundaria) o varios niveles; vacío: no se sabe',
  ],
  [
    'students',
    'Students in grades 5 to 12; empty: fewer than ten, or hidden beside them',
    'Estudiantes de 5.º a 12.º grado; vacío: menos de diez, u ocultos junto a ellos',
  ],
  ['with_device', 'Of them with a working device of their own; empty: hidden', 'De ellos, con un equipo propio que funciona; vacío: oculto'],
  ['coverage', 'The share, 0 to 1; empty: hidden, or nobody is served', 'La proporción, de 0 a 1; vacío: oculta, o no se atiende a nadie'],
  [
    'coverage_at_least',
    'Where the share is hidden, a bound that it reaches; empty: that, too, would tell few apart',
    'Donde la proporción está oculta, un límite que alcanza; vacío: también eso delataría a pocos',
  ],
  ['provisioned_down_mbps', 'What its lines are to carry down; empty: not known', 'Lo que sus enlaces deben dar de bajada; vacío: no se sabe'],
  [
    'kbps_each',
    'For each student or user, as the target says, at most the school’s share of the way out',
    'Para cada alumno o usuario, según la meta, a lo más la parte de la escuela en la salida',
  ],
  ['at_target', 'yes or no; empty: not known', 'yes (sí) o no; vacío: no se sabe'],
  [
    'measured_down_mbps',
    'Median of what one flow carried in 30 days, which is no link’s capacity; empty: not measured',
    'Mediana de lo que llevó un flujo en 30 días, que no es la capacidad del enlace; vacío: sin medir',
  ],
] as const;

/** The same as rows, one a school, with their dictionary. */
export async function readOpenTechnologyRows(on: Sql, lang: Locale, now: Date) {
  const { schools, devices: _, network: __, definitions: ___, ...stand } = await readOpenTechnology(on, lang, now);
  return {
    ...stand,
    fields: FIELDS.map(([name, en, es]) => ({ name, description: lang === 'es' ? es : en })),
    rows: schools.map((school) => ({
      school: school.name,
      level: school.level,
      students: school.students,
      with_device: school.covered,
      coverage: school.ratio,
      coverage_at_least: school.atLeast,
      provisioned_down_mbps: school.downMbps,
      kbps_each: school.kbps,
      at_target: school.isAtTarget === null ? null : school.isAtTarget ? 'yes' : 'no',
      measured_down_mbps: school.measuredMbps,
    })),
  };
}
