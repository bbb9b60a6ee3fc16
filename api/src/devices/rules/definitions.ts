/** What each figure means, beside the figure. */
export const DEFINITIONS = [
  {
    key: 'coverage',
    en: 'Students in grades 5 to 12 with a working device of their own, of all who take part. Charter schools are not counted.',
    es: 'Estudiantes de 5.º a 12.º grado con un equipo propio que funciona, de todos los que participan. Las escuelas chárter no cuentan.',
  },
  {
    key: 'onTarget',
    en: 'Of schools with such students, the share where at least 98 of 100 have a working device.',
    es: 'De las escuelas con esos estudiantes, la proporción donde al menos 98 de cada 100 tienen un equipo que funciona.',
  },
  {
    key: 'needGap',
    en: 'Coverage in the quarter of schools with the fewest free or reduced lunches, less that in the quarter with the most.',
    es: 'La cobertura en la cuarta parte de escuelas con menos almuerzos gratis o a precio reducido, menos la de la cuarta parte con más.',
  },
  {
    key: 'breakage',
    en: 'Repairs opened in a school year for each 100 devices that students of that grade had in the middle of the year.',
    es: 'Reparaciones abiertas en un año escolar por cada 100 equipos que tenían los estudiantes de ese grado a mitad de año.',
  },
  {
    key: 'refresh',
    en: 'A device is replaced at its planned date, or when its maker stops updating it if that comes first; at today’s price.',
    es: 'Un equipo se reemplaza en la fecha prevista o cuando el fabricante deja de actualizarlo, si es antes; al precio de hoy.',
  },
] as const;
