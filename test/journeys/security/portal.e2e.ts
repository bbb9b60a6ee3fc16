import { request as httpRequest } from 'node:http';
import { expect, test } from '../../fixtures.ts';
import { emailOf, PASSWORD, sessionOf } from '../../people.ts';

const NASTY = `<img src=x onerror=alert(1)>"'><script>alert(2)</script>{{7*7}}\${7*7}<!--%3Cscript%3E javascript:alert(3)`;
const ANSWERS: Record<string, unknown> = { number: 1, date: '2026-12-01', yes_no: true };

test('every answer of the portal says what browsers may do with it, and none that is somebody’s own is kept', async ({ browser }) => {
  const context = await browser.newContext({ storageState: sessionOf('teacher') });
  const page = await context.newPage();
  const file = page.waitForResponse((response) => response.url().includes('/_app/immutable/'));
  const mine = (await page.goto('/requests'))!;
  const ask = (path: string, more = {}) => context.request.fetch(path, { maxRedirects: 0, ...more });
  const answers = [
    mine,
    await file,
    await ask('/nothing'),
    await ask('/requests/', {}),
    await ask('/sign-in'),
    await ask('/find/people?q=te'),
    await ask('/lang', { method: 'POST', form: { locale: 'es' }, headers: { origin: 'https://evil.example' } }),
  ];
  for (const answer of answers) {
    const headers = answer.headers();
    expect(headers, answer.url()).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers['permissions-policy']).toContain('microphone=()');
  }
  for (const answer of [mine, answers[5]!]) expect(answer.headers()['cache-control']).toBe('no-store');
  const policy = mine.headers()['content-security-policy']!;
  expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|\*|https?:|data: ?script/);
  expect(policy).toMatch(/require-trusted-types-for 'script'/);
  await context.close();
});

test('a form that another site sends does nothing: not in one’s name, and nobody is signed in or out', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ storageState: sessionOf('teacher') });
  const post = (path: string, headers: Record<string, string>) =>
    context.request.fetch(path, { method: 'POST', maxRedirects: 0, form: { locale: 'es', email: emailOf('teacher'), password: PASSWORD }, headers });
  for (const path of ['/lang', '/sign-out', '/sign-in', '/?/send', '/my-day?/note']) {
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://sub.localhost' },
      { origin: baseURL!, 'sec-fetch-site': 'same-site' },
    ]) {
      const answer = await post(path, headers);
      expect([path, answer.status(), answer.headers()['set-cookie']]).toEqual([path, 403, undefined]);
    }
  }
  // A link or an image cannot sign out either.
  await context.request.get('/sign-out');
  expect((await context.request.get('/api/me')).status()).toBe(200);
  await context.close();
});

test('a form of many megabytes from nobody is turned away unread', async ({ baseURL }) => {
  const { hostname, port } = new URL(baseURL!);
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const request = httpRequest(
      {
        hostname,
        port,
        path: '/sign-in',
        method: 'POST',
        headers: { origin: baseURL!, 'content-type': 'application/x-www-form-urlencoded', 'content-length': 100_000_000 },
      },
      (response) => {
        resolve(response.statusCode);
        request.destroy();
      },
    );
    request.on('error', reject);
    request.write('email=');
  });
  expect(status).toBe(413);
});

test('after signing in one is on a page of ours, whatever the address said @pe', async ({ page, baseURL }) => {
  for (const next of ['//evil.example', '/.//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)']) {
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await page.locator('#field-email').fill(emailOf('cfo'));
    await page.locator('#field-password').fill(PASSWORD);
    await page.locator('#field-password').press('Enter');
    await expect(page).toHaveURL(`${baseURL}/`);
    await page.context().clearCookies();
  }
});

test('what somebody writes is shown as they wrote it, wherever it is shown', async ({ browser }) => {
  const context = await browser.newContext({ storageState: sessionOf('dispatcher') });
  const page = await context.newPage();
  const ran: string[] = [];
  page.on('dialog', (dialog) => {
    ran.push(dialog.message());
    void dialog.dismiss();
  });
  const sites = (await (await context.request.get('/api/sites?limit=1')).json()) as { items: { id: string }[] };
  const types = (await (await context.request.get('/api/request-types?q=faucet&limit=1')).json()) as {
    items: { id: string; fields: { key: string; isRequired: boolean; kind: string; choices?: { value: string }[] }[] }[];
  };
  const type = types.items[0]!;
  const answers = Object.fromEntries(
    type.fields.filter((field) => field.isRequired).map((field) => [field.key, field.choices?.[0]?.value ?? ANSWERS[field.kind] ?? NASTY]),
  );
  const made = await context.request.post('/api/work-orders', {
    data: { requestTypeId: type.id, siteId: sites.items[0]!.id, title: NASTY, description: NASTY, placeNote: NASTY, answers },
  });
  expect(made.status(), await made.text()).toBe(201);
  const { id, number } = (await made.json()) as { id: string; number: string };
  const comment = await context.request.post(`/api/work-orders/${id}/comments`, { data: { body: NASTY } });
  expect(comment.status()).toBe(201);
  for (const path of [`/requests/${number}`, '/requests', `/triage?order=${number}`, `/?title=${encodeURIComponent(NASTY)}`]) {
    await page.goto(path);
    if (!path.startsWith('/?')) await expect(page.getByText(NASTY).first()).toBeVisible();
    await expect(page.locator('main img[src="x"], main script')).toHaveCount(0);
  }
  expect(ran).toEqual([]);
  await context.close();
});
