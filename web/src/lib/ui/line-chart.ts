import { nice, ticks } from 'd3-array';

type Values = readonly (number | null)[];
type Drawn = { values: Values; band?: { low: readonly number[]; high: readonly number[] } | undefined };

/** Where things stand in a chart of lines, in percent of its width and height; y grows downwards. */
export type Plan = { x: (index: number) => number; y: (value: number) => number; xTicks: number[]; yTicks: number[] };

const Y_TICKS = 5;
const X_TICKS = 5;

/** The plan for so many points and these lines: from zero (or the least, when that is below it) to a round number above all of them. */
export function layOut(points: number, lines: readonly Drawn[], markers: readonly { value: number }[] = []): Plan {
  const all = [
    0,
    ...lines.flatMap(({ values, band }) => [...values.filter((value) => value !== null), ...(band ? [...band.low, ...band.high] : [])]),
    ...markers.map(({ value }) => value),
  ];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const [from, to] = most > least ? nice(least, most, Y_TICKS) : [0, 1];
  const last = Math.max(1, points - 1);
  return {
    x: (index) => rounded((100 * index) / last),
    y: (value) => rounded(100 - (100 * (value - from)) / (to - from)),
    xTicks: points > 1 ? ticks(0, points - 1, X_TICKS).filter(Number.isInteger) : [0],
    yTicks: ticks(from, to, Y_TICKS),
  };
}
const rounded = (percent: number) => Math.round(percent * 100) / 100;

/** The share of the width at its end in which names of marked values stand, and of the height that they take. */
const [NAME_FROM, NAME_HEIGHT] = [70, 9];
/** Above or below its line: where fewer of the drawn lines run through the name of a marked value. */
export function sideOf({ x, y }: Plan, lines: readonly Drawn[], value: number): 'above' | 'below' {
  const heights = lines.flatMap(({ values }) => values.flatMap((one, index) => (one === null || x(index) < NAME_FROM ? [] : [y(one) - y(value)])));
  const [above, below] = [heights.filter((by) => by > -NAME_HEIGHT && by <= 0), heights.filter((by) => by > 0 && by < NAME_HEIGHT)];
  return above.length > below.length ? 'below' : 'above';
}

/** The path of a line, with gaps where a value is not known; with `back`, the area between the two. */
export function pathOf({ x, y }: Plan, values: Values, back?: readonly number[]): string {
  let isDrawing = false;
  const steps = values.map((value, index) => {
    if (value === null) {
      isDrawing = false;
      return '';
    }
    const step = `${isDrawing ? 'L' : 'M'}${x(index)} ${y(value)}`;
    isDrawing = true;
    return step;
  });
  if (back) for (let index = back.length - 1; index >= 0; index -= 1) steps.push(`L${x(index)} ${y(back[index]!)}`);
  return steps.join('') + (back ? 'Z' : '');
}

/** Which of so many points lies nearest to a share 0..1 of the width. */
export const nearest = (share: number, points: number): number => Math.max(0, Math.min(points - 1, Math.round(share * (points - 1))));

/** Labels that want these heights, moved apart so that each has its room: the order stays, none lies beyond 0..100 unless they are too many. */
export function spread(wanted: readonly number[], room: number): number[] {
  const order = wanted.map((_, index) => index).toSorted((a, b) => wanted[a]! - wanted[b]!);
  const placed = [...wanted];
  for (let i = 1; i < order.length; i += 1) placed[order[i]!] = Math.max(placed[order[i]!]!, placed[order[i - 1]!]! + room);
  const over = Math.max(0, (placed[order.at(-1) ?? 0] ?? 0) - 100);
  if (over > 0) {
    placed[order.at(-1)!] = 100;
    for (let i = order.length - 2; i >= 0; i -= 1) placed[order[i]!] = Math.min(placed[order[i]!]!, placed[order[i + 1]!]! - room);
  }
  return placed;
}
