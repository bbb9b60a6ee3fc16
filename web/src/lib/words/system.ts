import { inLanguage } from '#lib/format.ts';

type Named = { name: string; nameEs: string | null };

/** What a building's system is called; in the scheme's own English where nobody said it in Spanish. */
export const systemName = ({ name, nameEs }: Named): string => inLanguage({ en: name, es: nameEs ?? name });
/** The same with its code: "B30 Roofing". */
export const systemWords = (system: Named & { code: string }): string => `${system.code} ${systemName(system)}`;
