import { Problem } from '#kernel/problem.ts';
import type { AnswerError } from './rules/form.ts';

export const typeNotFound = () => new Problem(404, 'catalog.type_not_found', 'There is no such kind of request.');

const escape = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** 422: some answers do not fit the form; each is named. */
export const answersRefused = (errors: readonly AnswerError[]) =>
  new Problem(422, 'catalog.answers', 'Some answers need your attention.', {
    errors: errors.map(({ key, detail }) => ({ pointer: `/answers/${escape(key)}`, detail, in: 'body' as const })),
  });
