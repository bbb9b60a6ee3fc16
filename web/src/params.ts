import { defineParams } from '@sveltejs/kit/params';
import { z } from 'zod';

export const params = defineParams({
  uuid: z.uuid(),
  /** WO-2026-000123 */
  number: z.string().regex(/^WO-\d{4}-\d{6,}$/),
});
