import { districtDay } from '#kernel/day.ts';
import { type Cell, type Doc, openPaper, printable, SOFT } from '#platform/paper.ts';
import type { readStatement } from './read-statement.ts';
import { STATEMENT_WORDS } from './statement-words.ts';

type Statement = Awaited<ReturnType<typeof readStatement>>;
type Locale = 'en' | 'es';

const TAG = { en: 'en-US', es: 'es-US' };
const money = (amount: string, locale: Locale) => new Intl.NumberFormat(TAG[locale], { style: 'currency', currency: 'USD' }).format(Number(amount));
const dayWords = (day: string, locale: Locale) =>
  new Intl.DateTimeFormat(TAG[locale], { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));
const head = (texts: readonly string[], numbersFrom: number): Cell[] =>
  texts.map((text, i) => ({ text, isHead: 'Column' as const, isNumber: i >= numbersFrom }));

/** A family's statement on paper: what stands, line by line, and how charges are set. */
export function drawStatement(statement: Statement, locale: Locale, now: Date): Doc {
  const words = STATEMENT_WORDS[locale];
  const { student, policy, year } = statement;
  const title = words.title(student.key);
  const paper = openPaper({
    title,
    locale,
    now,
    running: (page, pages) => `${statement.isDemonstration ? `${words.demonstration} · ` : ''}${title} · ${words.page(page, pages)}`,
  });
  if (statement.isDemonstration) paper.write('P', words.demonstration, { size: 9, strong: true, color: SOFT, gap: 2 });
  paper.write('H1', title, { size: 19, strong: true, gap: 2 });
  const about = words.about(student.name ?? student.key, String(student.grade), student.site.name, dayWords(statement.asOf, locale));
  paper.write('P', about, { color: SOFT, gap: 6 });
  const balance = Number(statement.balance);
  const stand = balance > 0 ? words.owes : balance < 0 ? words.owed : () => words.nothing;
  paper.write('P', stand(money(statement.balance.replace('-', ''), locale)), { size: 13, strong: true });
  if (policy)
    paper.write(
      'P',
      words.used(
        `${year.schoolYear}-${String((year.schoolYear + 1) % 100).padStart(2, '0')}`,
        money(year.charged, locale),
        money(policy.cap, locale),
      ),
    );
  paper.heading(words.lines);
  if (statement.lines.length === 0) paper.write('P', words.noLines);
  else
    paper.table(
      words.lines,
      [
        head([words.day, words.what, words.device, words.by, words.amount, words.open], 4),
        ...statement.lines.map((line): Cell[] => [
          { text: dayWords(districtDay(line.enteredAt), locale), isHead: 'Row' },
          {
            text: printable(
              [words.kinds[line.kind], line.cause && words.causes[line.cause], line.reason === 'found' ? words.found : line.reason]
                .filter(Boolean)
                .join(': '),
              120,
            ),
          },
          { text: line.device.assetTag },
          { text: printable(line.enteredBy ?? 'Steward', 40) },
          { text: money(line.amount, locale), isNumber: true },
          { text: line.open === null ? '' : money(line.open, locale), isNumber: true },
        ]),
      ],
      [0.14, 0.34, 0.13, 0.15, 0.12, 0.12],
    );
  if (policy) {
    paper.heading(words.ladder);
    paper.write('P', words.how(money(policy.cap, locale)));
    paper.list(
      policy.ladder.map(
        ({ cause, steps }) =>
          `${words.causes[cause]}: ${steps.map((step) => (step === null ? words.cost : Number(step) === 0 ? words.free : money(step, locale))).join(', ')}`,
      ),
    );
    paper.write('P', words.since(dayWords(policy.effectiveOn, locale), policy.source), { size: 8, color: SOFT });
  }
  return paper.close();
}
