import type { z } from 'zod';
import type { Problem } from '#kernel/problem.ts';
import type { Exception } from '../rules/collection.ts';
import type { ScanResult as Contract } from './contract.ts';
import type { ScanRow } from './queries.ts';

export type ScanResult = z.infer<typeof Contract>;

/** What a scan came to: the device is back, it is not, or it was no device. */
export const outcomeOf = ({ isBack, studentId }: ScanRow['scan']): 'back' | 'not_back' | 'student' =>
  isBack ? 'back' : studentId === null ? 'not_back' : 'student';

/** What a scan came to, the same however often it is asked. */
export const resultOf = ({ scan, device }: ScanRow): ScanResult => ({
  id: scan.id,
  outcome: scan.undoesId === null ? outcomeOf(scan) : 'undone',
  exceptions: scan.exceptions as Exception[],
  device,
  grade: scan.grade,
  code: null,
  detail: null,
});

/** It was not kept, and why. */
export const refusalOf = (id: string, { code, facts, message }: Problem): ScanResult => ({
  id,
  outcome: 'refused',
  exceptions: [],
  device: null,
  grade: null,
  code,
  detail: facts.errors?.[0]?.detail ?? message,
});
