import { uuidFor } from '@steward/db/seed';

type Kind = 'chromebook' | 'ipad';
const model = (name: string, kind: Kind, priceCents: bigint, expiresOn: string | null) => ({
  id: uuidFor(`device model ${name}`),
  make: 'Northgate',
  name,
  kind,
  priceCents,
  autoUpdateExpiresOn: expiresOn,
  lifeYears: 4,
});

/** What was bought in a school year: for each a Chromebook of its own, whose updates end some years on; the youngest may have a tablet. */
export function modelsOf(firstYear: number, years: number) {
  const tablet = model('Slate 9', 'ipad', 32_900n, null);
  const books = Array.from({ length: years }, (_, i) => {
    const year = firstYear + i;
    // The second year's model is one whose updates end before its devices are to be replaced.
    const until = i === 1 ? `${year + 3}-06-01` : `${year + 6}-06-01`;
    return [year, model(`Book 11 (${year})`, 'chromebook', BigInt(30_500 + 1_000 * i), until)] as const;
  });
  return { tablet, books: new Map(books) };
}
