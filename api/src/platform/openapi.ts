import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';

const TAGS = [
  { name: 'Work orders', description: 'A request from the moment it is asked until it is closed.' },
  { name: 'Attachments', description: 'Photos and files.' },
  { name: 'Catalogue', description: 'Services, request types and teams.' },
  { name: 'Sites', description: 'Schools, buildings and rooms.' },
  { name: 'People', description: 'People, roles and their scopes.' },
  { name: 'Health', description: 'Is the process alive, is it ready.' },
];

/** Generates the OpenAPI 3.1 document from the route schemas, and serves it with a page for people. */
export async function openapi(app: FastifyInstance) {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Steward API',
        version: '1',
        description:
          'The operations desk of a school district. Refusals are RFC 9457 problem+json. Send Idempotency-Key with each POST and If-Match with each change. Lists give an opaque nextCursor.',
      },
      servers: [{ url: '/' }],
      tags: TAGS,
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'steward.session_token' } } },
      security: [{ session: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  app.get('/api/openapi.json', { schema: { hide: true }, config: { isPublic: true } }, async () => app.swagger());
}
