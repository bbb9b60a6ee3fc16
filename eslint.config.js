import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';

// Templates only: oxlint has the types and lints everything else.
export default [
  { ignores: ['**/.svelte-kit/', '**/build/', 'web/src/lib/paraglide/', '**/*.gen.ts'] },
  ...svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] } },
  },
  {
    files: ['**/*.ts'],
    languageOptions: { parser: ts.parser },
  },
  {
    rules: {
      // The portal is always served from the root of its origin, so plain paths are right.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
];
