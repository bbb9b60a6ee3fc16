import { fieldProblem, Problem } from '#kernel/problem.ts';

export const mayNotReconcile = () => new Problem(403, 'reconciliation.not_for_you', 'Only finance matches the books with the finance system.');
export const noProgramme = () => new Problem(404, 'reconciliation.no_programme', 'There is no such programme of ours.');
export const noAssetClass = () => new Problem(404, 'capital.no_asset_class', 'There is no such class of assets.');
export const noJournalAccount = () => new Problem(404, 'capital.no_journal_account', 'There is no such account of the books.');
export const notADifference = (keys: readonly string[]) =>
  fieldProblem('reconciliation.not_a_difference', '/keys', 'Something chosen here is no difference of this file any more. Look again.', { keys });
