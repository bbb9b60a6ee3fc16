import type { Decision } from './contract-queries.ts';
import { presentFigures } from './figures.ts';
import type { ProjectRow } from './project-queries.ts';

/** A project as lists show it. */
export const presentProject = ({ totals, ...project }: ProjectRow) => ({ ...project, figures: presentFigures(totals) });

/** Who decided, step by step. */
export const presentDecisions = (decisions: readonly Decision[]) =>
  decisions.map(({ personId, name, onBehalfOf, decision, words, decidedAt }) => ({
    person: { id: personId, name },
    onBehalfOf,
    decision: decision as 'approve' | 'decline',
    words,
    decidedAt: new Date(decidedAt),
  }));
