import { m } from '#lib/paraglide/messages.js';

/** Whose buildings they are: the district's own in the reader's words, others by their name. */
export const portfolioName = ({ code, name }: { code: string; name: string }): string => (code === 'district' ? m.buildings_of_district() : name);
