import type { z } from 'zod';
import type { FilterQuery } from '../contract.ts';
import type { Filters } from '../list-queries.ts';
import { dueBefore } from '../sla/due-before.ts';

const yesNo = (value: 'true' | 'false' | undefined) => (value === undefined ? undefined : value === 'true');

/** The filters of an address as the list takes them. */
export const filtersOf = (
  { isOpen, isRated, isReopened, isInTarget, isFixedFirstTime, rating, due, ...rest }: z.infer<typeof FilterQuery>,
  now: Date,
): Filters => ({
  ...rest,
  isOpen: yesNo(isOpen),
  isRated: yesNo(isRated),
  isReopened: yesNo(isReopened),
  isInTarget: yesNo(isInTarget),
  isFixedFirstTime: yesNo(isFixedFirstTime),
  rating: rating?.map(Number),
  dueBefore: due && dueBefore(due, now),
});
