import { districtDay } from '#kernel/day.ts';
import { centsOf, dollarsOf } from '#kernel/money.ts';
import { type Cell, type Doc, INK, openPaper, type Paper, printable, SOFT } from '#platform/paper.ts';
import { changeSentence } from './change-words.ts';
import { type Packet, PROJECTS_ON_PAPER } from './read-packet.ts';
import { countWords, dayWords, dollarsWords, type Locale, moneyBriefly, rateWords, WORDS, type Words } from './words.ts';

const BAR = '#345f8c';
const NAME_LENGTH = 90;
const REASON_LENGTH = 220;

/** Everything that a part of the packet needs to be written. */
type Sheet = { paper: Paper; packet: Packet; words: Words; locale: Locale };

/** The board packet, written from top to bottom as it is read. */
export function drawPacket(packet: Packet, locale: Locale, now: Date): Doc {
  const words = WORDS[locale];
  const { programme } = packet;
  const title = words.title(programme.programme.name);
  const matched = programme.reconciledOn === null ? words.never : words.reconciled(dayWords(programme.reconciledOn, locale));
  const stand = `${words.asOf(dayWords(programme.asOf, locale))}; ${matched}`;
  const made = programme.isDemonstration ? `${words.demonstration} · ` : '';
  const paper = openPaper({
    title,
    locale,
    now,
    running: (page, pages) => `${made}${printable(programme.programme.name, 40)} · ${stand} · ${words.page(page, pages)}`,
  });
  const sheet = { paper, packet, words, locale };
  if (programme.isDemonstration) paper.write('P', words.demonstration, { size: 9, strong: true, color: SOFT, gap: 2 });
  paper.write('H1', title, { size: 19, strong: true, gap: 2 });
  paper.write('P', `${stand}.${programme.isWhole ? '' : ` ${words.partly}`}${packet.isPast ? ` ${words.past}` : ''}`, { color: SOFT, gap: 6 });
  answers(sheet);
  programmeBars(sheet);
  sourcesAndUses(sheet);
  if (programme.isWhole) contingency(sheet);
  schedule(sheet);
  variances(sheet);
  lessThanPromised(sheet);
  changes(sheet);
  proposals(sheet);
  projects(sheet);
  paper.heading(words.definitions);
  paper.list(words.words.map(([word, means]) => `${word}: ${means}.`));
  paper.write('P', programme.source, { size: 8, color: SOFT });
  return paper.close();
}

const head = (texts: readonly string[], numbers: (i: number) => boolean): Cell[] =>
  texts.map((text, i) => ({ text, isHead: 'Column' as const, isNumber: numbers(i) }));
type Named = { code: string; name: string; site: { name: string } };
const named = ({ code, name, site }: Named): Cell => ({ text: printable(`${site.name}: ${name} (${code})`, NAME_LENGTH), isHead: 'Row' });

function answers({ paper, packet: { programme }, words, locale }: Sheet): void {
  const { projects: all, verdicts, uses, mostLate } = programme;
  const count = (value: number) => countWords(value, locale);
  const brief = (amount: string) => moneyBriefly(amount, locale);
  const figuresOf = (use: string) => uses.find((one) => one.use === use)?.figures;
  const variance = figuresOf('projects')?.variance ?? '0.00';
  const left = brief(figuresOf('contingency')?.uncommitted ?? '0.00');
  const { promises, over, late } = all;
  const [worst] = mostLate;
  const said = [
    {
      question: words.promise,
      verdict: verdicts.promise,
      is: words.promiseKept(count(promises.complete), count(promises.total), count(promises.underWay)),
      more: promises.dropped + promises.changed === 0 ? words.promiseNone : words.promiseLess(count(promises.dropped), count(promises.changed)),
    },
    {
      question: words.money,
      verdict: verdicts.money,
      is: variance.startsWith('-') ? words.moneyOver(brief(variance.slice(1)), left) : words.moneyUnder(brief(variance), left),
      more: over === 0 ? words.moneyNone : over === 1 ? words.moneyProject(brief(all.overBy)) : words.moneyProjects(count(over), brief(all.overBy)),
    },
    {
      question: words.time,
      verdict: verdicts.time,
      is: words.timeOn(count(all.onTime), count(all.total)),
      more: worst?.slipDays ? words.timeLate(count(late), worst.site.name, count(worst.slipDays)) : words.timeNone,
    },
  ];
  paper.heading(words.answers);
  for (const { question, verdict, is, more } of said) {
    paper.heading(`${question} ${words.verdict[verdict]}`, 3);
    paper.write('P', `${is}. ${more}.`);
  }
}

type Bar = { label: string; amount: string };
/** Amounts as bars with their names and figures; read aloud they are a figure with the same words. */
function bars({ paper, locale }: Sheet, alt: (said: string) => string, rows: readonly Bar[]): void {
  const height = 15;
  const labels = 130;
  const most = Math.max(1, ...rows.map(({ amount }) => Number(amount)));
  const said = rows.map(({ label, amount }) => `${label}: ${moneyBriefly(amount, locale)}`).join('; ');
  paper.figure(alt(`${said}.`), rows.length * height, ({ left, top, width }) => {
    for (const [i, { label, amount }] of rows.entries()) {
      const y = top + i * height;
      const length = (Math.max(0, Number(amount)) * (width - labels - 70)) / most;
      paper.doc
        .font('plain')
        .fontSize(8.5)
        .fillColor(INK)
        .text(label, left, y, { width: labels - 8, lineBreak: false });
      if (length > 0) paper.doc.rect(left + labels, y + 1, Math.max(1, length), height - 6).fill(BAR);
      paper.doc.fillColor(INK).text(moneyBriefly(amount, locale), left + labels + Math.max(1, length) + 6, y, { lineBreak: false });
    }
  });
}

function programmeBars(sheet: Sheet): void {
  const { paper, packet, words, locale } = sheet;
  const { figures } = packet.programme;
  const brief = (amount: string) => moneyBriefly(amount, locale);
  paper.heading(words.bars(brief(figures.expended), brief(figures.budget), brief(figures.forecast)));
  const rows = (['baseline', 'budget', 'committed', 'expended', 'forecast'] as const).map((name) => ({
    label: words.figures[name],
    amount: figures[name],
  }));
  bars(sheet, words.barsAlt, rows);
}

const USE_FIGURES = ['baseline', 'budget', 'committed', 'expended', 'forecast', 'variance'] as const;
function sourcesAndUses({ paper, packet: { programme }, words, locale }: Sheet): void {
  const dollars = (text: string): Cell => ({ text: dollarsWords(text, locale), isNumber: true });
  if (programme.sources.length > 0) {
    paper.heading(words.sources);
    const rows = programme.sources.map(({ name, received, allocated, unallocated }): Cell[] => [
      { text: name, isHead: 'Row' },
      ...[received, allocated, unallocated].map(dollars),
    ]);
    const sum = (of: 'received' | 'allocated' | 'unallocated') =>
      dollars(dollarsOf(programme.sources.reduce((total, source) => total + centsOf(source[of]), 0n)));
    const together: Cell[] = [{ text: words.together, isHead: 'Row' }, sum('received'), sum('allocated'), sum('unallocated')];
    paper.table(words.sources, [head(words.sourceHeads, (i) => i > 0), ...rows, together], [0.4, 0.2, 0.2, 0.2]);
  }
  paper.heading(words.uses);
  // What is unallocated stands with its sources.
  const given = programme.uses.filter(({ use }) => use !== 'unallocated');
  const uses = given.map(({ use, figures }): Cell[] => [
    { text: words.use[use], isHead: 'Row' },
    ...USE_FIGURES.map((name) => dollars(figures[name])),
  ]);
  const heads = [words.useHead, ...USE_FIGURES.map((name) => words.figures[name])];
  paper.table(words.uses, [head(heads, (i) => i > 0), ...uses], [0.154, ...USE_FIGURES.map(() => 0.141)]);
}

function contingency(sheet: Sheet): void {
  const { paper, packet, words, locale } = sheet;
  const { given, drawn, returned, left, draws, months } = packet.contingency;
  const brief = (amount: string) => moneyBriefly(amount, locale);
  const title = words.contingency(brief(left), brief(given));
  paper.heading(title);
  paper.table(
    title,
    [
      head(['', ...words.contingencyHeads], (i) => i > 0),
      [
        { text: words.contingencyRow, isHead: 'Row' },
        ...[given, drawn, returned, left].map((text) => ({ text: dollarsWords(text, locale), isNumber: true })),
      ],
    ],
    [0.2, 0.2, 0.2, 0.2, 0.2],
  );
  const years = yearEnds(months, packet.programme.asOf);
  if (years.length > 1) bars(sheet, words.burnAlt, years);
  const { burn } = packet;
  if (burn)
    paper.write(
      'P',
      burn.rate === null
        ? words.burnNone
        : `${words.burn(rateWords(burn.rate, locale), brief(burn.need))} ${burn.shortfall === '0.00' ? words.burnEnough : words.burnShort(brief(burn.shortfall))}`,
    );
  const since = words.draws(dayWords(packet.changes.since, locale));
  paper.heading(since, 3);
  if (draws.length === 0) return paper.write('P', words.drawsNone);
  const rows = draws.map((draw): Cell[] => [
    { text: printable(draw.project ? `${draw.project.siteName}: ${draw.project.name}` : draw.title, NAME_LENGTH), isHead: 'Row' },
    { text: dayWords(draw.on, locale) },
    { text: `${draw.direction === 'drawn' ? '' : '+'}${dollarsWords(draw.amount, locale)}`, isNumber: true },
    { text: printable(`${draw.reason} (${draw.decisions.map(({ person }) => person.name).join(', ')})`, REASON_LENGTH) },
  ]);
  paper.table(since, [head(words.drawHeads, (i) => i === 2), ...rows], [0.3, 0.14, 0.16, 0.4]);
}

/** What was left at the end of each year, also of those in which nothing moved. */
function yearEnds(months: Packet['contingency']['months'], asOf: string): Bar[] {
  const [first] = months;
  if (!first) return [];
  const [from, to] = [Number(first.month.slice(0, 4)), Number(asOf.slice(0, 4))];
  return Array.from({ length: to - from + 1 }, (_, i) => String(from + i)).map((year) => ({
    label: year,
    amount: months.findLast(({ month }) => month.slice(0, 4) <= year)!.left,
  }));
}

/** Where there are more than stand in a list, how many. */
function others({ paper, words, locale }: Sheet, { all, items }: { all: number; items: readonly unknown[] }): void {
  if (all > items.length) paper.write('P', words.others(countWords(all - items.length, locale)), { color: SOFT });
}

function schedule(sheet: Sheet): void {
  const { paper, packet, words, locale } = sheet;
  const { late, total } = packet.programme.projects;
  const title = late === 0 ? words.scheduleNone : words.schedule(countWords(late, locale), countWords(total, locale));
  paper.heading(title);
  if (late === 0) return;
  const day = (on: string | null): Cell => ({ text: on === null ? '–' : dayWords(on, locale) });
  const { asOf } = packet.programme;
  /** What should have ended by then, and did not. */
  const end = ({ isBuilt, endsOn }: Packet['late']['items'][number]): Cell =>
    endsOn !== null && !isBuilt && endsOn < asOf ? { text: words.notDone(dayWords(endsOn, locale)) } : day(endsOn);
  const rows = packet.late.items.map((project): Cell[] => [
    named(project),
    day(project.promisedEndOn),
    end(project),
    { text: countWords(project.slipDays ?? 0, locale), isNumber: true },
  ]);
  paper.table(title, [head(words.lateHeads, (i) => i === 3), ...rows], [0.5, 0.16, 0.21, 0.13]);
  others(sheet, packet.late);
}

function variances(sheet: Sheet): void {
  const { paper, packet, words, locale } = sheet;
  const dollars = (text: string): Cell => ({ text: dollarsWords(text, locale), isNumber: true });
  paper.heading(words.variances);
  if (packet.grew.length === 0) paper.write('P', words.variancesNone);
  else {
    const why = ({ reasons }: Packet['grew'][number]) =>
      reasons.length === 0
        ? words.noReason
        : reasons.map(({ amount, reason }) => `${moneyBriefly(amount, locale)}: ${printable(reason, REASON_LENGTH / 2)}`).join(' ');
    const rows = packet.grew.map((project): Cell[] => [
      named(project),
      dollars(project.figures.baseline),
      dollars(project.figures.forecast),
      dollars(project.figures.varianceToBaseline),
      { text: why(project) },
    ]);
    paper.table(words.variances, [head(words.varianceHeads, (i) => i > 0 && i < 4), ...rows], [0.26, 0.14, 0.14, 0.14, 0.32]);
  }
  paper.heading(words.over);
  if (packet.over.all === 0) return paper.write('P', `${words.moneyNone}.`);
  const over = packet.over.items.map((project): Cell[] => [
    named(project),
    ...(['budget', 'forecast', 'variance'] as const).map((name) => dollars(project.figures[name])),
  ]);
  paper.table(words.over, [head(words.overHeads, (i) => i > 0), ...over], [0.46, 0.18, 0.18, 0.18]);
  others(sheet, packet.over);
}

function lessThanPromised(sheet: Sheet): void {
  const { paper, packet, words } = sheet;
  paper.heading(words.less);
  const rows = packet.less.items.flatMap((project) =>
    packet.less.lost
      .filter(({ projectId }) => projectId === project.id)
      .map(({ promise, state, reason }): Cell[] => [
        named(project),
        { text: printable(promise, NAME_LENGTH) },
        { text: printable(`${words.scope[state]}. ${reason ?? ''}`, REASON_LENGTH) },
      ]),
  );
  if (rows.length === 0) return paper.write('P', words.lessNone);
  paper.table(words.less, [head(words.lessHeads, () => false), ...rows], [0.36, 0.26, 0.38]);
  others(sheet, packet.less);
}

function changes({ paper, packet: { changes: changed }, words, locale }: Sheet): void {
  const title = words.changed(dayWords(changed.since, locale), dayWords(changed.until, locale));
  paper.heading(title);
  if (changed.tally.length === 0) return paper.write('P', words.changedNone);
  const rows = changed.tally.map(({ kind, count, amount }): Cell[] => [
    { text: words.kinds[kind], isHead: 'Row' },
    { text: countWords(count, locale), isNumber: true },
    { text: kind === 'event' ? '–' : dollarsWords(amount, locale), isNumber: true },
  ]);
  paper.table(title, [head(words.tallyHeads, (i) => i > 0), ...rows], [0.5, 0.2, 0.3]);
  if (changed.items.length === 0) return;
  paper.heading(words.notable, 3);
  paper.list(
    changed.items.map((change) => {
      const where = change.project ? `${change.project.siteName} (${change.project.code}): ` : '';
      const why = change.reason ? ` ${change.reason}` : '';
      return `${dayWords(districtDay(change.at), locale)} · ${printable(`${where}${changeSentence(change, locale)}.${why}`, REASON_LENGTH)}`;
    }),
  );
  if (changed.hasMore) paper.write('P', words.more(countWords(changed.items.length, locale)), { color: SOFT });
}

function proposals({ paper, packet: { proposals: all }, words, locale }: Sheet): void {
  paper.heading(words.proposals);
  if (all.decided.length === 0) paper.write('P', words.proposalsNone);
  else {
    const rows = all.decided.map(({ site, title, number, cost, points, decision }): Cell[] => [
      { text: printable(`${number}. ${site.name}: ${title}`, NAME_LENGTH), isHead: 'Row' },
      { text: dollarsWords(cost, locale), isNumber: true },
      { text: points === null ? '–' : countWords(points, locale), isNumber: true },
      {
        text: printable(`${words.outcome[decision!.outcome]}, ${dayWords(districtDay(decision!.at), locale)}. ${decision!.reason}`, REASON_LENGTH),
      },
    ]);
    paper.table(words.proposals, [head(words.proposalHeads, (i) => i === 1 || i === 2), ...rows], [0.34, 0.16, 0.1, 0.4]);
  }
  if (all.open > 0) paper.write('P', words.inCommittee(countWords(all.open, locale)), { color: SOFT });
}

function projects({ paper, packet, words, locale }: Sheet): void {
  const count = countWords(packet.projects.length, locale);
  const title = words.projects(count);
  paper.heading(title);
  if (packet.projects.length > PROJECTS_ON_PAPER) return paper.write('P', words.tooMany(count));
  const dollars = (text: string): Cell => ({ text: dollarsWords(text, locale), isNumber: true });
  const rows = packet.projects.map((project): Cell[] => [
    named(project),
    { text: words.phases[project.phase as keyof Words['phases']] ?? project.phase },
    ...(['budget', 'forecast', 'variance'] as const).map((name) => dollars(project.figures[name])),
    { text: project.slipDays === null ? '–' : countWords(project.slipDays, locale), isNumber: true },
  ]);
  paper.table(title, [head(words.projectHeads, (i) => i > 1), ...rows], [0.33, 0.14, 0.15, 0.15, 0.13, 0.1]);
}
