import { type Locale, type Sayable, wordsOf } from './words.ts';

export type Letter = { subject: string; text: string; html: string };
type About = { number: string; title: string; place: string };
type Given = {
  notice: Sayable;
  locale: Locale;
  /** The order it is about; of a confidential one the number is all that is written. */
  order: About | null;
  /** Where it leads, and where mails are turned off. */
  links: { notice: string; account: string; approve?: string | null; answer?: string | null };
  isDemonstration: boolean;
  /** A file that it is about: it comes with the mail, or, where it is too large for that, is fetched. */
  file?: { name: string; isAttached: boolean } | null;
};

const FIXED = {
  en: {
    open: 'Open in Steward',
    not_fixed: 'Not fixed? Open it and say so within ten days.',
    approve: 'Approve or decline without signing in',
    approve_note: 'This link is yours alone and works once, for seven days: please do not forward it.',
    answer: 'Answer without signing in',
    answer_note: 'This link is yours alone and takes one answer. What you say is kept apart from your name: please do not forward it.',
    attached: (name: string) => `The file is attached: ${name}`,
    fetched: (name: string) => `The file is too large for a mail; fetch it in Steward: ${name}`,
    off: 'Steward sends these mails because it concerns you. Turn them off on your account page:',
    demonstration: 'Demonstration: not real figures.',
  },
  es: {
    open: 'Abrir en Steward',
    not_fixed: '¿No quedó arreglado? Ábralo y dígalo en los próximos diez días.',
    approve: 'Aprobar o rechazar sin iniciar sesión',
    approve_note: 'Este enlace es solo para usted y sirve una vez, durante siete días: por favor, no lo reenvíe.',
    answer: 'Responder sin iniciar sesión',
    answer_note: 'Este enlace es solo para usted y sirve para una respuesta. Lo que diga se guarda aparte de su nombre: por favor, no lo reenvíe.',
    attached: (name: string) => `El archivo va adjunto: ${name}`,
    fetched: (name: string) => `El archivo es demasiado grande para un correo; ábralo en Steward: ${name}`,
    off: 'Steward le envía estos correos porque el asunto le concierne. Puede desactivarlos en la página de su cuenta:',
    demonstration: 'Demostración: no son cifras reales.',
  },
} as const;

/** One line for a header: no break, nothing that does not show. */
// oxlint-disable-next-line no-control-regex
export const oneLine = (words: string) => words.replace(/[\u0000-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]+/g, ' ').trim();

const SHORT = 80;
const short = (words: string) => (words.length <= SHORT ? words : `${words.slice(0, SHORT - 1).trimEnd()}…`);

const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (words: string) => words.replace(/[&<>"']/g, (character) => ESCAPED[character]!);
const lines = (words: string) => escaped(words).replaceAll(/\r?\n/g, '<br>');

/** The mail of a notice, as plain text and as HTML that says the same: no pictures, no colours that a dark screen would lose. */
export function letterOf({ notice, locale, order, links, isDemonstration, file = null }: Given): Letter {
  const { headline, detail } = wordsOf(notice, locale);
  const fixed = FIXED[locale];
  const isOpen = order !== null && !notice.isConfidential;
  const about = order === null ? null : isOpen ? `${oneLine(order.title)} · ${order.number} · ${oneLine(order.place)}` : order.number;
  const subject = order === null ? headline : isOpen ? `${headline}: ${short(order.title)} (${order.number})` : order.number;
  const next = notice.kind === 'completed' && isOpen ? fixed.not_fixed : null;
  const demonstration = isDemonstration ? fixed.demonstration : null;

  const brings = file === null ? null : file.isAttached ? fixed.attached(file.name) : fixed.fetched(file.name);
  const { approve = null, answer = null } = links;
  const act =
    answer === null
      ? approve === null
        ? null
        : { href: approve, say: fixed.approve, note: fixed.approve_note }
      : { href: answer, say: fixed.answer, note: fixed.answer_note };
  const asks = act === null ? [] : [`${act.say}: ${act.href}`, act.note];
  const parts = [
    headline,
    about,
    detail,
    next,
    brings,
    ...asks,
    `${fixed.open}: ${links.notice}`,
    '--',
    `${fixed.off} ${links.account}`,
    demonstration,
  ];
  const paragraph = (words: string | null, style = '') => (words === null ? '' : `<p style="margin:0 0 16px;${style}">${lines(words)}</p>`);
  const small = 'font-size:13px;opacity:.8;';
  const asking =
    act === null
      ? ''
      : `<p style="margin:0 0 8px"><a href="${escaped(act.href)}" style="font-weight:600">${act.say}</a></p>
${paragraph(act.note, small)}
`;
  const html = `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${escaped(oneLine(subject))}</title></head>
<body style="margin:0;padding:24px 16px;font-family:system-ui,sans-serif;font-size:16px;line-height:1.5">
<div style="max-width:560px">
<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${escaped(headline)}</h1>
${paragraph(about)}${detail === null ? '' : `<blockquote style="margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid">${lines(detail)}</blockquote>`}${paragraph(next)}${paragraph(brings)}
${asking}<p style="margin:0 0 24px"><a href="${escaped(links.notice)}" style="font-weight:600">${fixed.open}</a></p>
<p style="margin:0 0 8px;${small}">${fixed.off} <a href="${escaped(links.account)}">${escaped(links.account)}</a></p>
${paragraph(demonstration, small)}</div></body></html>
`;
  return { subject: oneLine(subject), text: `${parts.filter((part) => part !== null).join('\n\n')}\n`, html };
}
