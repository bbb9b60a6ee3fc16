/** Nothing is said of fewer. */
export const LEAST = 10;

/** A figure that might be shown, as how many people stand behind it. */
export type Cell = { id: string; n: number };

/** Few enough to be somebody. */
export const isTooSmall = (n: number) => n > 0 && n < LEAST;

type Lines = {
  /** The cells of each group whose total is shown; a cell may be in several. */
  groups: readonly (readonly string[])[];
  /** The cells that a cell is part of: where one of them is hidden, so is it, or its parts would add up to it. */
  within?: ReadonlyMap<string, readonly string[]>;
};

/**
 * The cells that stay hidden. First those with fewer than LEAST behind them; then, in each group, the smallest others until what is hidden
 * together is LEAST or more: otherwise the total less what is shown would give it away.
 */
export function hiddenCells(cells: readonly Cell[], { groups, within = new Map() }: Lines): ReadonlySet<string> {
  const sizes = new Map(cells.map(({ id, n }) => [id, n]));
  const hidden = new Set(cells.filter(({ n }) => n < LEAST).map(({ id }) => id));
  const partOfHidden = () => cells.find(({ id }) => !hidden.has(id) && within.get(id)?.some((whole) => hidden.has(whole)))?.id;
  const company = () => {
    for (const group of groups) {
      const hiddenInAll = group.filter((id) => hidden.has(id)).reduce((sum, id) => sum + sizes.get(id)!, 0);
      if (!isTooSmall(hiddenInAll)) continue;
      const shown = group.filter((id) => !hidden.has(id));
      if (shown.length > 0) return shown.reduce((least, id) => (sizes.get(id)! < sizes.get(least)! ? id : least));
    }
    return undefined;
  };
  const next = () => partOfHidden() ?? company();
  for (let id = next(); id !== undefined; id = next()) hidden.add(id);
  return hidden;
}
