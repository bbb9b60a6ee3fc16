import type { Sql } from '@steward/db';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { listDevices } from '../list-queries.ts';
import { noLabels, notYoursToKeep, tooManyLabels } from '../problems.ts';
import { keepsSomewhere } from '../rules/access.ts';
import { type LabelsQuery, MOST_LABELS, type SheetQuery } from './contract.ts';
import { drawSheets, PER_SHEET } from './sheet.ts';

async function devicesOf(on: Sql, actor: Actor, filters: z.infer<typeof LabelsQuery>, now: Date) {
  if (!keepsSomewhere(actor)) throw notYoursToKeep();
  return listDevices(on, actor, filters, { limit: MOST_LABELS, after: undefined, today: districtDay(now) });
}

/** How many labels these filters make, before paper is used. */
export async function readLabels(on: Sql, actor: Actor, filters: z.infer<typeof LabelsQuery>, now: Date) {
  const rows = await devicesOf(on, actor, filters, now);
  const found = new Set(rows.map(({ assetTag }) => assetTag.toUpperCase()));
  return {
    count: rows.length,
    most: MOST_LABELS,
    perSheet: PER_SHEET,
    first: rows[0]?.assetTag ?? null,
    last: rows.at(-1)?.assetTag ?? null,
    missing: (filters.tags ?? []).filter((tag) => !found.has(tag.toUpperCase())),
  };
}

/** The sheets themselves. */
export async function makeSheets(
  on: Sql,
  actor: Actor,
  { skip, locale, ...filters }: z.infer<typeof SheetQuery>,
  { now, publicUrl }: { now: Date; publicUrl: string },
) {
  const rows = await devicesOf(on, actor, filters, now);
  if (rows.length === 0) throw noLabels();
  if (rows.length > MOST_LABELS) throw tooManyLabels(MOST_LABELS);
  const labels = rows.map(({ assetTag, model, isDemonstration }) => ({
    assetTag,
    model: `${model.make} ${model.name}`,
    url: `${publicUrl}/d/${encodeURIComponent(assetTag)}`,
    isDemonstration,
  }));
  return drawSheets(labels, { skip, locale, now });
}
