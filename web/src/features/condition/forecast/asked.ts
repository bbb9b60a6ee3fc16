import { typedAmount } from '#lib/typed-amount.ts';

/** Fundings that one may compare one’s own with. */
export const COMPARED = ['none', 'hold', 'share', 'reach'] as const;
export type Compared = (typeof COMPARED)[number];
/** One’s own and so many others fit into a chart. */
export const MOST_COMPARED = 3;

/** What the address asks of a forecast. Empty strings: as the district has it. Shares are percent, as people write them. */
export type Asked = {
  area: string;
  level: string;
  site: string;
  building: string;
  /** Dollars a year. */
  funding: string;
  compare: Compared[];
  hold: string;
  share: string;
  reach: string;
  within: string;
  escalation: string;
  deterioration: string;
  wait: string;
};

type Params = Pick<URLSearchParams, 'get' | 'getAll' | 'has'>;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const USUAL = { compare: ['none', 'hold', 'reach'], share: '2', reach: '5', within: '10', wait: '5' } as const;

/** "$30,000,000" as 30000000; empty where it is no amount. */
export const amountOf = (written: string): string => {
  const plain = typedAmount(written);
  return /^\d{1,9}(\.\d{1,2})?$/.test(plain) ? plain : '';
};
/** "5 %" as 5, from 0 to `most`; empty where it is none. */
const percentOf = (written: string | null, most: number): string => {
  const plain = (written ?? '').replaceAll(/[%\s]/g, '').replace(',', '.');
  return /^-?\d{1,3}(\.\d{1,4})?$/.test(plain) && Math.abs(Number(plain)) <= most ? plain : '';
};
const yearsOf = (written: string | null, most: number, usual: string): string =>
  /^\d{1,2}$/.test(written ?? '') && Number(written) >= 1 && Number(written) <= most ? written! : usual;

/** The slider and the field beside it ask for the same: the field counts where it was written in, else the slider does. */
function fundingOf(params: Params): string {
  const [exact, was, slid] = ['exact', 'was', 'funding'].map((name) => amountOf(params.get(name) ?? ''));
  return exact !== was && exact ? exact : slid || exact || '';
}

export function askedOf(params: Params): Asked {
  const id = (name: string) => (UUID.test(params.get(name) ?? '') ? params.get(name)! : '');
  const chosen = params.getAll('compare').filter((one): one is Compared => (COMPARED as readonly string[]).includes(one));
  return {
    area: params.get('area') === 'none' ? 'none' : id('area'),
    level: (params.get('level') ?? '').slice(0, 40),
    site: id('site'),
    building: id('site') ? id('building') : '',
    funding: fundingOf(params),
    compare: (params.has('asked') ? [...new Set(chosen)] : [...USUAL.compare]).slice(0, MOST_COMPARED),
    hold: percentOf(params.get('hold'), 200),
    share: percentOf(params.get('share'), 100) || USUAL.share,
    reach: percentOf(params.get('reach'), 200) || USUAL.reach,
    within: yearsOf(params.get('within'), 30, USUAL.within),
    escalation: percentOf(params.get('escalation'), 25),
    deterioration: percentOf(params.get('deterioration'), 50),
    wait: yearsOf(params.get('wait'), 20, USUAL.wait),
  };
}

/** "5" percent as "0.05", without the dust of floats. */
const shareOf = (percent: string) => String(Number((Math.max(0, Number(percent)) / 100).toFixed(8)));

/** The fundings as the API names them: one’s own first of all that are not nothing. */
export function fundingsOf({ funding, compare, hold, share, reach, within }: Asked): string {
  const words: Record<Compared, string> = {
    none: 'none',
    hold: `hold:${shareOf(hold)}`,
    share: `share:${shareOf(share)}`,
    reach: `reach:${shareOf(reach)}:${within}`,
  };
  const others = COMPARED.filter((one) => compare.includes(one));
  const own = `fixed:${funding}`;
  return [
    ...new Set(others.includes('none') ? ['none', own, ...others.slice(1).map((one) => words[one])] : [own, ...others.map((one) => words[one])]),
  ].join(',');
}

/** Which buildings, and at which rates, as the API names them. */
export function scopeOf({ area, level, site, building, escalation, deterioration }: Asked) {
  return {
    ...(area ? { areaId: area } : {}),
    ...(level ? { level } : {}),
    ...(site ? { siteId: site } : {}),
    ...(building ? { structureId: building } : {}),
    ...(escalation ? { escalation: Number(escalation) / 100 } : {}),
    ...(deterioration ? { deterioration: Number(deterioration) / 100 } : {}),
  };
}

/** The query of the page that asks for this. */
export function queryOf({ compare, ...asked }: Asked): string {
  const params = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ''));
  params.set('asked', 'yes');
  for (const one of compare) params.append('compare', one);
  return params.toString();
}
