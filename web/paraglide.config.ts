/** How messages become functions: shared by the build and by `pnpm --filter @steward/web messages`. */
export const paraglide = {
  project: './project.inlang',
  outdir: './src/lib/paraglide',
  strategy: ['cookie', 'preferredLanguage', 'baseLocale'] as ('cookie' | 'preferredLanguage' | 'baseLocale')[],
};
