export type Crew = { id: string; name: string; serviceCode: string; tradeCode: string | null; areaId: string | null; compartment: string | null };
type Wanted = { serviceCode: string; tradeCode: string; compartment: string | null };

/**
 * The crew an order goes to: of the service and the same compartment, the one that fits most closely: its trade before any trade, then
 * its area before any area. Undefined when no crew covers it. A confidential order never goes to an open crew.
 */
export function teamFor<T extends Crew>(crews: readonly T[], type: Wanted, areaId: string | null): T | undefined {
  const fits = crews.filter(
    (c) =>
      c.serviceCode === type.serviceCode &&
      c.compartment === type.compartment &&
      (c.tradeCode === null || c.tradeCode === type.tradeCode) &&
      (c.areaId === null || c.areaId === areaId),
  );
  const closeness = (c: T) => (c.tradeCode === null ? 0 : 2) + (c.areaId === null ? 0 : 1);
  return fits.toSorted((a, b) => closeness(b) - closeness(a) || (a.name < b.name ? -1 : 1))[0];
}
