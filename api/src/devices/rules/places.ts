/** Names as people write them, without case, blanks and marks. */
export const plainName = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');

export type Place = { id: string; code: string; name: string; isActive: boolean };

/** The site that a text names by code, or by a name that no other site has; open ones before closed ones. */
export function placeFinder(sites: readonly Place[]): (text: string) => string | undefined {
  const byCode = new Map(sites.map((site) => [site.code.toLowerCase(), site.id]));
  const byName = new Map<string, string | null>();
  const call = (name: string, id: string) => {
    if (name !== '') byName.set(name, byName.has(name) && byName.get(name) !== id ? null : id);
  };
  for (const isActive of [true, false])
    for (const site of sites.filter((one) => one.isActive === isActive))
      for (const name of new Set([plainName(site.name), plainName(site.name.replace(/\s+school$/i, '')), plainName(`${site.name} School`)]))
        if (isActive || !byName.has(name)) call(name, site.id);
  return (text) => {
    const code = text.trim().toLowerCase();
    // "1420-0030" is school 0030 of district 1420; spreadsheets lose leading zeros.
    const number = /^(?:\d{4}\D)?(\d{1,4})$/.exec(code)?.[1];
    const padded = number?.padStart(4, '0') ?? code;
    return byCode.get(code) ?? byCode.get(padded) ?? byName.get(plainName(text)) ?? undefined;
  };
}
