import { fieldProblem, type FieldError, Problem } from '#kernel/problem.ts';
import type { ProblemCode } from '#kernel/problem-codes.ts';
import { dollarsOf } from '#kernel/money.ts';
import { inDollars, monthWords } from './rules/words.ts';

// Every way the capital plan says no. A refusal names its rule with the figures: in words, and beside them as data.

const absent = (code: ProblemCode, what: string) => new Problem(404, code, `There is no such ${what}, or it is not yours to see.`);
export const programmeNotFound = () => absent('capital.no_programme', 'programme');
export const projectNotFound = () => absent('capital.no_project', 'project');
export const sourceNotFound = () => absent('capital.no_source', 'funding source');
export const lineNotFound = () => absent('capital.no_line', 'budget line');
export const contractNotFound = () => absent('capital.no_contract', 'contract');
export const requestNotFound = () => absent('capital.no_request', 'request');
export const approvalNotFound = () => absent('capital.no_approval', 'approval');
export const scopeNotFound = () => absent('capital.no_scope', 'scope line');
export const riskNotFound = () => absent('capital.no_risk', 'risk');
export const vendorNotFound = () => absent('capital.no_vendor', 'vendor');
export const procurementNotFound = () => absent('capital.no_procurement', 'procurement file');
export const documentNotFound = () => absent('capital.no_document', 'document');

export const notForYou = () =>
  new Problem(403, 'capital.not_for_you', 'The capital plan is for those who run it, pay for it, plan for it or audit it.');
export const notYoursToRun = () => new Problem(403, 'capital.not_yours_to_run', 'The capital managers of this project do that.');
export const notYoursToBook = () => new Problem(403, 'capital.not_yours_to_book', 'Finance of the whole district does that.');

export const changed = (what: string, version: number) =>
  new Problem(412, 'capital.changed', `Somebody changed this ${what} since you looked. Look again.`, {
    current: { version },
    headers: { etag: `"${version}"` },
  });
export const accountRefused = (faults: readonly string[]) => fieldProblem('capital.account', '/account', `This is no account: ${faults.join('; ')}.`);
export const accountOfOtherFund = (fund: string, fundCode: string) =>
  fieldProblem('capital.account_fund', '/account', `This account is of fund ${fund}; the money of this source is in fund ${fundCode}.`);
export const elsewhere = (pointer: string, what: string) => fieldProblem('capital.elsewhere', pointer, `There is no such ${what} in this programme.`);
export const ownWords = (pointer: string) =>
  fieldProblem('capital.own_words', pointer, 'You wrote these words, or stand in for who did. Somebody else reviews them.');
export const wrong = (pointer: string, detail: string) => fieldProblem('capital.wrong', pointer, detail);

export const notWon = () =>
  wrong('/procurementId', 'Its file has no offer of this vendor that met what was asked for: write it there, or choose the vendor who made one.');

/** Money that had not been approved, or committed, on the day that is named. */
export const notThereThen = (line: string) =>
  wrong('/on', `On that day, or since, ${line} had not so much: name the day on which it was there, or a later one.`);
export const dayToCome = (pointer: string) => fieldProblem('capital.day_to_come', pointer, 'That day is still to come.');
export const monthClosed = (pointer: string, month: string) =>
  fieldProblem('capital.month_closed', pointer, `The books are closed for ${monthWords(month)}. Enter it in a month that is open.`, { month });
export const monthNotOver = (month: string) => fieldProblem('capital.month_not_over', '/month', `${monthWords(month)} is not over yet.`);

/** Two figures in a refusal, as data. */
const figures = (askedCents: bigint, availableCents: bigint) => ({ asked: dollarsOf(askedCents), available: dollarsOf(availableCents) });
const money = (code: ProblemCode, pointer: string, askedCents: bigint, availableCents: bigint, detail: string) =>
  fieldProblem(code, pointer, detail, figures(askedCents, availableCents));

export const sameLine = () => fieldProblem('capital.same_line', '/toLineId', 'Choose another line than the money comes from.');
export const otherSource = () =>
  fieldProblem('capital.other_source', '/toLineId', 'Money stays with its source: give the project a line of that source, and move it there.');
export const notThere = (asked: bigint, uncommitted: bigint) =>
  money('capital.not_there', '/amount', asked, uncommitted, `This asks for ${inDollars(asked)}; the line has ${inDollars(uncommitted)} uncommitted.`);
export const overBudget = (what: string, asked: bigint, uncommitted: bigint, lineName: string) =>
  money(
    'capital.over_budget',
    '/lines',
    asked,
    uncommitted,
    `This ${what} asks for ${inDollars(asked)}; the line ${lineName} has ${inDollars(uncommitted)} uncommitted.`,
  );
export const notForBuying = (lineName: string) =>
  fieldProblem('capital.not_for_buying', '/lines', `Nothing is bought straight from ${lineName}: move the money to a line of the project first.`);
export const belowExpended = (less: bigint, left: bigint, lineName: string) =>
  money('capital.below_expended', '/lines', less, left, `This takes off ${inDollars(less)}; of ${lineName} ${inDollars(left)} is not billed yet.`);
export const overContract = (asked: bigint, left: bigint, lineName: string) =>
  money(
    'capital.over_contract',
    '/lines',
    asked,
    left,
    `This invoice asks for ${inDollars(asked)}; the contract has ${inDollars(left)} left for ${lineName}.`,
  );
export const creditOverBilled = (asked: bigint, billed: bigint, lineName: string) =>
  money(
    'capital.credit_over_billed',
    '/lines',
    -asked,
    billed,
    `This credits ${inDollars(-asked)}; ${inDollars(billed)} was billed for ${lineName}.`,
  );
export const releaseOverHeld = (asked: bigint, held: bigint, lineName: string) =>
  money('capital.release_over_held', '/lines', asked, held, `This releases ${inDollars(asked)}; ${inDollars(held)} is held of ${lineName}.`);
export const retainageOver = (asked: bigint, most: bigint, lineName: string) =>
  money(
    'capital.retainage_over',
    '/lines',
    asked,
    most,
    `This would hold ${inDollars(asked)} of ${lineName}; 5 % of what was billed is ${inDollars(most)}.`,
  );
export const paidAlready = (paid: bigint, payable: bigint, lineName: string) =>
  money(
    'capital.paid_already',
    '/lines',
    paid,
    payable,
    `${inDollars(paid)} was paid for ${lineName} already; with this ${inDollars(payable)} would be payable.`,
  );
export const overPayable = (asked: bigint, unpaid: bigint, lineName: string) =>
  money(
    'capital.over_payable',
    '/lines',
    asked,
    unpaid,
    `This pays ${inDollars(asked)}; for ${lineName} ${inDollars(unpaid)} is approved, not held and not paid.`,
  );
export const overUnallocated = (asked: bigint, unallocated: bigint) =>
  money(
    'capital.over_unallocated',
    '/lines',
    asked,
    unallocated,
    `This promises ${inDollars(asked)}; the source has ${inDollars(unallocated)} unallocated.`,
  );
export const revenueSpent = (asked: bigint, unallocated: bigint) =>
  money(
    'capital.revenue_spent',
    '/amount',
    -asked,
    unallocated,
    `This takes back ${inDollars(-asked)}; ${inDollars(unallocated)} is unallocated still.`,
  );
export const overOrder = (asked: bigint, left: bigint) =>
  money(
    'capital.over_order',
    '/amount',
    asked,
    left,
    `This order asks for ${inDollars(asked)}; the contract has ${inDollars(left)} for orders left.`,
  );
export const nothingAsked = () => fieldProblem('capital.nothing', '/lines', 'Write an amount other than 0.');

const METHOD_WORDS = (methods: readonly string[]) => methods.map((method) => method.replaceAll('_', ' ')).join(', ');
export const noProcurement = (amount: bigint, fromCents: bigint) =>
  money(
    'capital.no_procurement_file',
    '/procurementId',
    amount,
    fromCents,
    `${inDollars(amount)} is at or above ${inDollars(fromCents)}: this needs a procurement file with offers.`,
  );
export const methodNotAllowed = (amount: bigint, fromCents: bigint, methods: readonly string[]) =>
  fieldProblem(
    'capital.method',
    '/procurementId',
    `From ${inDollars(fromCents)} on, and this is ${inDollars(amount)}, it is bought by ${METHOD_WORDS(methods)}.`,
    {
      ...figures(amount, fromCents),
      methods,
    },
  );
export const creditAdds = () =>
  fieldProblem('capital.credit_adds', '/reasonCode', 'A credit makes the contract less: choose another reason, or a negative amount.');

export const notOpen = (state: string) =>
  new Problem(409, 'capital.not_open', 'This was decided, withdrawn or is closed already. Nothing was changed.', { current: { state } });
export const notExecuted = () => new Problem(422, 'capital.not_executed', 'This contract is not approved yet.');
export const contractClosed = () => new Problem(422, 'capital.contract_closed', 'This contract is closed.');
export const disputed = (reason: string | null) =>
  new Problem(422, 'capital.disputed', `This invoice is disputed: ${reason ?? ''}. It is decided once that is settled.`, {
    errors: [{ pointer: '/decision', in: 'body', detail: 'Settle the dispute first.' }],
  });
export const approvalOwn = () =>
  new Problem(422, 'capital.own', 'You asked for this yourself: somebody else decides.', {
    errors: [{ pointer: '/decision', in: 'body', detail: 'Nobody approves their own request. It has gone to others.' }],
  });
export const approvalOver = () =>
  new Problem(409, 'capital.decided', 'Somebody decided on this already, or it need not be decided any more. Nothing was changed.');
export const sayWhy = () => fieldProblem('capital.say_why', '/words', 'Say why, in a few words: who asked reads it.');
export const paysOwn = () =>
  new Problem(422, 'capital.pays_own', 'You asked for an invoice of this contract yourself: somebody else enters its payment.');
export const baselineOfAll = () =>
  fieldProblem('capital.baseline_line', '/lines', 'Name each line of this programme at most once, and none that is unallocated.');
export const ladderWrong = () =>
  fieldProblem('capital.ladder', '/steps', 'The first step begins at 0.00, each other one at more than the one before, and each names a role.');
export const shareOnlyOfChanges = (step: number) =>
  wrong(`/steps/${step}/fromRatio`, 'Only change orders climb by their share of the contract: leave it out.');
export const thresholdsWrong = () =>
  fieldProblem(
    'capital.thresholds',
    '/thresholds',
    'The first threshold is 0.00, each other one is more than the one before, and each allows a way of buying.',
  );
export const needElsewhere = () =>
  fieldProblem('capital.need_elsewhere', '/needs', 'Choose deficiencies and components of the school of this scope line.');
export const needNotOpen = (status: string) =>
  fieldProblem('capital.need_not_open', '/needs', 'A deficiency that you chose is not open: another project or order has it, or it is put right.', {
    current: { status },
  });
export const scopeOver = () => new Problem(422, 'capital.scope_over', 'This scope line is complete or dropped: take that back first.');
export const actualOver = (asked: bigint, committed: bigint, others: bigint) =>
  money(
    'capital.actual_over',
    '/actual',
    asked,
    committed - others,
    `This comes to ${inDollars(asked)}; the project has ${inDollars(committed)} committed, of which ${inDollars(others)} went into its other lines: ${inDollars(committed - others)} is left.`,
  );
export const sharesDiffer = (asked: bigint, total: bigint) =>
  money('capital.shares_differ', '/needs', asked, total, `The parts come to ${inDollars(asked)}; the scope line cost ${inDollars(total)}.`);

/** The database's own word for what it refuses, in plain ones. The rules say the same before it, with the figures; this is what is left between two at once. */
const BY_CONSTRAINT: Record<string, { code: ProblemCode; title: string; pointer?: string }> = {
  ledger_period_closed: {
    code: 'capital.month_closed',
    title: 'The books were closed for that month. Enter it in a month that is open.',
    pointer: '/on',
  },
  ledger_not_approved: { code: 'capital.not_approved', title: 'What this rests on is not approved.' },
  ledger_not_as_approved: { code: 'capital.not_approved', title: 'This is not what was approved.' },
  ledger_other_programme: { code: 'capital.elsewhere', title: 'The line is of another programme.' },
  ledger_other_source: { code: 'capital.other_source', title: 'Money stays with its source.', pointer: '/toLineId' },
  ledger_other_line: { code: 'capital.elsewhere', title: 'The contract takes its money from another line.', pointer: '/lines' },
  ledger_baseline_from: { code: 'capital.baseline_line', title: 'What is promised comes out of what is unallocated.' },
  ledger_baseline_other: { code: 'capital.baseline_line', title: 'The first baseline does not say so.' },
  ledger_entries_release: { code: 'capital.wrong', title: 'A release makes a contract less.' },
  budget_lines_budget: { code: 'capital.not_there', title: 'The line does not have that much.', pointer: '/amount' },
  budget_lines_committed: { code: 'capital.over_budget', title: 'The line does not have that much uncommitted.', pointer: '/lines' },
  budget_lines_expended: { code: 'capital.over_contract', title: 'More would be billed than is committed.', pointer: '/lines' },
  budget_lines_retainage: { code: 'capital.retainage_over', title: 'More than 5 % of what was billed would be held.', pointer: '/lines' },
  budget_lines_paid: { code: 'capital.over_payable', title: 'More would be paid than is payable.', pointer: '/lines' },
  budget_lines_to_commit: { code: 'capital.wrong', title: 'What is still to be contracted is 0 or more.', pointer: '/toCommit' },
  contract_lines_expended: { code: 'capital.over_contract', title: 'More would be billed than the contract promises.', pointer: '/lines' },
  contract_lines_retainage: { code: 'capital.retainage_over', title: 'More than 5 % of what was billed would be held.', pointer: '/lines' },
  contract_lines_paid: { code: 'capital.over_payable', title: 'More would be paid than is payable.', pointer: '/lines' },
  capital_decisions_duties_apart: { code: 'capital.own', title: 'Who asked does not approve.' },
  capital_requests_all_approved: { code: 'capital.not_approved', title: 'It still waits for somebody.' },
  capital_requests_stays: { code: 'capital.not_open', title: 'What was decided stays.' },
  capital_requests_sum: { code: 'capital.wrong', title: 'Its lines do not add up to what is asked for.', pointer: '/lines' },
  ledger_entries_transfer_once: { code: 'capital.not_open', title: 'This was entered already.' },
  ledger_entries_contract_once: { code: 'capital.not_open', title: 'This was entered already.' },
  transfers_two_sides: { code: 'capital.same_line', title: 'Choose another line than the money comes from.', pointer: '/toLineId' },
  capital_decisions_once: { code: 'capital.decided', title: 'Somebody decided on this already.' },
  programmes_code_unique: { code: 'capital.taken', title: 'There is a programme of this code already.', pointer: '/code' },
  funding_sources_code: { code: 'capital.taken', title: 'There is a source of this code already.', pointer: '/code' },
  projects_code: { code: 'capital.taken', title: 'There is a project of this code already.', pointer: '/code' },
  budget_lines_account: { code: 'capital.taken', title: 'There is a line of this account already.', pointer: '/account' },
  budget_lines_unallocated: { code: 'capital.wrong', title: 'A line of this kind cannot hold that.' },
  vendors_number: { code: 'capital.taken', title: 'There is a vendor of this number already.', pointer: '/number' },
  contracts_number: { code: 'capital.taken', title: 'There is a contract of this number already.', pointer: '/number' },
  invoices_number: { code: 'capital.taken', title: 'This vendor has an invoice of this number already.', pointer: '/number' },
  baselines_number: { code: 'capital.taken', title: 'Somebody added a baseline at the same moment. Look again.' },
  closed_periods_programme_id_month_pk: { code: 'capital.month_closed', title: 'This month is closed already.', pointer: '/month' },
  ledger_entries_finance_key: { code: 'capital.taken', title: 'This number of the finance system was entered already.', pointer: '/financeKey' },
};

/** A refusal of the database as one of ours; undefined for what is none. */
export function refusedByDatabase(constraint: string | undefined): Problem | undefined {
  const known = constraint === undefined ? undefined : BY_CONSTRAINT[constraint];
  if (!known) return undefined;
  const errors: FieldError[] = known.pointer ? [{ pointer: known.pointer, in: 'body', detail: known.title }] : [];
  return new Problem(
    known.code === 'capital.decided' || known.code === 'capital.not_open' ? 409 : 422,
    known.code,
    known.title,
    errors.length > 0 ? { errors } : {},
  );
}
