import type { Sql } from '@steward/db';
import { forecast } from '../rules/forecast.ts';
import { fundingRange } from '../rules/funding-range.ts';
import { waitingOf } from '../rules/waiting.ts';
import { fundingsOf } from './funding.ts';
import { dollarsOfNumber as dollars, groundOf, METHOD } from './ground.ts';
import type { Scope } from './queries.ts';

export type Asked = Scope & {
  portfolio?: string | undefined;
  escalation?: number | undefined;
  deterioration: number;
  years: number;
  fundings: string;
  wait: number;
};

const twice = ({ now, later }: { now: number; later: number }) => ({ now: dollars(now), later: dollars(later) });

/** What a reader has to know before these years are believed; null where all renewals are known. */
function renewalWords({ unknownIn, isKnown }: { unknownIn: number; isKnown: boolean }): string | null {
  if (unknownIn === 0) return null;
  if (isKnown) return `In ${unknownIn} of these buildings nobody knows what falls due: only their value is stated. It is in no year.`;
  return 'Nobody knows what falls due in these buildings: only their value and what is deferred are stated. The years tell what becomes of that alone.';
}

/** Years ahead under several fundings, and what waiting with each would cost. Nothing is saved. */
export async function readForecast(on: Sql, asked: Asked, now: Date) {
  const { portfolio, basis, year, moneyYear, renewals, scope, rates, start, shown } = await groundOf(on, asked, now);
  const range = fundingRange(start);
  return {
    portfolio: { code: portfolio.code, name: portfolio.name, isDemonstration: portfolio.isDemonstration },
    scope,
    method: { year, costBasis: { number: basis.number, source: basis.source }, name: METHOD },
    rates,
    moneyYear,
    renewals: { unknownIn: renewals.unknownIn, words: renewalWords(renewals) },
    start: shown,
    fundingRange: { most: dollars(range.mostCents), step: dollars(range.stepCents) },
    scenarios: fundingsOf(asked.fundings).map(({ asked: words, funding }) => {
      const { sameWorkCents, backlogCents, spentCents } = waitingOf(start, rates, funding, asked.wait);
      return {
        funding: words,
        years: forecast(start, rates, funding).map((one) => ({
          year: year + one.year,
          ratio: one.ratio,
          deferred: dollars(one.backlogCents),
          replacementValue: dollars(one.crvCents),
          fallingDue: renewals.isKnown ? dollars(one.renewalCents) : null,
          spent: dollars(one.fundingCents - one.unspentCents),
          unspent: dollars(one.unspentCents),
        })),
        spent: dollars(spentCents.now),
        waiting: {
          years: asked.wait,
          sameWork: twice(sameWorkCents),
          deferredAtEnd: { ...twice(backlogCents), difference: dollars(backlogCents.difference) },
          spent: twice(spentCents),
        },
      };
    }),
  };
}
