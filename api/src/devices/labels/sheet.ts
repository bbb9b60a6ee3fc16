import { correction, generate } from 'lean-qr';
import { type Doc, INK, openBlank, printable, SOFT } from '#platform/paper.ts';

// Sheets as stationers sell them for address labels: three by ten on Letter paper, each 2⅝ by 1 inch. In points.

const ROWS = 10;
const COLUMNS = 3;
export const PER_SHEET = ROWS * COLUMNS;
const LABEL = { width: 189, height: 72, left: 13.5, top: 36, across: 198, down: 72 };
const QR = { inset: 6, side: 60 };
/** White around the code, in its own squares: without it no camera finds it. */
const QUIET = 2;

export type Label = { assetTag: string; model: string; url: string; isDemonstration: boolean };

const WORDS = {
  en: { title: 'Device labels', property: 'Property of Jeffco Public Schools.', scan: 'Scan to report a problem.', demonstration: 'Demonstration' },
  es: {
    title: 'Etiquetas de equipos',
    property: 'Propiedad de Jeffco Public Schools.',
    scan: 'Escanee para avisar de un problema.',
    demonstration: 'Demostración',
  },
} as const;

/** Where the label with this number stands on its sheet. */
const placeOf = (number: number) => ({
  left: LABEL.left + (number % COLUMNS) * LABEL.across,
  top: LABEL.top + Math.floor((number % PER_SHEET) / COLUMNS) * LABEL.down,
});

/** The code, one rectangle for each run of dark squares in a row. */
function drawCode(doc: Doc, url: string, left: number, top: number): void {
  const code = generate(url, { minCorrectionLevel: correction.M });
  const side = QR.side / (code.size + 2 * QUIET);
  for (let y = 0; y < code.size; y += 1)
    for (let x = 0; x < code.size; x += 1) {
      if (!code.get(x, y)) continue;
      let run = 1;
      while (code.get(x + run, y)) run += 1;
      doc.rect(left + (x + QUIET) * side, top + (y + QUIET) * side, run * side, side);
      x += run;
    }
  doc.fill('#000000');
}

/** Sheets of labels: which device it is and how to say that it does not work, never whose it is. */
export function drawSheets(labels: readonly Label[], { skip, locale, now }: { skip: number; locale: 'en' | 'es'; now: Date }): Doc {
  const words = WORDS[locale];
  const { doc, root, close } = openBlank({ title: words.title, locale, now });
  for (const [i, { assetTag, model, url, isDemonstration }] of labels.entries()) {
    const number = skip + i;
    if (i > 0 && number % PER_SHEET === 0) doc.addPage();
    const { left, top } = placeOf(number);
    const [codeLeft, codeTop] = [left + QR.inset, top + QR.inset];
    const bbox = [codeLeft, codeTop, codeLeft + QR.side, codeTop + QR.side];
    root.add(doc.struct('Figure', { alt: url, bbox } as never, () => drawCode(doc, url, codeLeft, codeTop)));
    const at = left + QR.inset + QR.side + 4;
    const width = LABEL.width - (at - left) - 6;
    const line = (text: string, y: number, size: number, strong = false) =>
      doc
        .font(strong ? 'strong' : 'plain')
        .fontSize(size)
        .fillColor(strong ? INK : SOFT)
        .text(text, at, top + y, { width, height: size * 1.4, ellipsis: true, lineBreak: false });
    root.add(
      doc.struct('P', {}, () => {
        const tag = printable(assetTag, 60);
        doc.font('strong').fontSize(13);
        line(tag, 10, Math.min(13, (13 * width) / (doc.widthOfString(tag) + 0.1)), true);
        line(printable(model, 40), 27, 7.5);
        line(words.property, 39, 6.2);
        line(words.scan, 48, 6.2);
        if (isDemonstration) line(words.demonstration, 58, 6.2);
      }),
    );
  }
  return close();
}
