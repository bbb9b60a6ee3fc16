import { m } from '#lib/paraglide/messages.js';

type Cell = string | number | null;

/** What a spreadsheet would take for a formula is told to be text. */
const safe = (text: string) => (/^[=+@\t\r]|^-(?![\d.]+$)/.test(text) ? `'${text}` : text);
const cell = (value: Cell) => {
  const text = value === null ? '' : typeof value === 'number' ? String(value) : safe(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

type About = { isDemonstration: boolean };
/** Rows as a CSV file (RFC 4180, UTF-8 with its mark, so that spreadsheets read every letter); figures as the API gives them, unrounded; what is made up says so first. */
export const csvAnswer = (name: string, { isDemonstration }: About, rows: readonly (readonly Cell[])[]) =>
  new Response(`﻿${[...(isDemonstration ? [[m.demonstration_note()]] : []), ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`, {
    headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="${name}.csv"` },
  });
