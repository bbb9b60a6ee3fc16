import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { shortMessages } from './short-messages.ts';
import { smallIcons } from './small-icons.ts';

export default defineConfig({
  plugins: [
    paraglideVitePlugin({ project: './project.inlang', outdir: './src/lib/paraglide', strategy: ['cookie', 'preferredLanguage', 'baseLocale'] }),
    shortMessages(),
    smallIcons(),
    tailwindcss(),
    sveltekit({
      adapter: adapter(),
      // The server picks the route: less JavaScript on the first page.
      router: { resolution: 'server' },
      // Only people with My day have use for one: the page registers it.
      serviceWorker: { register: false },
      // The small styles stand in the page: one file to wait for before the first paint, not a dozen.
      inlineStyleThreshold: 8_000,
      csp: {
        mode: 'auto',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self'],
          // Ours have no style attribute. The one is SvelteKit's, on the element that reads out a new page's title.
          'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
          'img-src': ['self', 'data:', 'blob:'],
          'connect-src': ['self'],
          'worker-src': ['self'],
          'manifest-src': ['self'],
          'object-src': ['none'],
          'frame-src': ['none'],
          'base-uri': ['self'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
          'require-trusted-types-for': ['script'],
          // `default` lets the map and the measurement start their workers, and nothing else (lib/trusted-workers.ts).
          'trusted-types': ['svelte-trusted-html', 'sveltekit-trusted-url', 'steward-service-worker', 'default'],
        },
      },
    }),
  ],
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: {
            // What several pages share, in one file: a phone far from a mast waits for each file, not for each byte.
            codeSplitting: {
              groups: [
                // By itself: SvelteKit is told its version before the rest of it runs, or it takes each answer for a newer one's.
                { name: 'payload', test: /runtime\/client\/payload\.js/, priority: 1 },
                // What the header of each page says, and most forms: one file, not a dozen of a line.
                {
                  name: 'navigation',
                  test: /paraglide\/messages\/(nav_|(account_title|survey_nav|plan_nav|skip_to_content|language_switch|sign_out_everywhere|sign_out|problem_field_too_long)\.js)|lib\/words\/languages\.ts/,
                  priority: 1,
                },
                { name: 'shared', minShareCount: 24 },
              ],
            },
          },
        },
      },
    },
  },
  build: {
    rolldownOptions: {
      // A message that does not exist would be `undefined` on the page: stop the build instead.
      onLog(level, log, handler) {
        if (log.code === 'IMPORT_IS_UNDEFINED') throw new Error(log.message);
        handler(level, log);
      },
    },
  },
});
