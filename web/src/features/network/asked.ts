export const GROUPINGS = ['need', 'level', 'area', 'fibre'] as const;
export type Grouping = (typeof GROUPINGS)[number];
export type Asked = { year: string; target: string; by: Grouping };

/** What the address asks for; what makes no sense is left out. */
export function askedOf(params: URLSearchParams): Asked {
  const year = params.get('year') ?? '';
  const target = params.get('target') ?? '';
  return {
    year: /^20\d\d$/.test(year) ? year : '',
    target: /^[a-z][a-z0-9-]{0,29}$/.test(target) ? target : '',
    by: GROUPINGS.find((one) => one === params.get('by')) ?? 'need',
  };
}

/** The same for the API. */
export const queryOf = ({ year, target }: Pick<Asked, 'year' | 'target'>) => ({
  ...(year ? { year: Number(year) } : {}),
  ...(target ? { target } : {}),
});

export const csvHref = ({ year, target }: Asked) =>
  `/api/network/export?${new URLSearchParams({ ...(year ? { year } : {}), ...(target ? { target } : {}) })}`;
