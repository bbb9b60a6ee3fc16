import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../../fixtures.ts';
import { MyDay, TECHNICIAN } from '../../pages/my-day.ts';
import { askForHelp, assignPlumber, ownWord } from '../../pages/requests.ts';
import { expectSound } from '../../pages/sound.ts';

/** The worker tells people a moment later: the page is opened again until it is there. */
async function openUntil(page: Page, path: string, shown: Locator) {
  await expect(async () => {
    await page.goto(path);
    await expect(shown).toBeVisible({ timeout: 500 });
  }).toPass();
}

test('a technician completes, the requester sees the bell and reads why, the administrator sees the mail @pe @phone', async ({ as }) => {
  test.slow();
  const [teacher, desk, technician, admin] = [await as('teacher'), await as('dispatcher'), await as('technician'), await as('admin')];
  const word = ownWord();
  const asked = await askForHelp(teacher.request, `Faucet drips ${word}`);
  await assignPlumber(desk.request, asked, TECHNICIAN);
  const day = new MyDay(technician);
  await day.open();
  await day.start(asked.number);
  await day.complete(asked.number, `New washer ${word}.`);

  const about = teacher.getByRole('listitem').filter({ hasText: word });
  const done = about.filter({ hasText: 'The work is done' });
  await openUntil(teacher, '/notices', done);
  await expect(about.filter({ hasText: `${TECHNICIAN} will take care of it` })).toBeVisible();
  await expect(done).toContainText(`New washer ${word}.`);
  await expect(done).toContainText('Unread');
  await expect(teacher.getByRole('link', { name: /^Notices, \d+\+? unread$/ })).toBeVisible();
  await expectSound(teacher);
  await done.getByRole('button', { name: 'Mark as read: The work is done' }).click();
  await expect(teacher.getByText('Marked as read.')).toBeVisible();
  await expect(done).not.toContainText('Unread');
  await done.getByRole('link', { name: 'The work is done' }).click();
  await expect(teacher.getByRole('heading', { level: 1, name: `Faucet drips ${word}` })).toBeVisible();

  const mail = admin.getByRole('row').filter({ hasText: `The work is done: Faucet drips ${word}` });
  await openUntil(admin, '/admin/mails?q=teacher', mail);
  await expect(mail).toContainText('Not sent: no mail server');
  await expectSound(admin);
  await mail.getByText('Read this mail').click();
  await expect(mail).toContainText('Demonstration: not real figures.');
  await expect(mail.getByRole('link', { name: new RegExp(`/requests/${asked.number}`) })).toBeVisible();
  await expectSound(admin);
});

test('who comes by the link of a notice has read it', async ({ as }) => {
  const [teacher, desk] = [await as('teacher'), await as('dispatcher')];
  const word = ownWord();
  const asked = await askForHelp(teacher.request, `Drain is slow ${word}`);
  await assignPlumber(desk.request, asked, TECHNICIAN);
  const notice = teacher.getByRole('listitem').filter({ hasText: word });
  await openUntil(teacher, '/notices', notice);
  const noted = teacher.waitForResponse((answer) => answer.url().endsWith('/notices/read') && answer.ok());
  await notice.getByRole('link').click();
  await expect(teacher.getByRole('heading', { level: 1, name: `Drain is slow ${word}` })).toBeVisible();
  await noted;
  await teacher.goto('/notices');
  await expect(notice).toBeVisible();
  await expect(notice).not.toContainText('Unread');
});

test('nobody but who administers the district sees the mails', async ({ as }) => {
  const dispatcher = await as('dispatcher');
  expect((await dispatcher.goto('/admin/mails'))?.status()).toBe(404);
});
