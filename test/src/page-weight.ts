import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { inRoot } from './commands.ts';

/** Bytes of JavaScript, gzipped, that a page may make a browser load before anybody touches it. */
const BUDGETS: Record<string, number> = {
  '/': 60_000,
  '/requests': 65_000,
  '/my-day': 73_000,
  '/triage': 70_000,
  // For everybody, on a slow phone.
  '/open': 0,
  '/open/schools': 0,
  '/open/schools/[id=uuid]': 0,
  '/open/projects/[id=uuid]': 0,
};
const BUDGET_OF_OTHERS = 75_000;

type Manifest = {
  client: { imports: string[] };
  routes: { id: string; page: { layouts: (number | undefined)[]; leaf: number } | null }[];
};
type Weight = { path: string; bytes: number; budget: number };

/** What each page of the built portal weighs: the modules its HTML asks for, each under gzip -9. */
export async function weighPages(): Promise<Weight[]> {
  const { manifest } = (await import(pathToFileURL(inRoot('web/build/server/manifest.js')).href)) as { manifest: Manifest };
  return manifest.routes.flatMap(({ id, page }) => {
    if (!page) return [];
    const path = id.replaceAll(/\/\([^)]+\)/g, '') || '/';
    const nodes = [...page.layouts, page.leaf].filter((node) => node !== undefined).map(importsOfNode);
    const hasScripts = nodes.at(-1)!.length > 0;
    const modules = new Set(hasScripts ? [...manifest.client.imports, ...nodes.flat()] : []);
    const bytes = [...modules].reduce((sum, file) => sum + gzipSync(readFileSync(inRoot('web/build/client', file)), { level: 9 }).length, 0);
    return { path, bytes, budget: BUDGETS[path] ?? BUDGET_OF_OTHERS };
  });
}

/** Kit writes a page's modules beside it; importing that file would start the page's server code. */
function importsOfNode(node: number): string[] {
  const [, list = '[]'] = readFileSync(inRoot(`web/build/server/nodes/${node}.js`), 'utf8').match(/export const imports = (\[.*?\]);/s) ?? [];
  return JSON.parse(list);
}

/** One line a page, heaviest first, and whether all keep to their budget. */
export function describeWeights(weights: readonly Weight[]) {
  const lines = weights
    .toSorted((a, b) => b.bytes - a.bytes)
    .map(({ path, bytes, budget }) => `${(bytes / 1000).toFixed(1)} of ${budget / 1000} kB  ${path}${bytes > budget ? '  TOO HEAVY' : ''}`);
  const missing = Object.keys(BUDGETS).filter((path) => !weights.some((weight) => weight.path === path));
  return { lines, isWithin: missing.length === 0 && weights.every(({ bytes, budget }) => bytes <= budget) };
}
