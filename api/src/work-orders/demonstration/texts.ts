import { OTHER, TOPICS } from './words.ts';
import type { Random, SimType } from './world.ts';

export type Season = 'winter' | 'summer' | 'between';

const topicOf = (type: SimType) => TOPICS[type.code] ?? OTHER;

/** What is asked, and how likely in this season. */
export function storyFor(type: SimType, season: Season, random: Random) {
  const found = topicOf(type);
  return { title: random.pick(found.titles), description: random.pick(found.details), weight: found[season] };
}

/** What is said along the way. */
export function commentsFor(type: SimType, random: Random) {
  return {
    done: random.pick(topicOf(type).done),
    question: random.pick([
      'Is it the unit by the window or by the door?',
      'When is the room empty this week?',
      'Can you add a photo, please?',
      'Thanks, we have it. Somebody comes this week.',
    ]),
    nudge: random.pick([
      'Any news?',
      'It got worse today.',
      'The room is free after 3:30.',
      '¿Ya saben cuándo vienen?',
      'Thank you for the quick answer!',
    ]),
    again: random.pick(['It is back again this morning.', 'Still does the same.', 'Worked for one day.', 'Sigue igual.']),
  };
}
