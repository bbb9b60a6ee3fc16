type Words = { en: string; es: string };

/** What each figure is, as it is published beside it. */
export const NETWORK_DEFINITIONS = {
  kbpsPerUser: {
    en: 'Provisioned Mbps × 1,000 over students and staff; at most the school’s share of the district’s way out to the internet.',
    es: 'Mbps contratados × 1,000 entre alumnos y personal; como máximo la parte de la escuela en la salida a internet del distrito.',
  },
  atTarget: {
    en: 'Schools that reach the target of the year, of those whose link and number of students are known.',
    es: 'Escuelas que alcanzan la meta del año, de las que se conoce el enlace y el número de alumnos.',
  },
  median: { en: 'Half of the schools have more, half have less.', es: 'La mitad de las escuelas tiene más, la otra mitad menos.' },
  p10ToP90: {
    en: 'Of what each user has: what the tenth of schools with the least has at most, over what the tenth with the most has at least: 1 would be equal.',
    es: 'De lo que tiene cada usuario: lo que tiene como máximo la décima parte de escuelas con menos, entre lo mínimo de la décima parte con más: 1 sería igual.',
  },
  gini: {
    en: 'How unevenly bandwidth lies among users: 0 all have the same, 1 one has everything. 500, 1,000, 1,500 and 2,000 kbps give 0.25.',
    es: 'Qué tan desigual es el ancho de banda entre usuarios: 0 todos igual, 1 uno lo tiene todo. 500, 1,000, 1,500 y 2,000 kbps dan 0.25.',
  },
  theil: {
    en: 'The same question, answered so that it splits into what lies between groups and what lies within them. The same four give 0.106.',
    es: 'La misma pregunta, contestada de modo que se separa en lo que hay entre grupos y lo que hay dentro. Los mismos cuatro dan 0.106.',
  },
  measured: {
    en: 'What one flow carried to the district’s own server: one flow’s goodput is not a link’s capacity.',
    es: 'Lo que un flujo llevó al servidor del distrito: el caudal útil de un flujo no es la capacidad de un enlace.',
  },
} as const satisfies Record<string, Words>;
