import type { components } from '#lib/api/schema.gen.ts';
import { mediumDay, money } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';

export type Statement = components['schemas']['DeviceStatement'];
export type Models = components['schemas']['DeviceModels'];
export type Model = components['schemas']['DeviceModel'];
export type Refresh = components['schemas']['DeviceRefresh'];
export type Lot = components['schemas']['DeviceDisposal'];
export type Lots = components['schemas']['DeviceDisposals'];
type Part = components['schemas']['Device']['harvested'][number]['kind'];
type Cause = NonNullable<Statement['lines'][number]['cause']>;
type Kind = Model['kind'];
type Way = Lot['way'];
type History = Model['history'][number];

const PART: Record<Part, () => string> = {
  screen: m.fleet_part_screen,
  keyboard: m.fleet_part_keyboard,
  battery: m.fleet_part_battery,
  charger: m.fleet_part_charger,
  hinge: m.fleet_part_hinge,
  board: m.fleet_part_board,
  case: m.fleet_part_case,
  other: m.fleet_part_other,
};
export const partWords = (part: Part) => PART[part]();
/** What may still be taken out of a device: of hinges and others there are several. */
export const partChoices = (harvested: readonly { kind: Part }[]) =>
  (Object.keys(PART) as Part[])
    .filter((part) => part === 'hinge' || part === 'other' || !harvested.some(({ kind }) => kind === part))
    .map((value) => ({ value, label: PART[value]() }));

const CAUSE: Record<Cause, () => string> = {
  accident: m.fleet_damage_accident,
  wear: m.fleet_damage_wear,
  negligence: m.fleet_damage_negligence,
  theft: m.fleet_damage_theft,
  lost: m.fleet_damage_lost,
};
export const causeWords = (cause: Cause) => CAUSE[cause]();
export const damageChoices = () => (['accident', 'wear', 'negligence', 'theft'] as const).map((value) => ({ value, label: CAUSE[value]() }));

const KIND: Record<Kind, () => string> = {
  chromebook: m.fleet_kind_chromebook,
  ipad: m.fleet_kind_ipad,
  laptop: m.fleet_kind_laptop,
  hotspot: m.fleet_kind_hotspot,
  other: m.fleet_kind_other,
};
export const kindWords = (kind: Kind) => KIND[kind]();
export const kindChoices = () => (Object.keys(KIND) as Kind[]).map((value) => ({ value, label: KIND[value]() }));

const WAY: Record<Way, () => string> = {
  recycled: m.fleet_way_recycled,
  sold: m.fleet_way_sold,
  donated: m.fleet_way_donated,
  destroyed: m.fleet_way_destroyed,
};
export const wayWords = (way: Way) => WAY[way]();
export const wayChoices = () => (Object.keys(WAY) as Way[]).map((value) => ({ value, label: WAY[value]() }));

const FIELD: Record<string, () => string> = {
  make: m.fleet_model_make,
  name: m.fleet_model_name,
  kind: m.fleet_model_kind,
  autoUpdateExpiresOn: m.fleet_model_expires,
  price: m.fleet_model_price,
  lifeYears: m.fleet_model_life,
  schoolYear: m.fleet_year,
  grade: m.fleet_plan_grade,
  model: m.fleet_plan_model,
  unit: m.fleet_plan_unit,
  source: m.fleet_plan_source,
};
const valueWords = (field: string, value: string | number | null | undefined): string => {
  if (value === null || value === undefined) return m.fleet_unknown();
  if (field === 'price' || field === 'unit') return money(value);
  if (field === 'autoUpdateExpiresOn') return mediumDay(String(value));
  if (field === 'kind' && String(value) in KIND) return KIND[String(value) as Kind]();
  return String(value);
};
const SAID = { added: m.fleet_said_added, changed: m.fleet_said_changed, removed: m.fleet_said_removed };
export const saidWords = ({ kind }: History) => SAID[kind]();
/** What was said, field by field, and what it was before. */
export const changeWords = ({ kind, before, after }: History): string[] =>
  kind === 'removed'
    ? []
    : Object.entries(after).map(([field, value]) => {
        const called = FIELD[field]?.() ?? field;
        const now = valueWords(field, value);
        return kind === 'added'
          ? m.fleet_said_is({ field: called, after: now })
          : m.fleet_said_from({ field: called, before: valueWords(field, before[field]), after: now });
      });
