import { m } from '#lib/paraglide/messages.js';
import { answerName, answersOf, isAsked, type Kind } from './kind.ts';
import { chosenPlace, ELSEWHERE } from './place.ts';

/** A field of the form by its name; '' when it is empty. */
export type ValueOf = (name: string) => string;

/** What the form itself can see, so that it is said in the reader's words and before anything is sent. */
export function emptyIn(kind: Kind | undefined, valueOf: ValueOf): Record<string, string> {
  const answerOf = (key: string) => valueOf(answerName(key));
  const questions = kind?.questions ?? [];
  const required = questions.filter((question) => question.isRequired && isAsked(question, questions, answerOf));
  const unanswered = required.filter(({ key }) => answerOf(key) === '');
  const where: Record<string, string> = chosenPlace(valueOf).siteId
    ? {}
    : valueOf('place') === ELSEWHERE
      ? { siteId: m.ask_site_missing() }
      : { place: m.ask_place_missing() };
  return {
    ...(valueOf('title') ? {} : { title: m.ask_title_missing() }),
    ...(kind ? undefined : { title: m.ask_kind_missing() }),
    ...Object.fromEntries(unanswered.map(({ key, label }) => [answerName(key), m.ask_answer_missing({ question: label })])),
    ...where,
  };
}

/** The request as the API takes it; its files come with it by another way. */
export function requestOf(kind: Kind, valueOf: ValueOf) {
  const { siteId = '', roomId } = chosenPlace(valueOf);
  const placeNote = valueOf('placeNote');
  return {
    requestTypeId: kind.id,
    // The box takes a few lines; a title is one.
    title: valueOf('title').replace(/\s+/g, ' '),
    description: valueOf('description'),
    answers: answersOf(kind.questions, (key) => valueOf(answerName(key))),
    siteId,
    ...(roomId ? { roomId } : {}),
    ...(placeNote ? { placeNote } : {}),
  };
}
