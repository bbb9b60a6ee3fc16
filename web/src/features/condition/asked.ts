/** What the address narrows the schools to. Empty strings are "all". */
export type Asked = { portfolio: string; area: string; level: string; band: string };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function askedOf(params: Pick<URLSearchParams, 'get'>): Asked {
  const area = params.get('area') ?? '';
  return {
    portfolio: (params.get('portfolio') ?? '').slice(0, 60),
    area: UUID.test(area) || area === 'none' ? area : '',
    level: (params.get('level') ?? '').slice(0, 40),
    band: (params.get('band') ?? '').slice(0, 40),
  };
}

/** The same as the API names it. */
export const queryOf = ({ portfolio, area, level, band }: Asked) => ({
  ...(portfolio ? { portfolio } : {}),
  ...(area ? { areaId: area } : {}),
  ...(level ? { level } : {}),
  ...(band ? { band } : {}),
});

/** The page with this changed. */
export function hrefOf(asked: Asked, change: Partial<Asked>): string {
  const params = new URLSearchParams(Object.entries({ ...asked, ...change }).filter(([, value]) => value !== ''));
  return params.size > 0 ? `/buildings?${params}` : '/buildings';
}
