import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The people of the demonstration, by what they do: each is `<name>@demo.example`. */
export const PEOPLE = [
  'teacher',
  'principal',
  'dispatcher',
  'technician',
  'manager',
  'hr-partner',
  'planner',
  'capital',
  'cfo',
  'technology',
  'auditor',
  'admin',
] as const;

export type Person = (typeof PEOPLE)[number];

export const PASSWORD = 'steward-demo';
export const emailOf = (person: Person) => `${person}@demo.example`;

const sessions = process.env['SESSIONS_DIR'] ?? join(tmpdir(), 'steward-sessions');

/** Where a person's signed-in browser state is kept for the length of a run. */
export const sessionOf = (person: Person) => join(sessions, `${person}.json`);
