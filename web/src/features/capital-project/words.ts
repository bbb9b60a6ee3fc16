import { m } from '#lib/paraglide/messages.js';
import { saying, type Words } from '#lib/words/table.ts';
import type { Act } from './keeping.ts';

const TITLES: Words<Act> = {
  stand: m.entry_keep_stand,
  phase: m.entry_keep_phase,
  scope: m.entry_keep_scope,
  became: m.entry_keep_became,
  needs: m.entry_keep_needs,
  complete: m.entry_keep_complete,
  reopen: m.entry_keep_reopen,
  risk: m.entry_keep_risk,
  paper: m.entry_keep_paper,
  summary: m.entry_keep_summary,
  review: m.entry_keep_review,
  words: m.entry_keep_review,
};
export const actWords = saying(TITLES);

export const paperWords = saying<string>({
  board_item: m.entry_paper_board_item,
  contract: m.entry_paper_contract,
  change_order: m.entry_paper_change_order,
  invoice: m.entry_paper_invoice,
  bid: m.entry_paper_bid,
  tabulation: m.entry_paper_tabulation,
  justification: m.entry_paper_justification,
  photo: m.entry_paper_photo,
  statement: m.entry_paper_statement,
  other: m.entry_paper_other,
});
export const phaseWords = saying<string>({
  planned: m.capital_phase_planned,
  design: m.capital_phase_design,
  bid_award: m.capital_phase_bid_award,
  construction: m.capital_phase_construction,
  closeout: m.capital_phase_closeout,
  warranty: m.capital_phase_warranty,
  complete: m.capital_phase_complete,
  on_hold: m.capital_phase_on_hold,
  cancelled: m.capital_phase_cancelled,
});
export const scopeWords = saying<string>({
  promised: m.capital_scope_promised,
  under_way: m.capital_scope_under_way,
  changed: m.capital_scope_changed,
  dropped: m.capital_scope_dropped,
});
export const riskWords = saying<string>({ open: m.entry_risk_open, happened: m.entry_risk_happened, over: m.entry_risk_over });
