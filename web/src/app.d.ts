import type { Api } from '#lib/server/api.ts';
import type { Me } from '#lib/api/types.ts';

declare global {
  namespace App {
    interface Error {
      code?: string;
      requestId?: string;
    }
    interface Locals {
      /** Names this request in the portal's and the API's log. */
      requestId: string;
      /** The API with this request's session. */
      api: Api;
      /** Who is signed in; only the pages in PUBLIC_PAGES see it absent. */
      me: Me | undefined;
      /** Of a page for everybody: its figures are real, so that search engines may list it. */
      mayBeFound?: boolean;
      /** From where the page follows what happens, once a load has asked. */
      live?: Promise<string | undefined>;
    }
  }
}
