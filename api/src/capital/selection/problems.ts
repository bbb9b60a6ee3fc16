import { fieldProblem, Problem } from '#kernel/problem.ts';

export const noProposal = () => new Problem(404, 'capital.no_proposal', 'There is no such proposal.');
export const notYours = () => new Problem(403, 'capital.proposal_not_yours', 'This step of a proposal is not yours to take.');
export const ownProposal = () =>
  new Problem(403, 'capital.proposal_own', 'You proposed or wrote this, or stand in for who did. Somebody else publishes it and decides on it.');
export const notAMove = (state: string, allowedMoves: readonly string[]) =>
  new Problem(422, 'capital.proposal_not_a_move', 'The proposal is not where this step starts.', { current: { state }, allowedMoves });
export const proposalChanged = (version: number) =>
  new Problem(412, 'capital.proposal_changed', 'Somebody changed this proposal since you looked.', { current: { version } });
export const published = () =>
  new Problem(422, 'capital.proposal_published', 'This was published and is not changed any more. Withdraw it and propose anew.');
export const elsewhere = () => fieldProblem('capital.proposal_elsewhere', '/siteId', 'Choose one of the schools that you plan for.');
export const noPlan = () => new Problem(404, 'capital.proposal_no_plan', 'There is no such draft plan.');
export const nothingLeft = () =>
  new Problem(
    422,
    'capital.proposal_nothing_left',
    'Everything in this draft plan was proposed already, or is no need any more at a school of yours.',
  );
export const committeeLater = () => fieldProblem('capital.committee_later', '/metOn', 'That day is still to come.');
export const noProgramme = () => fieldProblem('capital.no_programme', '/programme', 'There is no such programme.');
