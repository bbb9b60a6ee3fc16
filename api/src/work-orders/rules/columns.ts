/** What a list may show of an order, in the order in which it shows it. */
export const COLUMNS = [
  'number',
  'title',
  'status',
  'priority',
  'service',
  'trade',
  'requestType',
  'site',
  'building',
  'room',
  'requester',
  'team',
  'assignee',
  'impact',
  'urgency',
  'plannedOn',
  'hold',
  'tags',
  'submittedAt',
  'updatedAt',
  'completedAt',
  'rating',
] as const;
export type Column = (typeof COLUMNS)[number];

/** In the list's own order, each once. */
export const inOrder = (columns: readonly Column[]): Column[] => COLUMNS.filter((column) => columns.includes(column));
