/** What the palette finds, in the order in which it shows what fits equally well. */
export const GROUPS = ['recent', 'acts', 'pages', 'orders', 'schools', 'projects', 'kinds', 'views', 'search'] as const;
export type Group = (typeof GROUPS)[number];

/** One thing to choose. It leads to an address; an act leads to its form on the page. */
export type Entry = {
  /** Its address, or the act's words: the same thing has the same. */
  id: string;
  group: Group;
  label: string;
  detail?: string | undefined;
  /** The number of an order. */
  number?: string | undefined;
  /** Only its number is ever kept. */
  isPrivate?: boolean | undefined;
  /** What leads there by itself. */
  keys?: string | undefined;
};
