import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';

const HEADERS: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()',
  'x-robots-tag': 'noindex',
};
const ONE_YEAR = 'max-age=31536000; includeSubDomains';

/**
 * Headers for every answer of the portal. Put on as a request arrives: files, redirects and SvelteKit's own refusals never pass the hook
 * that pages pass, and neither server in front of them (the launcher's, the container's) is ours to change in both places.
 */
export const setSafeHeaders = () =>
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    if (request.headers['x-forwarded-proto'] === 'https') response.setHeader('strict-transport-security', ONE_YEAR);
  });
