import { typedAmount } from '#lib/typed-amount.ts';

/** Fundings that one may compare one’s own with. */
export const COMPARED = ['none', 'hold', 'share', 'reach'] as const;
export type Compared = (typeof COMPARED)[number];
/** One’s own and so many others fit into a chart. */
export const MOST_COMPARED = 3;

/** What the address asks of a forecast. Empty strings: as the district has it. Shares are percent, as people write them. A figure that is none stays as it was typed. */
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
/** Figures that one types, and within what they lie. */
export const FIGURES = {
  hold: { unit: 'percent', least: 0, most: 200 },
  share: { unit: 'percent', least: 0, most: 100 },
  reach: { unit: 'percent', least: 0, most: 200 },
  within: { unit: 'years', least: 1, most: 30 },
  escalation: { unit: 'percent', least: 0, most: 25 },
  deterioration: { unit: 'percent', least: 0, most: 50 },
  wait: { unit: 'years', least: 1, most: 20 },
} as const;
export type Figure = keyof typeof FIGURES;
const SHAPES = { percent: /^\d{1,3}(\.\d{1,4})?$/, years: /^\d{1,2}$/ };

/** "5 %" as 5; what is no such figure as it was typed. */
function figureOf(name: Figure, written: string | null): string {
  const typed = (written ?? '').trim().slice(0, 40);
  const plain = typed.replaceAll(/[%\s]/g, '').replace(',', '.');
  return SHAPES[FIGURES[name].unit].test(plain) ? plain : typed;
}

/** Which figures that were typed are none, or lie outside of what one may ask: nothing is drawn until they are right. */
export function wrongIn(asked: Asked): { funding: boolean; figures: Figure[] } {
  const figures = (Object.keys(FIGURES) as Figure[]).filter((name) => {
    const { unit, least, most } = FIGURES[name];
    const value = asked[name];
    return value !== '' && !(SHAPES[unit].test(value) && Number(value) >= least && Number(value) <= most);
  });
  return { funding: asked.funding !== '' && amountOf(asked.funding) === '', figures };
}

/** The slider and the field beside it ask for the same: the field counts where it was written in, else the slider does. */
function fundingOf(params: Params): string {
  const [exact, was, slid] = ['exact', 'was', 'funding'].map((name) => {
    const typed = (params.get(name) ?? '').trim().slice(0, 40);
    return amountOf(typed) || typed;
  });
  return exact !== was && exact ? exact : slid || exact || '';
}

export function askedOf(params: Params): Asked {
  const id = (name: string) => (UUID.test(params.get(name) ?? '') ? params.get(name)! : '');
  const figure = (name: Figure) => figureOf(name, params.get(name));
  const chosen = params.getAll('compare').filter((one): one is Compared => (COMPARED as readonly string[]).includes(one));
  return {
    area: params.get('area') === 'none' ? 'none' : id('area'),
    level: (params.get('level') ?? '').slice(0, 40),
    site: id('site'),
    building: id('site') ? id('building') : '',
    funding: fundingOf(params),
    compare: (params.has('asked') ? [...new Set(chosen)] : [...USUAL.compare]).slice(0, MOST_COMPARED),
    hold: figure('hold'),
    share: figure('share') || USUAL.share,
    reach: figure('reach') || USUAL.reach,
    within: figure('within') || USUAL.within,
    escalation: figure('escalation'),
    deterioration: figure('deterioration'),
    wait: figure('wait') || USUAL.wait,
  };
}

/** "5" percent as "0.05", without the dust of floats. */
const shareOf = (percent: string) => String(Number((Number(percent) / 100).toFixed(8)));

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

/** Which buildings, as the API names them. */
export function whereOf({ area, level, site, building }: Pick<Asked, 'area' | 'level' | 'site' | 'building'>) {
  return {
    ...(area ? { areaId: area } : {}),
    ...(level ? { level } : {}),
    ...(site ? { siteId: site } : {}),
    ...(building ? { structureId: building } : {}),
  };
}

/** Which buildings, and at which rates, as the API names them. */
export function scopeOf({ escalation, deterioration, ...asked }: Asked) {
  return {
    ...whereOf(asked),
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
