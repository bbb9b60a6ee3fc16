import { plainName } from '../../rules/places.ts';

export type KnownModel = { id: string; make: string; name: string; autoUpdateExpiresOn: string | null };
export type ModelKind = 'chromebook' | 'ipad' | 'laptop' | 'hotspot' | 'other';

/** By which a model is known: maker and name, however they are written. */
export const modelKey = ({ make, name }: { make: string; name: string }): string => plainName(`${make} ${name}`);

/** What kind of device words speak of. */
export function kindOfModel(words: string, usual: ModelKind): ModelKind {
  const text = words.toLowerCase();
  if (/\bipad/.test(text)) return 'ipad';
  if (/chromebook|chromebox|chromebase/.test(text)) return 'chromebook';
  if (/hot\s?spot|mifi|jetpack/.test(text)) return 'hotspot';
  if (/laptop|macbook|notebook|thinkpad|latitude/.test(text)) return 'laptop';
  return usual;
}

/** The model that a file means: by maker and name, or by a name that only one maker has. */
export function modelFinder(models: readonly KnownModel[]): (stated: { make: string; name: string }) => KnownModel | undefined {
  const byKey = new Map(models.map((model) => [modelKey(model), model]));
  const byName = Map.groupBy(models, ({ name }) => plainName(name));
  return (stated) => {
    const named = byName.get(modelKey(stated)) ?? (stated.make === 'Unknown' ? byName.get(plainName(stated.name)) : undefined);
    return byKey.get(modelKey(stated)) ?? (named?.length === 1 ? named[0] : undefined);
  };
}

/** The day that most devices of a model say; of days alike often the later one. */
export const usualDay = (days: ReadonlyMap<string, number>): string | null =>
  [...days].toSorted(([a, n], [b, m]) => m - n || (a < b ? 1 : -1))[0]?.[0] ?? null;
