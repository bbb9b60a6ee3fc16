import type { Option } from '#lib/option.ts';
import type { Scope } from '#lib/words/held.ts';

/** The choices of where a role counts. */
export const DISTRICT = 'district';
export const placeOf = (values: Record<string, string>) => values['place'] ?? '';

/** The scope that a form describes, by name. What is typed for a place that is not chosen does not count. */
export function scopeIn(values: Record<string, string>, services: readonly Option[], areas: readonly Option[], siteName: string | undefined): Scope {
  const nameIn = (options: readonly Option[], value: string | undefined) => options.find((option) => option.value === value)?.label;
  const place = placeOf(values);
  return {
    service: values['serviceCode'] ? nameIn(services, values['serviceCode']) : undefined,
    area: place === 'area' ? nameIn(areas, values['areaId']) : undefined,
    site: place === 'site' && values['siteId'] ? siteName : undefined,
  };
}

/** Whether the place is said far enough for a sentence about it. */
export const isPlaceChosen = (values: Record<string, string>) => {
  const place = placeOf(values);
  return place === DISTRICT || (place === 'area' && Boolean(values['areaId'])) || (place === 'site' && Boolean(values['siteId']));
};
