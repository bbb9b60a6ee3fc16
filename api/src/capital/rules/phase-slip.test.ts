import { expect, test } from 'vitest';
import { slipDaysOf } from './phase-slip.ts';

const phase = (more: object = {}) => ({ phase: 'construction', baselineEndOn: '2026-10-01', plannedEndOn: '2026-10-01', actualEndOn: null, ...more });

test.each([
  ['what ended is late by when it ended', phase({ actualEndOn: '2026-10-11' }), 'closeout', 10],
  ['what ended early is early', phase({ actualEndOn: '2026-09-21' }), 'closeout', -10],
  ['what is planned later is late by that', phase({ plannedEndOn: '2026-12-01' }), 'construction', 61],
  ['what should have ended and did not is later every day', phase(), 'construction', 57],
  ['also while the project is on hold', phase(), 'on_hold', 57],
  ['a phase that the project has left is over, though nobody noted when', phase({ phase: 'design' }), 'construction', 0],
  ['a phase that the project is in is not', phase({ phase: 'design' }), 'design', 57],
  ['of a project that was given up nothing becomes later', phase(), 'cancelled', 0],
  ['nothing was promised', phase({ baselineEndOn: null }), 'construction', null],
])('%s', (_, given, projectPhase, days) => {
  expect(slipDaysOf(given, projectPhase, '2026-11-27')).toBe(days);
});
