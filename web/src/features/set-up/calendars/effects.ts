import { m } from '#lib/paraglide/messages.js';

/** What may become of a day. */
export const effectChoices = () => [
  { value: 'closed', label: m.calendars_effect_closed() },
  { value: 'delayed_start', label: m.calendars_effect_delayed() },
  { value: 'early_release', label: m.calendars_effect_early() },
];
