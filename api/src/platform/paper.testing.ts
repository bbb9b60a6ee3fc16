import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

export type Node = { role?: string; alt?: string; lang?: string; children?: Node[] };
/** The roles of a tagged page, in the order in which they are read. */
export const rolesIn = (node: Node): string[] => [...(node.role ? [node.role] : []), ...(node.children ?? []).flatMap(rolesIn)];
/** Everything of one role. */
export const inRole = (node: Node, role: string): Node[] => [
  ...(node.role === role ? [node] : []),
  ...(node.children ?? []).flatMap((child) => inRole(child, role)),
];

/** A PDF as somebody reads it: what it says of itself, and page by page its words and its tags. */
export async function readPdf(bytes: Uint8Array) {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0, useSystemFonts: false });
  const pdf = await task.promise;
  const [{ info }, mark, outline] = [await pdf.getMetadata(), await pdf.getMarkInfo(), await pdf.getOutline()];
  const texts: string[] = [];
  const trees: Node[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const content = await page.getTextContent();
    texts.push(content.items.map((item) => ('str' in item ? item.str : '')).join(' '));
    trees.push((await page.getStructTree()) as Node);
  }
  const bookmarks = (outline ?? []).map(({ title }) => title);
  const read = { info: info as Record<string, unknown>, mark, bookmarks, texts, trees, text: texts.join(' '), tree: trees[0]!, pages: pdf.numPages };
  await task.destroy();
  return read;
}
