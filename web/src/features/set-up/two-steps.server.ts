import { type ActionFailure, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Problem } from '#lib/api/types.ts';
import { keyOf, newKey } from '#lib/server/forms.ts';
import { titleOf, wordsByPointer } from './refusal.server.ts';

export type Values = Record<string, string>;
/** What saving would change; `before` null where something is made. */
export type Seen = { before: Record<string, unknown> | null; after: Record<string, unknown> };
type Answer<T> = { data?: T; error?: Problem };

/** A form between its steps: `edit` it, `look` at what saving would change. What was typed goes along. */
export type Step<S extends Seen, Found> = {
  step: 'edit' | 'look';
  values: Values;
  version: string;
  why: string;
  key: string;
  errors: Record<string, string>;
  title: string | undefined;
  seen: S | undefined;
  found: Found | undefined;
};

type Steps<S extends Seen, Found, Saved> = {
  /** What the form itself can see. */
  wrong: (values: Values) => Record<string, string>;
  /** What a button other than the steps does to what was typed. */
  change?: (values: Values, what: string, found: Found | undefined) => Values;
  /** What the searches in the form find. */
  find?: (event: RequestEvent, values: Values) => Promise<Found>;
  preview: (event: RequestEvent, values: Values) => Promise<Answer<S>>;
  save: (event: RequestEvent, values: Values, sent: { why: { why?: string }; version: string; key: string }) => Promise<Answer<Saved>>;
  /** After somebody was faster. */
  versionNow: (event: RequestEvent, problem: Problem) => Promise<string>;
  /** Where it goes on. */
  done: (event: RequestEvent, saved: Saved) => string;
  /** The form's box for a field of the contract, where they differ. */
  boxes?: Record<string, string>;
  /** The same by the whole pointer, where a field of the contract has several boxes. */
  boxOf?: (pointer: string) => string | undefined;
};

const CONTROLS = new Set(['idempotencyKey', 'version', 'why', 'do']);

/** The actions of a form that is looked at before it is saved; each also works without script, as a step to the server and back. */
export function twoSteps<S extends Seen, Saved, Found = undefined>(given: Steps<S, Found, Saved>) {
  type Made = Step<S, Found>;
  async function read(event: RequestEvent, step: Made['step']): Promise<{ made: Made; what: string }> {
    const form = await event.request.formData();
    const texts = [...form.entries()].flatMap(([name, value]): [string, string][] => (typeof value === 'string' ? [[name, value]] : []));
    const of = (name: string) => texts.find(([other]) => other === name)?.[1] ?? '';
    const values = Object.fromEntries(texts.filter(([name]) => !CONTROLS.has(name)));
    const made: Made = {
      step,
      values,
      version: of('version'),
      why: of('why'),
      key: keyOf(form),
      errors: {},
      title: undefined,
      seen: undefined,
      found: await given.find?.(event, values),
    };
    return { made, what: of('do') };
  }
  function refuse(problem: Problem, made: Made): ActionFailure<Made> {
    const errors: Record<string, string> = {};
    for (const [pointer, words] of wordsByPointer(problem)) {
      const field = pointer.split('/')[1] ?? '';
      errors[given.boxOf?.(pointer) ?? given.boxes?.[field] ?? field] ??= words;
    }
    const title = problem.code === 'request.invalid' || Object.values(errors).includes(titleOf(problem)) ? undefined : titleOf(problem);
    // What failed on the other side may have been done all the same: only then the key stays.
    return fail(problem.status, { ...made, step: 'edit' as const, errors, title, key: problem.status >= 500 ? made.key : newKey() });
  }
  async function see(event: RequestEvent, made: Made): Promise<Made | ActionFailure<Made>> {
    const { data, error: problem } = await given.preview(event, made.values);
    return problem ? refuse(problem, made) : { ...made, seen: data };
  }

  return {
    build: async (event: RequestEvent): Promise<Made> => {
      const { made, what } = await read(event, 'edit');
      return { ...made, values: given.change?.(made.values, what, made.found) ?? made.values };
    },
    look: async (event: RequestEvent): Promise<Made | ActionFailure<Made>> => {
      const { made } = await read(event, 'look');
      const errors = given.wrong(made.values);
      return Object.keys(errors).length ? fail(422, { ...made, step: 'edit' as const, errors }) : see(event, made);
    },
    save: async (event: RequestEvent): Promise<Made | ActionFailure<Made>> => {
      const { made } = await read(event, 'look');
      const why = made.why.trim() ? { why: made.why.trim() } : {};
      const { data, error: problem } = await given.save(event, made.values, { why, version: made.version, key: made.key });
      if (!problem) redirect(303, given.done(event, data as Saved));
      if (problem.status !== 412) return refuse(problem, made);
      // Somebody was faster: the look comes again, against what they left.
      const again = await see(event, { ...made, version: await given.versionNow(event, problem), title: titleOf(problem) });
      return 'seen' in again ? fail(412, again) : again;
    },
  };
}
