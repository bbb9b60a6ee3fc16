import type { FileKind } from './kinds.ts';

export type Locale = 'en' | 'es';
type Words = Record<Locale, string>;

const REASONS: Record<string, Words> = {
  missing: { en: '{field}: nothing stands there.', es: '{field}: no dice nada.' },
  not_a_mark: { en: '{field}: “{value}” cannot be one.', es: '{field}: «{value}» no puede serlo.' },
  not_a_day: { en: '{field}: “{value}” is not a day; it is left out.', es: '{field}: «{value}» no es una fecha; se omite.' },
  not_a_mac: { en: '{field}: “{value}” is not a MAC address; it is left out.', es: '{field}: «{value}» no es una dirección MAC; se omite.' },
  not_money: { en: '{field}: “{value}” is not an amount; it is left out.', es: '{field}: «{value}» no es un importe; se omite.' },
  negative: { en: '{field}: “{value}” is below zero; it is left out.', es: '{field}: «{value}» es menor que cero; se omite.' },
  too_much: { en: '{field}: “{value}” is more than can be; it is left out.', es: '{field}: «{value}» es más de lo posible; se omite.' },
  too_long: { en: '{field}: the text is too long.', es: '{field}: el texto es demasiado largo.' },
  spreadsheet_error: { en: '{field}: the spreadsheet could not work it out ({value}).', es: '{field}: la hoja no pudo calcularlo ({value}).' },
  unknown_status: { en: 'Status “{value}” is not known; it is left out.', es: 'El estado «{value}» no se conoce; se omite.' },
  unknown_place: { en: 'No school here is called “{value}”.', es: 'Ninguna escuela se llama aquí «{value}».' },
  two_devices: {
    en: 'The asset tag is of one device here and the serial of another: {value}.',
    es: 'La etiqueta es de un equipo y el número de serie de otro: {value}.',
  },
  duplicate: { en: 'The same as row {value}.', es: 'Lo mismo que la fila {value}.' },
  disposed: { en: 'This device was disposed of; it stays as it was.', es: 'Este equipo se dio de baja; queda como estaba.' },
  serial_as_tag: { en: 'There is no asset tag; the serial serves as one.', es: 'No hay etiqueta; el número de serie sirve como tal.' },
  begins_in_stock: { en: 'Its state there is “{value}”; here it begins in stock.', es: 'Allí su estado es «{value}»; aquí empieza en almacén.' },
  serial_changes: {
    en: 'The device of this tag has the serial {value} here; it would have another.',
    es: 'El equipo de esta etiqueta tiene aquí el número de serie {value}; tendría otro.',
  },
  status_differs: { en: 'Its state there is “{value}”; here it stays as it is.', es: 'Allí su estado es «{value}»; aquí queda como está.' },
  holder_unknown: {
    en: 'Who has it there is no student here; it is given to nobody.',
    es: 'Quien lo tiene allí no es estudiante aquí; no se asigna.',
  },
  holder_ambiguous: {
    en: 'Who has it there could be several students; it is given to nobody.',
    es: 'Quien lo tiene allí podría ser varios estudiantes; no se asigna.',
  },
  holder_has_another: { en: 'Who has it there has another device to keep here.', es: 'Quien lo tiene allí ya tiene otro equipo aquí.' },
  held_otherwise: { en: 'Somebody else has it there than here; here it stays as it is.', es: 'Allí lo tiene otra persona; aquí queda como está.' },
  unknown_grade: { en: 'Grade “{value}” is none that we keep.', es: 'El grado «{value}» no es uno de los nuestros.' },
  unknown_org: { en: 'School “{value}” is none of ours.', es: 'La escuela «{value}» no es una de las nuestras.' },
  changed_meanwhile: {
    en: 'Somebody changed this after the comparison; it was left alone.',
    es: 'Alguien lo cambió después de la comparación; se dejó como estaba.',
  },
};
const FIELDS: Record<string, Words> = {
  assetTag: { en: 'Asset tag', es: 'Etiqueta' },
  serial: { en: 'Serial number', es: 'Número de serie' },
  model: { en: 'Model', es: 'Modelo' },
  status: { en: 'Status', es: 'Estado' },
  location: { en: 'School', es: 'Escuela' },
  lastSeen: { en: 'Last seen', es: 'Última conexión' },
  updatesEnd: { en: 'Updates until', es: 'Actualizaciones hasta' },
  macAddress: { en: 'MAC address', es: 'Dirección MAC' },
  acquiredOn: { en: 'Bought on', es: 'Comprado el' },
  price: { en: 'Price', es: 'Precio' },
  sourcedId: { en: 'Number', es: 'Número' },
  name: { en: 'Name', es: 'Nombre' },
};
/** Why a row was not taken, or not all of it. */
export const reasonWords = ({ code, field, value = '' }: { code: string; field?: string; value?: string }, locale: Locale): string =>
  (REASONS[code]?.[locale] ?? code).replaceAll(/\{(field|value)\}/g, (_, name) =>
    name === 'value' ? value : field === undefined ? '' : (FIELDS[field]?.[locale] ?? field),
  );
export const ROW_HEADINGS: Record<Locale, readonly string[]> = { en: ['Row', 'Which', 'Taken', 'Why'], es: ['Fila', 'Cuál', 'Se toma', 'Por qué'] };
export const TAKEN: Record<Locale, { wrong: string; other: string }> = { en: { wrong: 'No', other: 'Yes' }, es: { wrong: 'No', other: 'Sí' } };
export const FILE_NAMES: Record<FileKind, string> = { chrome: 'device-rows.csv', snipe: 'device-rows.csv', oneroster: 'roster-rows.csv' };
