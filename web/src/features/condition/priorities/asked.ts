import { amountOf } from '../forecast/asked.ts';

export const NEEDS = ['findings', 'renewals', 'all'] as const;
export type Needs = (typeof NEEDS)[number];

/** What the address asks of a ranking. Empty strings are "all", "the published weights", "no money named". Money and weights that are none stay as they were typed. */
export type Asked = { area: string; level: string; needs: Needs; money: string; page: number; weights: Record<string, string> };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const WEIGHT = /^\d{1,3}(\.\d{1,4})?$/;
const PREFIX = 'w.';

export function askedOf(params: URLSearchParams): Asked {
  const [area, needs, page] = [params.get('area') ?? '', params.get('needs') ?? '', Number(params.get('page') ?? 1)];
  const weights = [...params].filter(([name]) => name.startsWith(PREFIX)).map(([name, value]) => [name, value.trim().slice(0, 40)] as const);
  const money = (params.get('money') ?? '').trim().slice(0, 40);
  return {
    area: area === 'none' || UUID.test(area) ? area : '',
    level: (params.get('level') ?? '').slice(0, 40),
    needs: (NEEDS as readonly string[]).includes(needs) ? (needs as Needs) : 'findings',
    money: amountOf(money) || money,
    page: Number.isInteger(page) && page >= 1 && page <= 100_000 ? page : 1,
    weights: Object.fromEntries(weights.map(([name, value]) => [name.slice(PREFIX.length), value])),
  };
}

/** What was typed and is neither money nor a weight: nothing is ranked until it is right. */
export function wrongIn({ money, weights }: Asked): { money: boolean; weights: string[] } {
  const wrong = Object.entries(weights).filter(([, value]) => !WEIGHT.test(value) || Number(value) > 100);
  return { money: money !== '' && !(Number(amountOf(money)) > 0), weights: wrong.map(([criterion]) => criterion) };
}

/** "safety_code:30,fci:20"; empty where nothing would count. */
export const weightWords = (weights: Readonly<Record<string, string>>): string =>
  Object.values(weights).some((weight) => Number(weight) > 0)
    ? Object.entries(weights)
        .map(([criterion, weight]) => `${criterion}:${weight}`)
        .join(',')
    : '';

/** The same as the API names it, without the page. */
export function queryOf({ area, level, needs, money, weights }: Asked) {
  const words = weightWords(weights);
  return {
    needs,
    ...(area ? { areaId: area } : {}),
    ...(level ? { level } : {}),
    ...(money ? { money } : {}),
    ...(words ? { weights: words } : {}),
  };
}

/** The query of the page that asks for this, with some of it changed. */
export function addressOf(asked: Asked, change: Partial<Asked> = {}): string {
  const { weights, page, ...rest } = { ...asked, ...change };
  const params = new URLSearchParams(Object.entries(rest).filter(([, value]) => value !== ''));
  for (const [criterion, weight] of Object.entries(weights)) params.set(PREFIX + criterion, weight);
  if (page > 1) params.set('page', String(page));
  return params.toString();
}
