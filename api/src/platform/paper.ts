import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';

const PLAIN = readFileSync(fileURLToPath(import.meta.resolve('@fontsource/inter/files/inter-latin-400-normal.woff')));
const STRONG = readFileSync(fileURLToPath(import.meta.resolve('@fontsource/inter/files/inter-latin-600-normal.woff')));

const PAGE = { width: 612, height: 792, margin: 44 };
/** Room for the line that stands on each page. */
const RUNNING = 26;
const WIDTH = PAGE.width - 2 * PAGE.margin;
const LINE_GAP = 1.5;
/** Of most letters, at the size of tables. */
const WIDEST = 6.5;
const TABULAR = {
  tnum: true,
  kern: false,
  calt: false,
  liga: false,
  clig: false,
  ccmp: false,
  locl: false,
} as unknown as PDFKit.Mixins.OpenTypeFeatures[];
export const INK = '#1c1a17';
export const SOFT = '#5b564d';
const LINE = '#cfc9bd';

export type Doc = PDFKit.PDFDocument;
export type Cell = { text: string; isHead?: 'Column' | 'Row'; isNumber?: boolean };
type Look = { size?: number; strong?: boolean; color?: string; gap?: number };
type Given = {
  title: string;
  locale: 'en' | 'es';
  now: Date;
  /** What stands at the foot of each page. */
  running?: (page: number, pages: number) => string;
};
export type Paper = ReturnType<typeof openPaper>;

/** The page's font draws no pictures; their boxes would run into what stands beside them. */
const PICTURES = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F\u200D]/gu;
/** What people wrote, on one line and no longer than this. */
export function printable(written: string, length: number): string {
  const text = written.replaceAll(PICTURES, '').replaceAll(/\s+/g, ' ').trim();
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

const NO_MARGINS = { top: 0, bottom: 0, left: 0, right: 0 };

/** A tagged PDF (PDF/UA) with title, language and embedded fonts and nothing on it: for what has its own place on the paper. */
export function openBlank({ title, locale, now }: Omit<Given, 'running'>, margins = NO_MARGINS, bufferPages = false) {
  const doc = new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margins,
    pdfVersion: '1.7',
    subset: 'PDF/UA' as never,
    tagged: true,
    lang: locale === 'es' ? 'es-US' : 'en-US',
    displayTitle: true,
    bufferPages,
    info: { Title: title, Author: 'Steward', CreationDate: now, ModDate: now },
  });
  doc.registerFont('plain', PLAIN).registerFont('strong', STRONG);
  const root = doc.struct('Document');
  doc.addStructure(root);
  function close(): Doc {
    root.end();
    doc.end();
    return doc;
  }
  return { doc, root, close };
}

/**
 * A tagged PDF (PDF/UA) that is written from top to bottom: title, language, headings with bookmarks, tables whose heads say what they are the heads of, figures with words that say the same.
 * Fonts are embedded. What has no room left on a page begins the next; rows stay whole.
 */
export function openPaper({ title, locale, now, running }: Given) {
  const bottom = PAGE.height - PAGE.margin - (running ? RUNNING : 0);
  const margins = { top: PAGE.margin, bottom: PAGE.height - bottom, left: PAGE.margin, right: PAGE.margin };
  const { doc, root, close: end } = openBlank({ title, locale, now }, margins, running !== undefined);

  const face = (size: number, strong: boolean, color = INK) =>
    doc
      .font(strong ? 'strong' : 'plain')
      .fontSize(size)
      .fillColor(color);
  /** Begins the next page where so much has no room left on this one. */
  function keep(height: number) {
    if (doc.y + height <= bottom) return;
    doc.addPage();
    doc.y = PAGE.margin;
  }
  /** What only the eye needs. */
  function decorate(draw: () => void) {
    doc.markContent('Artifact', { type: 'Layout' } as never);
    draw();
    doc.endMarkedContent();
  }

  /** Text under its own tag, below what was written last; `ahead`: room for what must not be parted from it. */
  function write(tag: string, text: string, { size = 9.5, strong = false, color = INK, gap = 4 }: Look = {}, ahead = 0) {
    face(size, strong, color);
    keep(doc.heightOfString(text, { width: WIDTH, lineGap: LINE_GAP }) + ahead);
    root.add(
      doc.struct(tag, {}, () => {
        face(size, strong, color).text(text, PAGE.margin, doc.y, { width: WIDTH, lineGap: LINE_GAP });
      }),
    );
    doc.y += gap;
  }
  const HEADINGS = { 2: { size: 11.5, gap: 3, ahead: 48 }, 3: { size: 9.5, gap: 2, ahead: 36 } } as const;
  function heading(text: string, level: 2 | 3 = 2) {
    const { size, gap, ahead } = HEADINGS[level];
    doc.y += 4;
    write(`H${level}`, text, { size, strong: true, gap }, ahead);
    if (running && level === 2) doc.outline.addItem(text);
  }
  function list(items: readonly string[]) {
    const element = doc.struct('L');
    root.add(element);
    for (const item of items) {
      face(9.5, false);
      keep(doc.heightOfString(item, { width: WIDTH - 12, lineGap: LINE_GAP }) + 3);
      const top = doc.y;
      const line = doc.struct('LI');
      element.add(line);
      line.add(doc.struct('Lbl', {}, () => void face(9.5, false, SOFT).text('•', PAGE.margin, top, { lineBreak: false })));
      line.add(doc.struct('LBody', {}, () => void face(9.5, false).text(item, PAGE.margin + 12, top, { width: WIDTH - 12, lineGap: LINE_GAP })));
      line.end();
      doc.y += 3;
    }
    element.end();
    doc.y += 3;
  }

  /** A table. `widths` are shares of the line. Where it goes on on the next page, its head stands there again, for the eye. */
  function table(caption: string, rows: readonly (readonly Cell[])[], widths: readonly number[]) {
    const element = doc.struct('Table', { title: caption });
    root.add(element);
    const heads = rows[0]?.every(({ isHead }) => isHead === 'Column') ? [rows[0]] : [];
    const draw = ({ text, isHead, isNumber = false }: Cell, i: number, top: number) => {
      const left = PAGE.margin + WIDTH * widths.slice(0, i).reduce((sum, width) => sum + width, 0);
      cellFace(isHead);
      if (isNumber && !isHead) fit(text, widths[i]!);
      doc.text(text, left, top, lookOf(isNumber, widths[i]!));
    };
    const rule = (y: number) =>
      decorate(() =>
        doc
          .moveTo(PAGE.margin, y + 2)
          .lineTo(PAGE.margin + WIDTH, y + 2)
          .lineWidth(0.5)
          .strokeColor(LINE)
          .stroke(),
      );
    for (const [at, row] of rows.entries()) {
      const height = heightOf(row, widths);
      const page = doc.page;
      keep(height + 5);
      if (doc.page !== page && at > 0)
        for (const head of heads) {
          const top = doc.y;
          decorate(() => head.forEach((cell, i) => draw(cell, i, top)));
          rule(top + heightOf(head, widths));
          doc.y = top + heightOf(head, widths) + 5;
        }
      const line = doc.struct('TR');
      element.add(line);
      const top = doc.y;
      for (const [i, cell] of row.entries())
        line.add(doc.struct(cell.isHead ? 'TH' : 'TD', cell.isHead ? ({ scope: cell.isHead } as never) : {}, () => draw(cell, i, top)));
      line.end();
      rule(top + height);
      doc.y = top + height + 5;
    }
    element.end();
    doc.y += 3;
  }
  const cellFace = (isHead: Cell['isHead']) => face(8.5, isHead === 'Column', isHead === 'Column' ? SOFT : INK);
  const lookOf = (isNumber: boolean, share: number) => ({
    width: WIDTH * share - 8,
    align: isNumber ? ('right' as const) : ('left' as const),
    // Figures stand below one another.
    ...(isNumber ? { features: TABULAR } : {}),
  });
  /** A figure is never parted: a long one is written smaller. */
  function fit(text: string, share: number) {
    const { width, features } = lookOf(true, share);
    if (text.length * WIDEST < width) return;
    const wide = doc.widthOfString(text, { features: features! });
    if (wide > width) doc.fontSize((8.5 * width) / (wide + 0.1));
  }
  const heightOf = (row: readonly Cell[], widths: readonly number[]) =>
    Math.max(
      ...row.map(({ text, isHead, isNumber = false }, i) => {
        const look = lookOf(isNumber, widths[i]!);
        cellFace(isHead);
        if (isNumber && !isHead) return doc.currentLineHeight(true);
        // To measure is as dear as to write: what has room on one line in any case is not.
        return text.length * WIDEST < look.width ? doc.currentLineHeight(true) : doc.heightOfString(text, look);
      }),
    );

  /** A drawing of this height, with words that say the same. */
  function figure(alt: string, height: number, draw: (at: { left: number; top: number; width: number }) => void) {
    keep(height);
    const top = doc.y;
    const bbox = [PAGE.margin, top, PAGE.margin + WIDTH, top + height];
    root.add(doc.struct('Figure', { alt, bbox } as never, () => draw({ left: PAGE.margin, top, width: WIDTH })));
    doc.y = top + height + 3;
  }

  /** Gives the document, written as it is read. */
  function close(): Doc {
    const { start, count } = doc.bufferedPageRange();
    if (running)
      for (let page = start; page < start + count; page += 1) {
        doc.switchToPage(page);
        // Below the lower margin another page would begin.
        doc.page.margins.bottom = 0;
        doc.markContent('Artifact', { type: 'Pagination', attached: ['Bottom'] } as never);
        face(7, false, SOFT).text(running(page + 1, count), PAGE.margin, bottom + 8, { width: WIDTH, lineGap: LINE_GAP });
        doc.endMarkedContent();
      }
    return end();
  }
  return { doc, write, heading, list, table, figure, decorate, close };
}
