import type { Sql } from '@steward/db';
import { districtDay } from '#kernel/day.ts';
import { dollarsOf } from '#kernel/money.ts';
import { noCostBasis, portfolioNotFound, siteNotFound, structureNotFound } from '../problems.ts';
import { DISTRICT, findCostBasis, findPortfolio } from '../queries.ts';
import { findScopeNames, findStart, type Scope } from './queries.ts';

/** How years ahead are reckoned: the recurrence of the backlog, chances by mulberry32. Another number whenever the same inputs could give other bytes. */
export const METHOD = 'recurrence 2';
/** How a run that was saved by an earlier method is drawn again, to the last byte: the first let everything fall due at the end of its year, which drawn lives made later rather than earlier. */
export const drawnBy = (method: string): { beforeYearEnd?: number } => (method === 'recurrence 1' ? { beforeYearEnd: 0 } : {});

/** Cents that were reckoned with fractions, as dollars. */
export const dollarsOfNumber = (cents: number) => dollarsOf(BigInt(Math.round(cents)));

type Asked = Scope & { portfolio?: string | undefined; escalation?: number | undefined; deterioration: number; years: number };

/** What a forecast stands on today: which buildings, their sums, what falls due, and the rates. */
export async function groundOf(on: Sql, { portfolio: code = DISTRICT, escalation, deterioration, years, ...scope }: Asked, now: Date) {
  const portfolio = await findPortfolio(on, code);
  if (!portfolio) throw portfolioNotFound();
  const day = districtDay(now);
  const basis = await findCostBasis(on, portfolio.id, day);
  if (!basis) throw noCostBasis();
  const names = await findScopeNames(on, scope);
  if (scope.siteId !== undefined && !names.site) throw siteNotFound();
  if (scope.structureId !== undefined && !names.structure) throw structureNotFound();
  const { dmCents, crvCents, valued, all, withoutRenewals, scheduleCents } = await findStart(on, portfolio.id, scope);
  return {
    portfolio,
    basis,
    year: Number(day.slice(0, 4)),
    scope: { ...names, level: scope.level ?? null },
    // What nothing makes dearer is still in the money in which it was stated.
    moneyYear: basis.escalationRatio === 0 ? basis.baseYear : Number(day.slice(0, 4)),
    renewals: { unknownIn: withoutRenewals, isKnown: withoutRenewals < valued },
    rates: { escalation: escalation ?? basis.escalationRatio, deterioration },
    start: {
      crvCents: Number(crvCents),
      backlogCents: Number(dmCents),
      renewalCents: Array.from({ length: years }, (_, t) => scheduleCents[t] ?? 0),
    },
    shown: {
      deferred: dollarsOf(dmCents),
      replacementValue: valued > 0 ? dollarsOf(crvCents) : null,
      ratio: valued > 0 ? Number(dmCents) / Number(crvCents) : null,
      structures: all,
      withoutValue: all - valued,
    },
  };
}
