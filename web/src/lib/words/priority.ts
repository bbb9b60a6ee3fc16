import type { components } from '#lib/api/schema.gen.ts';
import { m } from '#lib/paraglide/messages.js';
import { choicesOf, saying, type Words } from './table.ts';

export type Priority = components['schemas']['WorkOrderSummary']['priority'];

const PRIORITY: Words<Priority> = { P1: m.priority_p1, P2: m.priority_p2, P3: m.priority_p3, P4: m.priority_p4 };

/** The most urgent first. */
export const PRIORITIES = Object.keys(PRIORITY) as Priority[];

/** "Urgent": the same word for whoever asks, works or dispatches. */
export const priorityWords = saying(PRIORITY);
export const priorityChoices = () => choicesOf(PRIORITY);

/** "2 Urgent": with its digit, where digits are keys. */
export const numberedPriority = (priority: string) => `${priority.slice(1)} ${priorityWords(priority)}`;
