export const DISTRICT_ZONE = 'America/Denver';

const DAY = new Intl.DateTimeFormat('en-CA', { timeZone: DISTRICT_ZONE, year: 'numeric', month: '2-digit', day: '2-digit' });

/** Today in the district, as 2026-03-10. */
export const districtDay = (at: Date) => DAY.format(at);

/** The day that comes `days` after this one; before it, where negative. */
export const dayAfter = (day: string, days = 1) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
