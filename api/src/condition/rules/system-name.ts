/** What a system is called in the reader's language; in the scheme's own English where nobody said it in Spanish. */
export const systemName = ({ name, nameEs }: { name: string; nameEs: string | null }, locale: 'en' | 'es'): string =>
  locale === 'es' ? (nameEs ?? name) : name;
