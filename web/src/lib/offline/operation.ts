import type { components, paths } from '#lib/api/schema.gen.ts';

type Body = NonNullable<paths['/api/field-operations']['post']['requestBody']>['content']['application/json'];
export type FieldOperation = Body['operations'][number];
export type FieldResult = components['schemas']['FieldResult'];

export type Photo = { blob: Blob; name: string; /** Once it is uploaded. */ attachmentId?: string };

/** One thing that was meant on this phone: what will be sent, and what the lists say of it until then. */
export type Queued = {
  /** The order they were meant in; given by the phone's database. */
  seq?: number;
  id: string;
  personId: string;
  operation: FieldOperation;
  about: { number: string | null; title: string };
  photos: Photo[];
  isSecondTry?: true;
  /** Sent and set aside stay until the page that is kept on the phone shows them itself. */
  state: 'waiting' | 'sent' | 'set_aside' | 'refused';
  /** Why it was refused, in the API's words. */
  detail?: string;
};
