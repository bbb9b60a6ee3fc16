export { answersRefused } from './problems.ts';
export { findRequestType, loadPriorityMatrix } from './queries.ts';
export { findTeamFor } from './read-catalog.ts';
export { catalogRoutes } from './routes.ts';
export { judgeAnswers } from './rules/form.ts';
export { priorityFor } from './rules/priority.ts';
export { teamFor } from './rules/routing.ts';
