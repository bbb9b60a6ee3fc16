import type { ProblemCode } from './problem-codes.ts';

/** One thing wrong with the input: where (JSON Pointer into the body, or the query's parameter) and what would be right. */
export type FieldError = { pointer: string; detail: string; in?: 'body' | 'query' | 'path' | 'header' };

type Facts = { detail?: string; errors?: FieldError[]; headers?: Record<string, string> } & Record<string, unknown>;

/** Something went wrong that the caller can understand. Becomes an RFC 9457 body in one place: platform/error-handler.ts. */
export class Problem extends Error {
  readonly status: number;
  readonly code: ProblemCode;
  readonly facts: Facts;
  /** `code` is one of problem-codes.ts; `title` one plain sentence; `facts` travel in the body, `facts.headers` as headers. */
  constructor(status: number, code: ProblemCode, title: string, facts: Facts = {}) {
    super(title);
    this.status = status;
    this.code = code;
    this.facts = facts;
  }
}

/** 422: the input is well formed and the rule says no; names the field. */
export const fieldProblem = (code: ProblemCode, pointer: string, detail: string, facts: Facts = {}) =>
  new Problem(422, code, detail, { ...facts, errors: [{ pointer, detail, in: 'body' }] });
