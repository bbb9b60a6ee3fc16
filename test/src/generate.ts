import { regenerate, prepareWeb } from './generated.ts';

// pnpm generate: the OpenAPI document from the routes, the web's types from the document, and what the editor needs of Kit and the messages.
for (const step of [regenerate, prepareWeb]) {
  const { code, output } = await step();
  if (output) process.stdout.write(output);
  if (code !== 0) process.exit(code);
}
