/** The words of a text, one space between them, without accents and capitals: "¡Fuga de GAS!" and "fuga de gas" are the same. */
export const plainWords = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .join(' ');
