import { dollarsOf } from '#kernel/money.ts';

/** What of a device is changed by hand or by a file. */
export const CHANGED_FIELDS = [
  'assetTag',
  'serial',
  'model',
  'site',
  'isLoaner',
  'acquiredOn',
  'price',
  'warrantyEndsOn',
  'fundingSource',
  'plannedRefreshOn',
  'orderNumber',
  'macAddress',
] as const;
type Field = (typeof CHANGED_FIELDS)[number];
type Told = Record<string, unknown>;
export type Change = { field: Field; before: string | null; after: string | null };

/** Forms and files keep the same under their own names; ids stand for what has a name. */
const NAMED: Record<string, Field> = { modelId: 'model', siteId: 'site', homeSiteId: 'site', priceCents: 'price' };
const isField = (key: string): key is Field => (CHANGED_FIELDS as readonly string[]).includes(key);
const fieldOf = (key: string) => NAMED[key] ?? (isField(key) ? key : undefined);

const partsOf = (data: unknown): Told[] => ['before', 'after'].map((name) => ((data as Told)[name] ?? {}) as Told);

/** The ids of models and schools that a change speaks of. */
export const idsIn = (data: unknown): string[] =>
  partsOf(data).flatMap((part) => ['modelId', 'siteId', 'homeSiteId'].flatMap((key) => (typeof part[key] === 'string' ? [part[key]] : [])));

/** What a device's event changed: each field as it was and as it is since, in words where it is an id of `names`, in dollars where it is money. */
export function changesOf(data: unknown, names: ReadonlyMap<string, string>): Change[] {
  const [before, after] = partsOf(data) as [Told, Told];
  const written = (key: string, value: unknown): string | null => {
    if (value === null || value === undefined) return null;
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    if (key === 'priceCents') return dollarsOf(BigInt(text));
    return names.get(text) ?? text;
  };
  return Object.keys(after).flatMap((key) => {
    const field = fieldOf(key);
    const change = { before: written(key, before[key]), after: written(key, after[key]) };
    return field === undefined || change.before === change.after ? [] : [{ field, ...change }];
  });
}
