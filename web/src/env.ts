import { defineEnvVars } from '@sveltejs/kit/env';
import { z } from 'zod';

export const variables = defineEnvVars({
  API_URL: { schema: z.url().default('http://127.0.0.1:3000'), description: 'Where the API listens, as seen from the portal’s server.' },
  LOG_LEVEL: { schema: z.string().default('info'), description: 'info: a line for each page; warn: only what fails.' },
});
