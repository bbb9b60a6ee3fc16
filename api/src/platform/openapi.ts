import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';

const TAGS = [
  { name: 'Work orders', description: 'A request from the moment it is asked until it is closed.' },
  { name: 'Live', description: 'What happens, as it happens.' },
  { name: 'Attachments', description: 'Photos and files.' },
  { name: 'Catalogue', description: 'Services, request types and teams.' },
  { name: 'Approvals', description: 'What waits to be approved, in sequence, with stand-ins; by a link from a mail, too.' },
  { name: 'Set-up', description: 'How the district works: each change is versioned, previewed and kept.' },
  { name: 'Sites', description: 'Schools, buildings and rooms.' },
  { name: 'People', description: 'People, roles and their scopes.' },
  { name: 'Capital', description: 'The capital plan: what was promised, what became of it, and what comes next.' },
  { name: 'Open data', description: 'What everybody may know, without a sign-in.' },
  { name: 'Notices', description: 'What people are told, in the portal and by e-mail.' },
  { name: 'Health', description: 'Is the process alive, is it ready.' },
];

/** A route that names a scope is open to programs too; the document says which scope. */
const transform: typeof jsonSchemaTransform = (given) => {
  const scope = given.route.config?.scope;
  return jsonSchemaTransform(scope ? { ...given, schema: { ...given.schema, security: [{ session: [] }, { token: [scope] }] } } : given);
};

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
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'steward.session_token', description: 'Who is signed in to the portal in this browser.' },
          token: {
            type: 'http',
            scheme: 'bearer',
            description: 'A program’s token (stw_…), made on the account page. It acts as its owner within its scopes and sees nothing confidential.',
          },
        },
      },
      security: [{ session: [] }],
    },
    transform,
    transformObject: jsonSchemaTransformObject,
  });
  app.get('/api/openapi.json', { schema: { hide: true }, config: { isPublic: true } }, async () => app.swagger());
}
