import type { Sql } from '@steward/db';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { dollarsOf } from '#kernel/money.ts';
import type { AssetsQuery } from './contract.ts';
import { type AssetRow, listAssets } from './queries.ts';
import { dayAsked } from '../reading/seen.ts';
import { readReconciliation, visibleProgramme } from './read-reconciliation.ts';
import { fiscalYearBefore, valueOn } from './rules/depreciation.ts';
import { csvLine } from '../../work-orders/index.ts';
import { headOf, type Locale } from './table-file.ts';

const HEADINGS: Record<Locale, (before: string) => string[]> = {
  en: (before) => [
    'Project',
    'Name',
    'Site',
    'Class',
    'Life in years',
    'State',
    'In service since',
    `Cost on ${before}`,
    'Added since',
    'Cost',
    `Depreciation up to ${before}`,
    'Depreciation since',
    'Depreciation',
    'Book value',
  ],
  es: (before) => [
    'Proyecto',
    'Nombre',
    'Sitio',
    'Clase',
    'Vida en años',
    'Estado',
    'En servicio desde',
    `Costo al ${before}`,
    'Añadido desde entonces',
    'Costo',
    `Depreciación hasta el ${before}`,
    'Depreciación desde entonces',
    'Depreciación',
    'Valor en libros',
  ],
};
const WORDS = {
  en: {
    title: 'Capital assets (GASB 34), straight line',
    in_progress: 'Construction in progress',
    in_service: 'In service',
    cancelled: 'Cancelled',
    whole: 'The programme as a whole',
    total: 'Total',
  },
  es: {
    title: 'Bienes de capital (GASB 34), línea recta',
    in_progress: 'Construcción en curso',
    in_service: 'En servicio',
    cancelled: 'Cancelado',
    whole: 'El programa en conjunto',
    total: 'Total',
  },
} as const;

/** One asset valued on two days. What was cancelled never served. */
export function valueAsset({ before, cost, phase, inServiceOn, lifeYears }: AssetRow, beforeOn: string, asOf: string) {
  const [costBefore, costNow] = [BigInt(before), BigInt(cost)];
  const serves = phase === 'cancelled' ? null : inServiceOn;
  const state =
    phase === 'cancelled' ? ('cancelled' as const) : serves !== null && serves <= asOf ? ('in_service' as const) : ('in_progress' as const);
  const then = valueOn({ costCents: costBefore, inServiceOn: serves, lifeYears }, beforeOn);
  const now = valueOn({ costCents: costNow, inServiceOn: serves, lifeYears }, asOf);
  return {
    state,
    inServiceOn: state === 'in_service' ? serves : null,
    amounts: [
      costBefore,
      costNow - costBefore,
      costNow,
      then.accumulatedCents,
      now.accumulatedCents - then.accumulatedCents,
      now.accumulatedCents,
      now.bookCents,
    ] as const,
  };
}

/** What was built and bought, by project and class: in progress, or in service and worn off in a straight line, as CSV with the movement of the fiscal year. */
export async function exportAssets(
  on: Sql,
  actor: Actor,
  programmeId: string,
  { asOf, locale = actor.locale }: z.infer<typeof AssetsQuery>,
  now: Date,
) {
  const programme = await visibleProgramme(on, actor, programmeId);
  const { asOf: comparedOn } = await readReconciliation(on, actor, programmeId);
  const { asOf: day } = dayAsked(asOf, now);
  const before = fiscalYearBefore(day);
  const words = WORDS[locale];
  const rows = (await listAssets(on, programmeId, before, day)).map((row) => ({ row, valued: valueAsset(row, before, day) }));
  const totals = Array.from({ length: 7 }, (_, i) => rows.reduce((sum, { valued }) => sum + valued.amounts[i]!, 0n));
  const lines = rows.map(({ row, valued: { state, inServiceOn, amounts } }) => [
    row.code ?? '',
    row.name ?? words.whole,
    row.siteName,
    locale === 'es' ? row.nameEs : row.nameEn,
    row.lifeYears,
    words[state],
    inServiceOn,
    ...amounts.map(dollarsOf),
  ]);
  const table = [HEADINGS[locale](before), ...lines, [words.total, '', '', '', '', '', '', ...totals.map(dollarsOf)]];
  return {
    text: headOf({ title: words.title, programme, asOf: day, comparedOn, locale }) + table.map(csvLine).join(''),
    fileName: `capital-assets-${programme.code}-${day}.csv`,
  };
}
