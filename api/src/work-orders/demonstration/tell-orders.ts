import type { Sql } from '@steward/db';
import { loadWorld } from './load-world.ts';
import { momentsUpTo } from './moments.ts';
import { seededRandom } from './randomness.ts';
import type { Rows } from './queries.ts';
import { type IdFor, rowsOf } from './rows.ts';
import { numberOf, oneStory } from './simulate.ts';
import type { Random, Story, World } from './world.ts';

/** Some of the orders of a run: those from `first` on, of `total`, with the running numbers they get. */
export type Batch = { first: number; total: number; running: readonly string[] };

const PARTS = ['order', 'event', 'comment', 'labour', 'cost', 'approval', 'decision'] as const;

/** A UUIDv7 of that moment; after the time, which row of which order it is: unique, for no running number comes twice. */
const idFor: IdFor = (number, part, i, at) => {
  const time = at.getTime().toString(16).padStart(12, '0');
  const row = (PARTS.indexOf(part) * 512 + i).toString(16).padStart(3, '0');
  const order = Number(number.slice(8)).toString(16).padStart(15, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${row}-8${order.slice(0, 3)}-${order.slice(3)}`;
};

const TRIES = 10_000;

function storyOf(world: World, random: Random, at: Date): Story {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const story = oneStory(world, random, at);
    if (story) return story;
  }
  throw new Error('Nobody in this district could ask for anything: are its schools, people and crews there?');
}

/** Tells the stories of batches, as rows: the same for the same seed, numbers and district. */
export async function orderTeller(db: Sql, { now, seed }: { now: Date; seed: number }) {
  const world = await loadWorld(db, { now, shown: 1 });
  const momentAt = momentsUpTo(now);
  return ({ first, total, running }: Batch): Rows => {
    const random = seededRandom(seed + Number(running[0]));
    const stories = running.map((one, i) => {
      const at = momentAt((first + i + random.next()) / total);
      const story = storyOf(world, random, at);
      return Object.assign(story, { number: numberOf(at, one) });
    });
    return rowsOf(world, stories, idFor);
  };
}
