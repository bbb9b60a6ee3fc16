// Account strings of the Colorado chart of accounts: fund-location-SRE-program-object-job class-grant.

/** The parts of an account string and how many digits each takes. */
export const ACCOUNT_PARTS = [
  { part: 'fund', digits: 2 },
  { part: 'location', digits: 3 },
  { part: 'SRE', digits: 2 },
  { part: 'program', digits: 4 },
  { part: 'object', digits: 4 },
  { part: 'job class', digits: 3 },
  { part: 'grant', digits: 4 },
] as const;
type Part = (typeof ACCOUNT_PARTS)[number]['part'];
export type Account = Record<Part, string>;

/** Funds that capital money is kept in. */
export const FUNDS = ['10', '31', '41', '43', '51'] as const;

export type AccountVerdict = { ok: true; account: Account } | { ok: false; faults: readonly string[] };

const LAYOUT = ACCOUNT_PARTS.map(({ part, digits }) => `${part} (${digits})`).join('-');

function faultOf(part: string, digits: number, given: string): string | undefined {
  if (given.length !== digits) return `${part} has ${given.length} of ${digits} digits`;
  return /^\d+$/.test(given) ? undefined : `${part} holds something else than digits`;
}

/** Takes an account string apart. Refused, it says of each part what is wrong with it. */
export function parseAccount(text: string): AccountVerdict {
  const given = text.split('-');
  if (given.length !== ACCOUNT_PARTS.length)
    return { ok: false, faults: [`An account has ${ACCOUNT_PARTS.length} parts, ${LAYOUT}; this one has ${given.length}`] };
  const faults = ACCOUNT_PARTS.flatMap(({ part, digits }, i) => faultOf(part, digits, given[i]!) ?? []);
  if (faults.length > 0) return { ok: false, faults };
  if (!(FUNDS as readonly string[]).includes(given[0]!)) return { ok: false, faults: [`fund ${given[0]} is none of ${FUNDS.join(', ')}`] };
  return { ok: true, account: Object.fromEntries(ACCOUNT_PARTS.map(({ part }, i) => [part, given[i]!])) as Account };
}

/** May money of a source kept in this fund stand in this account? */
export const isOfFund = ({ fund }: Account, fundCode: string) => fund === fundCode;
