import { expect, test } from '../../fixtures.ts';
import { expectSound } from '../../pages/sound.ts';
import { surveyPage } from '../../pages/survey.ts';

const PHONE = { viewport: { width: 390, height: 844 }, locale: 'es-US', hasTouch: true, isMobile: true };
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toLocaleDateString('en-CA', { timeZone: 'America/Denver' });
type Mails = { items: { createdAt: string; body: { text: string } | null }[] };

test('a teacher answers from the mail’s link on a phone, in Spanish, once; what was written is hidden until it is reviewed @afterwards', async ({
  as,
  browser,
}) => {
  test.setTimeout(120_000);
  const [admin, teacher, manager] = [await as('admin'), await as('teacher'), await as('manager')];
  const origin = new URL(test.info().project.use.baseURL!).origin;
  const me = (await (await teacher.request.get('/api/me')).json()) as { version: number };
  await teacher.request.patch('/api/me', { headers: { origin, 'if-match': `"${me.version}"` }, data: { locale: 'es' } });

  const began = new Date().toISOString();
  // The administrator prepares a survey and opens it.
  const { items: surveys } = (await (await admin.request.get('/api/surveys')).json()) as { items: { id: string; year: number }[] };
  const year = Array.from({ length: 19 }, (_, i) => 2001 + i).find((one) => surveys.every((survey) => survey.year !== one))!;
  await admin.goto('/surveys/run');
  await expectSound(admin);
  await admin.getByLabel('Year', { exact: true }).fill(String(year));
  await admin.getByLabel('First day').fill(day(0));
  await admin.getByLabel('Last day').fill(day(10));
  await admin.getByRole('button', { name: 'Prepare it' }).click();
  await expect(admin.getByText('It is prepared.')).toBeVisible();
  await admin.getByRole('button', { name: `Open the survey of ${year}` }).click();
  await expect(admin.getByText('It is open. The mails go out now.')).toBeVisible();

  // The mail brings the link; who opens it is not signed in.
  let path = '';
  await expect(async () => {
    const { items } = (await (await admin.request.get('/api/mails?q=Torres&limit=20')).json()) as Mails;
    const fresh = items.filter(({ createdAt }) => createdAt >= began);
    path = fresh.map(({ body }) => /\/survey\/[\w-]{43}/.exec(body?.text ?? '')?.[0] ?? '').find((found) => found !== '') ?? '';
    expect(path).not.toBe('');
  }).toPass({ timeout: 60_000 });
  const context = await browser.newContext({ ...PHONE, baseURL: origin });
  const phone = await context.newPage();
  await phone.goto(path);
  await expect(phone.getByRole('heading', { level: 1 })).toHaveText('¿Qué tan bien le sirven nuestros servicios?');
  await expectSound(phone);

  const survey = surveyPage(phone);
  await survey.answer(0, 4);
  await survey.answer(1, 2);
  await survey.notUsed(2);
  await phone.getByRole('button', { name: 'Enviar mis respuestas' }).click();
  await expect(phone.getByRole('alert')).toContainText('diga si es eficaz');
  await expectSound(phone);
  await survey.answer(3, 5);
  const words = `Gracias por el arreglo ${year}-${Date.now()}`;
  await phone.getByLabel(/^¿Qué es lo único/).fill(words);
  await phone.getByRole('button', { name: 'Enviar mis respuestas' }).click();
  await expect(phone.getByRole('heading', { level: 1 })).toHaveText('Gracias. Sus respuestas llegaron.');

  // Nobody answers twice: not by the link, and not signed in.
  await phone.goto(path);
  await expect(phone.getByRole('heading', { level: 1 })).toHaveText('Usted ya respondió. Gracias.');
  await teacher.goto('/survey');
  await expect(teacher.getByRole('button', { name: /Enviar|Send/ })).toHaveCount(0);
  await context.close();

  // While it is open nobody reads results; closed, nothing is said of fewer than ten, and the comment waits.
  expect((await manager.request.get(`/api/survey-results?year=${year}`)).status()).toBe(404);
  await admin.goto('/surveys/run');
  await admin.getByRole('button', { name: `Close the survey of ${year} for good` }).click();
  await expect(admin.getByText('It is closed and counted.')).toBeVisible();
  await manager.goto(`/surveys?year=${year}`);
  await expect(manager.getByText('Too few answered for a figure')).toBeVisible();
  await admin.goto(`/surveys?year=${year}`);
  await expect(admin.getByText(words)).toHaveCount(0);
  await admin.getByRole('link', { name: 'Review comments' }).click();
  await expectSound(admin);
  const waiting = admin.getByRole('listitem').filter({ hasText: words });
  await waiting.getByRole('button', { name: 'Withhold' }).click();
  await expect(admin.getByText('Say why it is withheld.').first()).toBeVisible();
  await admin.getByRole('listitem').filter({ hasText: words }).getByRole('button', { name: 'Publish' }).click();
  await expect(admin.getByText('Done: the next one.')).toBeVisible();
  await admin.goto(`/surveys?year=${year}`);
  await expect(admin.getByText(words)).toBeVisible();

  const now = (await (await teacher.request.get('/api/me')).json()) as { version: number };
  await teacher.request.patch('/api/me', { headers: { origin, 'if-match': `"${now.version}"` }, data: { locale: 'en' } });
});
