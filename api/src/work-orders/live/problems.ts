import { Problem } from '#kernel/problem.ts';

export const tooManyStreams = () =>
  new Problem(429, 'live.too_many_streams', 'Too many pages of yours are open at once.', { headers: { 'retry-after': '60' } });

export const noMoreStreams = () => new Problem(503, 'process.draining', 'This process is about to stop.', { headers: { 'retry-after': '1' } });
