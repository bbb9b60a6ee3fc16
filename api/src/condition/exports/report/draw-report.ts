import { type Cell, type Doc, INK, openPaper, printable, SOFT } from '#platform/paper.ts';
import { DISTRICT } from '../../queries.ts';
import { systemName } from '../../rules/system-name.ts';
import type { Report } from './read-report.ts';
import {
  bandWords,
  basisSource,
  causeWords,
  dayWords,
  eachHundred,
  exactMoney,
  levelWords,
  type Locale,
  moneyWords,
  numberWords,
  percentWords,
  priorityWords,
  ratingWords,
  signedMoney,
  WORDS,
} from './words.ts';

const BAR = '#345f8c';

/** A school's condition on one page. Gives the document, written as it is read. */
export function drawReport(report: Report, locale: Locale, now: Date): Doc {
  const words = WORDS[locale];
  const title = words.title(report.name);
  const paper = openPaper({ title, locale, now });
  const { doc, write, heading, table } = paper;

  if (report.portfolio.isDemonstration) write('P', words.demonstration, { size: 9, strong: true, color: SOFT, gap: 2 });
  write('H1', title, { size: 19, strong: true, gap: 2 });
  write(
    'P',
    [
      report.level === null ? '' : levelWords(report.level, locale),
      report.area ?? '',
      report.portfolio.code === DISTRICT ? words.district : report.portfolio.name,
    ]
      .filter(Boolean)
      .join(' · '),
    {
      color: SOFT,
      gap: 8,
    },
  );
  const sentence =
    report.ratio === null || report.crvCents === null
      ? words.sentenceNone
      : words.sentence(
          percentWords(report.ratio, locale),
          moneyWords(report.dmCents, locale),
          moneyWords(report.crvCents, locale),
          eachHundred(report.ratio, locale),
        );
  write('P', `${sentence}${report.band === null ? '' : ` ${words.band(bandWords(report.band, locale))}`}`, { size: 12.5, strong: true, gap: 6 });
  facts(report, locale, table);

  heading(report.systems.length > 0 || report.ratings.length === 0 ? words.systems : words.rated);
  if (report.systems.length > 0) bars();
  else if (report.ratings.length > 0) write('P', ratingSentence(report, locale));
  else write('P', words.noSystems);

  heading(words.why);
  write('P', madeOf(report, locale));
  if (report.worst.length > 0)
    table(
      words.deficiencies,
      [
        [
          { text: words.what, isHead: 'Column' },
          { text: words.system, isHead: 'Column' },
          { text: words.priority, isHead: 'Column' },
          { text: words.cost, isHead: 'Column', isNumber: true },
        ],
        ...report.worst.map((one): Cell[] => [
          { text: printable(one.scope, SCOPE_LENGTH), isHead: 'Row' },
          { text: `${one.systemCode} ${systemName(one.systemNames, locale)}` },
          { text: priorityWords(one.priority, locale) },
          { text: exactMoney(one.costCents, locale), isNumber: true },
        ]),
      ],
      [0.46, 0.27, 0.13, 0.14],
    );
  if (report.moreDeficiencies > 0) write('P', words.more(report.moreDeficiencies), { color: SOFT });
  if (report.due.largest.length > 0) {
    table(
      words.due,
      [
        [
          { text: words.part, isHead: 'Column' },
          { text: words.system, isHead: 'Column' },
          { text: words.dueSince, isHead: 'Column', isNumber: true },
          { text: words.cost, isHead: 'Column', isNumber: true },
        ],
        ...report.due.largest.map((one): Cell[] => [
          { text: printable(report.buildings > 1 ? `${one.name}, ${one.structure.name}` : one.name, PART_LENGTH), isHead: 'Row' },
          { text: one.systemCode },
          { text: String(one.dueYear), isNumber: true },
          { text: exactMoney(one.costCents, locale), isNumber: true },
        ]),
      ],
      [0.56, 0.14, 0.15, 0.15],
    );
    const more = report.due.count - report.due.largest.length;
    if (more > 0) write('P', words.moreDue(more), { color: SOFT });
  }

  heading(words.changed);
  const moved = report.causes.filter(({ dmCents, crvCents }) => dmCents !== 0n || crvCents !== 0n);
  if (moved.length === 0) write('P', words.changedNone);
  else
    table(
      words.changed,
      [
        [
          { text: words.cause, isHead: 'Column' },
          { text: words.deferredBy, isHead: 'Column', isNumber: true },
          { text: words.valueBy, isHead: 'Column', isNumber: true },
        ],
        ...moved.map(({ cause, dmCents, crvCents }): Cell[] => [
          { text: causeWords(cause, locale), isHead: 'Row' },
          { text: signedMoney(dmCents, locale), isNumber: true },
          { text: signedMoney(crvCents, locale), isNumber: true },
        ]),
      ],
      [0.5, 0.25, 0.25],
    );
  doc.y += 4;
  const { assessment } = report;
  const basis = [report.basis.number, dayWords(report.basis.effectiveOn, locale), basisSource(report.basis.source, locale)] as const;
  write(
    'P',
    assessment
      ? `${words.assessed(assessment.assessor, dayWords(assessment.assessedOn, locale))} ${words.stated(report.moneyYear, ...basis)}`
      : words.asOf(dayWords(report.day, locale), report.moneyYear, ...basis),
    { size: 8, color: SOFT },
  );
  return paper.close();

  /** Each system as a bar with its name and figure beside it; read aloud it is a figure with the same words. */
  function bars() {
    const shown = report.systems.slice(0, report.systemsShown);
    const said = (one: Report['systems'][number]) => `${one.code} ${systemName(one, locale)}: ${ratioWords(one.ratio, locale)}`;
    const alt = words.systemsAlt(`${shown.map(said).join('; ')}.`);
    const longest = Math.max(...shown.map(({ ratio }) => ratio ?? 0), 0.01);
    const [labels, figures] = [190, 130];
    const height = 13;
    paper.figure(alt, shown.length * height, ({ left, top, width }) => {
      for (const [i, one] of shown.entries()) {
        const y = top + i * height;
        const length = ((width - labels - figures) * (one.ratio ?? 0)) / longest;
        doc.font('plain').fontSize(8.5).fillColor(INK);
        doc.text(`${one.code} ${systemName(one, locale)}`, left, y, { width: labels - 8, height, ellipsis: true, lineBreak: false });
        if (one.dmCents > 0n) doc.rect(left + labels, y + 1, Math.max(1, length), height - 5).fill(BAR);
        doc.fillColor(INK).text(`${ratioWords(one.ratio, locale)} · ${moneyWords(one.dmCents, locale)}`, left + labels + Math.max(1, length) + 6, y, {
          lineBreak: false,
        });
      }
    });
    const rest = report.systems.slice(report.systemsShown);
    const deferred = rest.reduce((sum, { dmCents }) => sum + dmCents, 0n);
    if (rest.length > 0) write('P', words.moreSystems(rest.length, moneyWords(deferred, locale)), { color: SOFT });
  }
}

const ratioWords = (ratio: number | null, locale: Locale) => (ratio === null ? WORDS[locale].noValue : percentWords(ratio, locale));

const SCOPE_LENGTH = 110;
const PART_LENGTH = 70;

/** What adds up to what is deferred, in whole dollars of which the last is the sum of the others. */
function madeOf({ found, due, statedCents, moneyYear }: Report, locale: Locale): string {
  const words = WORDS[locale];
  const whole = (cents: bigint) => BigInt(Math.round(Number(cents) / 100)) * 100n;
  const [ofFound, ofDue, ofStated] = [whole(found.cents), whole(due.cents), whole(statedCents)];
  const said = (cents: bigint) => exactMoney(cents, locale);
  const parts = [
    words.ofFound(said(ofFound), found.count),
    words.ofDue(said(ofDue), due.count),
    ...(statedCents > 0n ? [words.ofStated(said(ofStated))] : []),
  ];
  return words.madeOf(said(ofFound + ofDue + ofStated), parts.join(' + '), moneyYear);
}

/** What is known of it besides, as a table of two lines. */
function facts(report: Report, locale: Locale, table: (caption: string, rows: readonly (readonly Cell[])[], widths: readonly number[]) => void) {
  const words = WORDS[locale];
  const known: [string, string][] = [
    [words.deferred, moneyWords(report.dmCents, locale)],
    ...(report.crvCents === null ? [] : [[words.value, moneyWords(report.crvCents, locale)] as [string, string]]),
    ...(report.students === null ? [] : [[words.students, numberWords(report.students, locale)] as [string, string]]),
    ...(report.grossAreaSqft === null ? [] : [[words.area, words.sqft(numberWords(report.grossAreaSqft, locale))] as [string, string]]),
    ...(report.builtFrom === null ? [] : [[words.built, String(report.builtFrom)] as [string, string]]),
    [words.buildings, report.hasGrounds ? words.withGrounds(numberWords(report.buildings, locale)) : numberWords(report.buildings, locale)],
  ];
  table(
    words.title(report.name),
    [known.map(([name]): Cell => ({ text: name, isHead: 'Column' })), known.map(([, value]): Cell => ({ text: value }))],
    known.map(() => 1 / known.length),
  );
}

/** "Poor: roofing, plumbing. Fair: …" */
function ratingSentence({ ratings }: Report, locale: Locale): string {
  const groups = Map.groupBy(ratings, ({ rating }) => rating);
  return ['unsatisfactory', 'poor', 'fair', 'good']
    .flatMap((rating) => {
      const own = groups.get(rating);
      const said = ratingWords(rating, locale);
      return own ? [`${said[0]!.toUpperCase()}${said.slice(1)}: ${own.map((one) => systemName(one, locale)).join(', ')}.`] : [];
    })
    .join(' ');
}
