import type { RequestEvent } from '@sveltejs/kit';

/**
 * From where the page follows what happens. A load asks for it before anything that it shows, so that nothing falls in between; the loads of one
 * request ask once. Undefined: it cannot be had just now, and the page stays as it is.
 */
export const livePosition = ({ locals }: Pick<RequestEvent, 'locals'>): Promise<string | undefined> =>
  (locals.live ??= locals.api.GET('/api/live/position').then(({ data }) => data?.position));
