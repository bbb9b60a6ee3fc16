/** Services whose orders are about people, whatever their kind. */
const OF_PEOPLE = ['hr'];

/** May an order stand on the page of a building? Never a confidential one, nor one about people. */
export const isAboutBuildings = ({ compartment, serviceCode }: { compartment: string | null; serviceCode: string }): boolean =>
  compartment === null && !OF_PEOPLE.includes(serviceCode);
