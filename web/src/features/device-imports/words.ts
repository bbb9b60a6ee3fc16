import type { operations } from '#lib/api/schema.gen.ts';
import { money, mediumDay, number } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { saying } from '#lib/words/table.ts';

type Answer<Name extends keyof operations> = operations[Name] extends { responses: { 200: { content: { 'application/json': infer Body } } } }
  ? Body
  : never;
export type DeviceFile = Answer<'getDeviceFile'>;
export type FileItem = Answer<'listDeviceFiles'>['items'][number];
export type Row = Answer<'listDeviceFileRows'>['items'][number];
export type Unreturned = Answer<'listUnreturnedDevices'>['items'][number];
type Kind = FileItem['kind'];

export const kindWords = saying<Kind>({
  chrome: m.device_imports_kind_chrome,
  snipe: m.device_imports_kind_snipe,
  oneroster: m.device_imports_kind_oneroster,
});
export const kindBriefly = saying<Kind>({
  chrome: m.device_imports_short_chrome,
  snipe: m.device_imports_short_snipe,
  oneroster: m.device_imports_short_oneroster,
});
export const isRoster = ({ kind }: Pick<FileItem, 'kind'>) => kind === 'oneroster';

/** How much a file changed, or would. */
export const effectsOf = ({ summary }: Pick<FileItem, 'summary'>): number => {
  if (!summary) return 0;
  const { effects, updatesEnd } = summary;
  return effects.new + effects.changed + effects.seen + effects.left + updatesEnd.length;
};

/** What became of a file, in a few words. */
export function stateWords(file: Pick<FileItem, 'state' | 'summary'>): string {
  if (file.state === 'mapping') return m.device_imports_state_mapping();
  if (file.state === 'checking') return m.device_imports_state_checking();
  if (file.state === 'checked') return m.device_imports_state_checked();
  if (file.state === 'loading') return m.device_imports_state_loading();
  if (file.state === 'failed') return m.device_imports_state_failed();
  if (file.state === 'discarded') return m.device_imports_state_discarded();
  return m.device_imports_state_done({ count: number(effectsOf(file)) });
}

/** What would be so, count by count. */
export function countsOf(file: DeviceFile): { name: string; label: string; value: string }[] {
  if (!file.summary) return [];
  const { effects, verdicts, given } = file.summary;
  const counts: [string, string, number][] = isRoster(file)
    ? [
        ['new', m.device_imports_student_new(), effects.new],
        ['changed', m.device_imports_student_changed(), effects.changed],
        ['left', m.device_imports_student_left(), effects.left],
        ['same', m.device_imports_student_same(), effects.same],
      ]
    : [
        ['new', m.device_imports_effect_new(), effects.new],
        ['changed', m.device_imports_effect_changed(), effects.changed],
        ['given', m.device_imports_given(), given],
        ['seen', m.device_imports_effect_seen(), effects.seen],
        ['same', m.device_imports_effect_same(), effects.same],
      ];
  return [...counts, ['wrong', m.device_imports_wrong(), verdicts.wrong] as const].map(([name, label, value]) => ({
    name,
    label,
    value: number(value),
  }));
}

const FIELDS: Record<string, () => string> = {
  assetTag: m.device_imports_field_assetTag,
  serial: m.device_imports_field_serial,
  model: m.device_imports_field_model,
  modelNumber: m.device_imports_field_modelNumber,
  make: m.device_imports_field_make,
  category: m.device_imports_field_category,
  status: m.device_imports_field_status,
  location: m.device_imports_field_location,
  homeSiteId: m.device_imports_field_location,
  siteId: m.device_imports_field_location,
  orgUnit: m.device_imports_field_orgUnit,
  user: m.device_imports_field_user,
  username: m.device_imports_field_username,
  checkedOutTo: m.device_imports_field_checkedOutTo,
  lastSeen: m.device_imports_field_lastSeen,
  lastSeenAt: m.device_imports_field_lastSeen,
  updatesEnd: m.device_imports_field_updatesEnd,
  osVersion: m.device_imports_field_osVersion,
  macAddress: m.device_imports_field_macAddress,
  acquiredOn: m.device_imports_field_acquiredOn,
  price: m.device_imports_field_price,
  priceCents: m.device_imports_field_price,
  orderNumber: m.device_imports_field_orderNumber,
  warranty: m.device_imports_field_warranty,
  warrantyEndsOn: m.device_imports_field_warranty,
  givenName: m.device_imports_field_givenName,
  familyName: m.device_imports_field_familyName,
  grade: m.device_imports_field_grade,
};
export const fieldWords = (name: string) => FIELDS[name]?.() ?? name;

function shown(field: string, value: string | null): string {
  if (value === null) return m.device_imports_nothing();
  if (field === 'priceCents') return money((Number(value) / 100).toFixed(2));
  return field.endsWith('On') || field.endsWith('At') ? mediumDay(value.slice(0, 10)) : value;
}
/** One thing before and after. */
export const changeWords = ({ field, before, after }: Row['changes'][number]) =>
  field === 'student'
    ? m.device_imports_to_student()
    : field === 'status'
      ? `${m.device_imports_field_state()}: ${m.device_imports_student_changed()}`
      : m.device_imports_change({ field: fieldWords(field), before: shown(field, before), after: shown(field, after) });
