import { drawInThread } from '../../api/src/condition/forecasts/draw-in-thread.ts';
import { METHOD } from '../../api/src/condition/forecasts/ground.ts';

// The whole district's forecast with its uncertainty, in a thread as the API makes it, against the least that draws as many chances and adds up as many costs.

const COMPONENTS = 13_500;
const YEARS = 30;
const DRAWS = 1_000;
const RUNS = 7;
const TARGET_S = 2;
const FUNDINGS = { one: ['fixed:60000000'], four: ['none', 'fixed:60000000', 'hold:0.1', 'reach:0.05:10'] };

/** A district's components, made up: lives of 10 to 45 years, some overdue. */
function madeUp(): string {
  let state = 7;
  const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 4_294_967_296;
  const lifeYears = Array.from({ length: COMPONENTS }, () => 10 + Math.floor(next() * 36));
  const untilNext = lifeYears.map((life) => Math.max(0, Math.floor(next() * (life + 3)) - 2));
  const costCents = lifeYears.map(() => Math.floor(next() * 50_000_000));
  return JSON.stringify({ crvCents: 471_540_499_322, backlogCents: 49_532_254_107, untilNext, lifeYears, costCents });
}

/** As many chances by the platform's own source, as many costs added to as many years: no life, no recurrence, no bands. */
function floor(): number {
  const due = new Float64Array(YEARS);
  for (let draw = 0; draw < DRAWS; draw += 1)
    for (let i = 0; i < COMPONENTS; i += 1) {
      const at = Math.floor(Math.random() * YEARS);
      due[at] = due[at]! + Math.random();
    }
  return due[0]!;
}

const timed = async (work: () => unknown) => {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
};
const seconds = (value: number) => value.toFixed(2);
const middle = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!;
const spread = (all: readonly number[]) => `${seconds(middle(all))} (${seconds(Math.min(...all))}–${seconds(Math.max(...all))})`;

/** Measures both in turn, and writes it down as a part of RESULTS.md. */
export async function benchForecast({ say }: { say: (line: string) => void }): Promise<string> {
  const inventory = madeUp();
  const inputs = {
    scope: { area: null, level: null, site: null, structure: null },
    rates: { escalation: 0.04, deterioration: 0.02 },
    years: YEARS,
    spread: { life: 0.2, cost: 0.15 },
    seed: 1,
    draws: DRAWS,
    start: { deferred: '0.00', replacementValue: null, ratio: null, structures: 0, withoutValue: 0 },
  };
  const never = new AbortController().signal;
  const run = (fundings: string[]) =>
    drawInThread({ inputs: { ...inputs, fundings }, inventory, year: 2026, method: METHOD }, { said: () => {}, signal: never });
  const times = { one: [] as number[], four: [] as number[], floor: [] as number[] };
  const results = new Set<string>();
  for (let i = -1; i < RUNS; i += 1) {
    const [one, four, least] = [
      await timed(async () => run(FUNDINGS.one)),
      await timed(async () => results.add(await run(FUNDINGS.four))),
      await timed(floor),
    ];
    if (i < 0) continue;
    times.one.push(one);
    times.four.push(four);
    times.floor.push(least);
    say(`forecast: one funding ${seconds(one)} s, four ${seconds(four)} s, floor ${seconds(least)} s`);
  }
  const ratio = (own: readonly number[]) => (middle(own) / middle(times.floor)).toFixed(1);
  return `## Forecast

${COMPONENTS.toLocaleString('en')} components, ${YEARS} years, ${DRAWS.toLocaleString('en')} draws, in a thread of its own from its start to its last figure; ${RUNS} runs, beside a loop that draws
as many chances and adds up as many costs and does nothing else. To be within ${TARGET_S} s.

| fundings | seconds: median (least–most) | of the floor |
| -------- | ---------------------------- | ------------ |
| one      | ${spread(times.one)}             | ${ratio(times.one)} ×        |
| four     | ${spread(times.four)}             | ${ratio(times.four)} ×        |
| floor    | ${spread(times.floor)}             |              |

The bytes of its figures were ${results.size === 1 ? 'the same in every run' : `of ${results.size} kinds`}.`;
}
