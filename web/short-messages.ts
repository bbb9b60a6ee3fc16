import type { Plugin } from 'vite';

const CHOICE = '\0in-language';
/** The function in which a message of paraglide's looks for its language and says it. */
const CHOOSING =
  /export const (\w+) = [^\n]*\(\(inputs(?: = \{\})?, options = \{\}\) => \{\n\tconst locale = [^\n]+\n\tif \(locale === "en"\) return (\w+)\(inputs\)\n\treturn (\w+)\(inputs\)\n\}\)/;

/** What a browser gets of each message are its words: they choose their language in one place. Paraglide writes that into every one of them, as long as most words. */
export const shortMessages = (): Plugin => ({
  name: 'short-messages',
  applyToEnvironment: ({ name }) => name === 'client',
  resolveId: (id) => (id === CHOICE ? id : undefined),
  load: (id) =>
    id === CHOICE
      ? `import { getLocale } from '/src/lib/paraglide/runtime.js';
export const inLanguage = (en, es) => (inputs, options) => ((options?.locale ?? getLocale()) === 'en' ? en : es)(inputs ?? {});`
      : undefined,
  transform: {
    filter: { id: /\/paraglide\/messages\/[^/]+\.js$/ },
    handler: (code) =>
      CHOOSING.test(code)
        ? `import { inLanguage } from '${CHOICE}';\n${code.replace(CHOOSING, 'export const $1 = /*#__PURE__*/ inLanguage($2, $3)')}`
        : undefined,
  },
});
