import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { inRoot } from './commands.ts';

/** Bytes of JavaScript, gzipped, that a page may make a browser load before anybody touches it. */
const BUDGETS: Record<string, number> = {
  '/': 60_000,
  '/requests': 65_000,
  '/my-day': 73_000,
  '/triage': 70_000,
};
const BUDGET_OF_OTHERS = 75_000;
/** For everybody, on a slow phone: without script. */
const isOpen = (path: string) => /^\/open(\/|$)/.test(path);
const budgetOf = (path: string) => (isOpen(path) ? 0 : (BUDGETS[path] ?? BUDGET_OF_OTHERS));

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
    const nodes = [...page.layouts, page.leaf].filter((node) => node !== undefined).map(readNode);
    // What is further in says it last.
    const hasScripts = nodes.findLast(({ sendsScripts }) => sendsScripts !== undefined)?.sendsScripts ?? true;
    const modules = new Set(hasScripts ? [...manifest.client.imports, ...nodes.flatMap(({ imports }) => imports)] : []);
    const bytes = [...modules].reduce((sum, file) => sum + gzipSync(readFileSync(inRoot('web/build/client', file)), { level: 9 }).length, 0);
    return { path, bytes, budget: budgetOf(path) };
  });
}

/** Kit writes a page's modules beside it; importing that file would start the page's server code. */
function readNode(node: number): { imports: string[]; sendsScripts: boolean | undefined } {
  const file = inRoot(`web/build/server/nodes/${node}.js`);
  const text = readFileSync(file, 'utf8');
  const [, list = '[]'] = text.match(/export const imports = (\[.*?\]);/s) ?? [];
  const [, options] = text.match(/import \* as universal from '(.+?)'/) ?? [];
  const [, csr] = (options ? readFileSync(join(dirname(file), options), 'utf8') : '').match(/\bcsr = (true|false)/) ?? [];
  return { imports: JSON.parse(list) as string[], sendsScripts: csr === undefined ? undefined : csr === 'true' };
}

/** One line a page, heaviest first, and whether all keep to their budget. */
export function describeWeights(weights: readonly Weight[]) {
  const lines = weights
    .toSorted((a, b) => b.bytes - a.bytes)
    .map(({ path, bytes, budget }) => `${(bytes / 1000).toFixed(1)} of ${budget / 1000} kB  ${path}${bytes > budget ? '  TOO HEAVY' : ''}`);
  const missing = Object.keys(BUDGETS).filter((path) => !weights.some((weight) => weight.path === path));
  return { lines, isWithin: missing.length === 0 && weights.every(({ bytes, budget }) => bytes <= budget) };
}
