import type { Plugin } from 'vite';

type Node = [tag: string, attributes: Record<string, string>];

/** The data of one of Lucide's icons, in its component. */
const DATA = /const iconData = (\{.*\});/;

/**
 * Icons of Lucide's as the few elements they are: each is drawn with one stroke in the colour of the words beside it, has a size, and is never read aloud. Lucide's own component takes
 * anything anybody might want of an icon, on every page and for every line of it.
 */
export const smallIcons = (): Plugin => ({
  name: 'small-icons',
  enforce: 'pre',
  transform: {
    order: 'pre',
    filter: { id: /\/@lucide\/svelte\/dist\/icons\/[\w-]+\.svelte$/ },
    handler(code) {
      const data = DATA.exec(code)?.[1];
      if (!data) return this.error('an icon of Lucide’s is no longer written as it was');
      const { node } = JSON.parse(data) as { node: Node[] };
      const elements = node.map(
        ([tag, attributes]) =>
          `<${tag}${Object.entries(attributes)
            .map(([name, value]) => ` ${name}="${value}"`)
            .join('')} />`,
      );
      return {
        code: `<script>let { size = 24 } = $props();</script>
<svg viewBox="0 0 24 24" width={size} height={size} fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${elements.join('')}</svg>`,
        map: null,
      };
    },
  },
});
