import { m } from '#lib/paraglide/messages.js';

const RATING = [m.rating_1, m.rating_2, m.rating_3, m.rating_4, m.rating_5];

/** How the work went, from 1 to 5: "Very good". */
export const ratingWords = (rating: number) => RATING[rating - 1]?.() ?? String(rating);
export const ratingChoices = () => [5, 4, 3, 2, 1].map((rating) => ({ value: String(rating), label: ratingWords(rating) }));
