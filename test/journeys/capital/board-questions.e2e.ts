import { expect, test } from '../../fixtures.ts';
import { capitalPages } from '../../pages/capital.ts';
import { expectSound } from '../../pages/sound.ts';

test('the chief financial officer answers five questions of a board member from the portal alone', { tag: ['@pe', '@phone'] }, async ({ as }) => {
  const page = await as('cfo');
  const capital = capitalPages(page);
  await page.goto('/');
  await page.getByRole('link', { name: 'Capital', exact: true }).click();
  await capital.open();
  await capital.expectHead();
  await expectSound(page);

  await test.step('Where did contingency go?', async () => {
    const drawn = capital.rows().filter({ hasText: 'Juniper Flats High (fictitious)' }).filter({ hasText: 'Drawn' });
    await expect(drawn).toContainText('Steel and roofing cost more');
    await expect(drawn).toContainText(/approved by Victor Lindgren, Omar Castellan/);
    await expect(page.getByText(/was drawn, .* came back/)).toBeVisible();
  });

  await test.step('Which schools got less than promised?', async () => {
    await capital.follow('See who got less than promised');
    await expect(page).toHaveURL(/state=less_than_promised/);
    await expect(capital.rows()).toHaveCount(3);
    await expectSound(page);
    await page.getByRole('link', { name: 'Cottonwood Bend K-8 (fictitious)', exact: true }).click();
    const dropped = page.getByRole('row', { name: /^Rebuild the playfield (Today )?Dropped/ });
    await expect(dropped).toContainText('Dropped');
    await expect(dropped).toContainText('The field lies in a flood plain');
    await capital.expectHead();
    await expectSound(page);
  });

  await test.step('What changed in March?', async () => {
    await page.goto('/capital/changes?programme=bond-2018');
    const march = lastMarch();
    await page.getByRole('textbox', { name: 'From' }).fill(`${march}-01`);
    await page.getByRole('textbox', { name: 'Until' }).fill(`${march}-31`);
    await page.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL(/since=\d{4}-03-01/);
    await page.getByRole('link', { name: 'Money moved', exact: true }).click();
    const draw = page.getByRole('listitem').filter({ hasText: 'was drawn from contingency' });
    await expect(draw).toContainText('Larkspur Junction High (fictitious)');
    await expect(draw).toContainText('The fire code asks for sprinklers in all the labs.');
    await expectSound(page);
  });

  await test.step('What is committed but not started?', async () => {
    await capital.open();
    const link = page.getByRole('link', { name: /^Committed but not started: \$[\d.]+M in \d+ projects$/ });
    const count = Number(/in (\d+) projects/.exec(await link.innerText())![1]);
    await link.click();
    await expect(capital.rows()).toHaveCount(count);
    await expect(capital.rows().first()).toContainText(/Planned|Design|Bid and award/);
  });

  await test.step('Who approved this change order?', async () => {
    await page.goto('/capital/projects?programme=bond-2018&q=larkspur');
    await page.getByRole('link', { name: 'Larkspur Junction High (fictitious)', exact: true }).click();
    const order = capital.rows().filter({ hasText: 'Extra work (change order 1' });
    await expect(order).toContainText('Asked for by Brian Carter, approved by Susan Ashworth, Victor Lindgren, Omar Castellan');
  });
});

test('a figure opens the entries that it is made of, and they come to it', { tag: ['@pe', '@phone'] }, async ({ as }) => {
  const page = await as('cfo');
  const capital = capitalPages(page);
  await capital.open();
  const figure = page.getByRole('link', { name: /^Committed: \$[\d,.]+, show its entries$/ });
  const amount = /\$[\d,.]+\d/.exec((await figure.getAttribute('aria-label')) ?? '')![0];
  await figure.click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`entries come to ${amount}`);
  await capital.expectHead();
  await expectSound(page);
  await page.getByRole('link', { name: 'Next page' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`entries come to ${amount}`);
});

test('from a dollar one walks to its project, its contract and the deficiency it puts right, and back from the school', async ({ as }) => {
  const page = await as('cfo');
  await page.goto('/capital/entries?programme=bond-2018&kind=commitment');
  const entry = page.getByRole('row').filter({ hasText: 'Construction: ' }).filter({ hasNotText: '(fictitious)' }).first();
  await entry.getByRole('link').first().click();
  await page.getByText(/^How it came about: .*Construction/).click();
  await expect(page.getByText('Lowest responsive offer.')).toBeVisible();

  await page.goto('/capital/projects?programme=bond-2018&q=roof+and+heating');
  const projects = await page.getByRole('rowheader').getByRole('link').all();
  const addresses = await Promise.all(projects.map((link) => link.getAttribute('href')));
  const right = page
    .getByRole('row')
    .filter({ hasText: /Replace the roof|Renew boilers and pumps|Renew the controls/ })
    .getByRole('link');
  for (const address of addresses) {
    await page.goto(address!);
    if ((await right.count()) > 0) break;
  }
  await right.first().click();
  await expect(page).toHaveURL(/\/buildings\/[0-9a-f-]+#/);
  await page.getByRole('link', { name: 'The school as a whole' }).click();
  await page.getByRole('link', { name: 'Capital projects at this school' }).click();
  await expect(capitalPages(page).rows().filter({ hasText: 'Roof and heating renewal' })).not.toHaveCount(0);
});

test('figures as of a day that is over, in Spanish too, and by keyboard', async ({ as }) => {
  const page = await as('capital');
  await page.goto('/capital?programme=bond-2018&asOf=2023-06-30');
  await expect(page.getByText(/As of Jun 30, 2023/)).toBeVisible();
  await page.getByLabel('As of').focus();
  await page.keyboard.press('Tab');
  await page.goto('/capital?programme=capital-reserve');
  await expect(page.getByRole('heading', { level: 1, name: 'Annual capital reserve' })).toBeVisible();
  await page
    .getByRole('button', { name: 'Español' })
    .or(page.getByRole('link', { name: 'Español' }))
    .click();
  await expect(page.getByText('Demostración: cifras no reales').first()).toBeVisible();
  await expect(page.getByRole('heading', { name: /¿Lo prometido\?/ })).toBeVisible();
  await expectSound(page);
});

test('who has no use for the capital plan has no such page', async ({ as }) => {
  const page = await as('teacher');
  expect((await page.goto('/capital'))?.status()).toBe(404);
});

/** The latest March before this month. */
function lastMarch(now = new Date()): string {
  const [year, month] = [now.getFullYear(), now.getMonth() + 1];
  return `${month > 3 ? year : year - 1}-03`;
}
