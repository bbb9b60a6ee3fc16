import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { openPaper } from './paper.ts';
import { readPdf } from './paper.testing.ts';

const AMOUNTS = ['5.00', '563,000,000.00', '-1,234,567,890.00', '12,345,678,901.23'];

test('a figure is never parted, however long it is and however narrow its column', async () => {
  const paper = openPaper({ title: 'Figures', locale: 'en', now: new Date('2026-11-24T12:00:00Z') });
  const head = ['Use', ...AMOUNTS].map((_, i) => ({ text: `Column ${i}`, isHead: 'Column' as const, isNumber: i > 0 }));
  const row = [{ text: 'Schools', isHead: 'Row' as const }, ...AMOUNTS.map((text) => ({ text, isNumber: true }))];
  paper.table('Figures', [head, row], [0.6, 0.1, 0.1, 0.1, 0.1]);
  const { text } = await readPdf(await buffer(paper.close()));
  for (const amount of AMOUNTS) expect(text).toContain(amount);
});
