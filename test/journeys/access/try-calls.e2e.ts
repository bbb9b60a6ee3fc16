import type { Request } from '@playwright/test';
import { expect, test } from '../../fixtures.ts';

test('the API’s page lets one try a call as oneself, and with a token that goes without one’s session', async ({ as, baseURL }) => {
  const page = await as('manager');
  const made = await page.request.post('/api/api-tokens', { data: { name: 'Trying calls', scopes: ['people:read'], expiresInDays: 1 } });
  const { id, secret } = (await made.json()) as { id: string; secret: string };
  const calls: Request[] = [];
  page.on('request', (request) => {
    expect(new URL(request.url()).origin, request.url()).toBe(baseURL);
    if (new URL(request.url()).pathname === '/api/me') calls.push(request);
  });
  const sent = async () => {
    const call = calls.pop()!;
    const headers = await call.allHeaders();
    return { status: (await call.response())?.status(), hasSession: 'cookie' in headers, bearer: headers['authorization'] };
  };

  await page.goto('/api/docs#tag/people/GET/api/me');
  await page.getByRole('button', { name: 'Test Request (get /api/me)' }).click();
  const client = page.getByRole('dialog', { name: 'API Client' });
  const send = client.getByRole('button', { name: /^Send get request/ });
  await send.click();
  await expect(client.getByText('"manager@demo.example"')).toBeVisible();
  expect(await sent()).toEqual({ status: 200, hasSession: true, bearer: undefined });

  const authentication = client.getByRole('button', { name: 'Authentication Required' });
  if ((await authentication.getAttribute('aria-expanded')) !== 'true') await authentication.click();
  await client.getByRole('button', { name: /^Selected Auth Type/ }).click();
  await page.getByRole('option', { name: 'token' }).click();
  await page.getByRole('option', { name: 'session' }).click();
  await client.getByRole('heading', { name: 'Who I am and what I hold' }).click({ force: true });
  await client.getByRole('textbox', { name: 'Bearer Token' }).fill(secret);
  await send.click();
  await expect.poll(() => calls.length).toBe(1);
  expect(await sent()).toEqual({ status: 200, hasSession: false, bearer: `Bearer ${secret}` });
  expect((await page.request.post(`/api/api-tokens/${id}/revocations`)).status()).toBe(200);
});
