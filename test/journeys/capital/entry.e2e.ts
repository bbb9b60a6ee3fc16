import { expect, expectNoSidewaysScroll, test } from '../../fixtures.ts';
import { aSpreadsheet, entryPage, pasteInto, tenRows } from '../../pages/capital-entry.ts';
import { ownWord } from '../../pages/requests.ts';
import { expectSound } from '../../pages/sound.ts';

const TOO_MUCH = /This asks for \$2,000,000\.00; the line has \$1,000,000\.00 uncommitted\./;

test('a capital manager pastes ten rows of which two are wrong, reads why beside the cells, mends them, and ten wait for approval @phone', async ({
  as,
}) => {
  const [capital, cfo] = [await as('capital'), await as('cfo')];
  const sheet = await aSpreadsheet(capital.request, cfo.request);
  const word = ownWord();
  const entry = entryPage(capital);
  await entry.open(sheet.code);
  await entry.live();
  await expectSound(capital);
  await entry.cell('From account', 1).focus();
  await pasteInto(capital, tenRows(sheet, word));
  await expect(capital.getByText('8 good, 2 to mend')).toBeVisible();
  await entry.expectWrong('Amount, $', 3, TOO_MUCH);
  await entry.expectWrong('To account', 6, /There is no budget line of this account here/);
  await entry.expectWrong('Reason', 6, /Answer this/);
  await expect(entry.cell('From account', 1)).toHaveAccessibleDescription('contingency: $1,000,000.00 left');
  await expectSound(capital);

  // Neither all are entered, nor is anything typed lost by a reload.
  await capital.getByRole('button', { name: 'Enter all' }).click();
  await expect(capital.getByRole('alert').getByRole('link', { name: /Row 3, Amount, \$: .*uncommitted/ })).toBeVisible();
  await expectSound(capital);
  await capital.reload();
  await expect(capital.getByText('What you typed before and did not enter is here again.')).toBeVisible();
  await entry.cell('Amount, $', 3).fill('3,000');
  await entry.cell('To account', 6).fill(sheet.to);
  await entry.cell('Reason', 6).fill('Bids');
  await capital.getByRole('button', { name: 'Enter all' }).focus();
  await expect(capital.getByText('10 good, 0 to mend')).toBeVisible();
  await capital.getByRole('button', { name: 'Enter all' }).dblclick();
  await expect(capital.getByText('Rows entered: 10')).toBeVisible();
  await expect(entry.waiting()).toHaveCount(10);
  await expect(entry.waiting().filter({ hasText: `${word} 6` })).toHaveCount(1);
  await expectNoSidewaysScroll(capital);
});

test('rows are typed by keyboard alone: Enter goes down, arrows go aside, and a code is suggested', async ({ as }) => {
  const [capital, cfo] = [await as('capital'), await as('cfo')];
  const sheet = await aSpreadsheet(capital.request, cfo.request);
  const entry = entryPage(capital);
  await entry.open(sheet.code);
  await entry.live();
  await entry.cell('From account', 1).focus();
  await capital.keyboard.type('conting');
  await expect(capital.locator('datalist option')).toHaveAttribute('value', sheet.from);
  await entry.cell('From account', 1).fill(sheet.from);
  await capital.keyboard.press('Enter');
  await expect(entry.cell('From account', 2)).toBeFocused();
  await capital.keyboard.press('Shift+Enter');
  await capital.keyboard.press('ArrowRight');
  await expect(entry.cell('To account', 1)).toBeFocused();
  for (const words of [sheet.to, '1250.50', 'Roof', 'Bids', '', 'Follows']) {
    await capital.keyboard.type(words);
    await capital.keyboard.press('Tab');
  }
  await expect(capital.getByText('1 good, 0 to mend')).toBeVisible();
  await capital.getByRole('button', { name: 'Enter all' }).focus();
  await capital.keyboard.press('Enter');
  await expect(capital.getByText('Rows entered: 1')).toBeVisible();
  await expect(entry.waiting()).toHaveText([/Roof/]);
});

test('without script the paste goes through a box, and the same table comes back with the same words @pe', async ({ as }) => {
  const [capital, cfo] = [await as('capital'), await as('cfo')];
  const sheet = await aSpreadsheet(capital.request, cfo.request);
  const entry = entryPage(capital);
  await entry.open(sheet.code);
  const box = capital.getByLabel('Rows from a spreadsheet');
  if (!(await box.isVisible())) await capital.getByText('Paste from a spreadsheet').click();
  await box.fill(tenRows(sheet, 'Pasted'));
  await capital.getByRole('button', { name: 'Put into the table' }).click();
  await entry.expectWrong('Amount, $', 3, TOO_MUCH);
  await expectSound(capital);
  await capital.getByRole('button', { name: 'Enter those that are good' }).click();
  await expect(capital.getByText('Rows entered: 8')).toBeVisible();
  await expect(entry.waiting()).toHaveCount(8);
  // The two that were wrong are there still.
  await expect(entry.cell('Title', 1)).toHaveValue('Pasted 3');
  await entry.expectWrong('To account', 2, /There is no budget line of this account here/);
  await entry.cell('Amount, $', 1).fill('3000');
  await entry.cell('To account', 2).fill(sheet.to);
  await entry.cell('Reason', 2).fill('Bids');
  await capital.getByRole('button', { name: 'Enter all' }).click();
  await expect(entry.waiting()).toHaveCount(10);
});

test('two hundred pasted rows are checked, and what is typed among them meanwhile stays', { tag: ['@afterwards'] }, async ({ as }) => {
  const [capital, cfo] = [await as('capital'), await as('cfo')];
  const sheet = await aSpreadsheet(capital.request, cfo.request);
  const entry = entryPage(capital);
  await entry.open(sheet.code);
  await entry.live();
  await entry.cell('From account', 1).focus();
  await pasteInto(capital, Array.from({ length: 20 }, () => tenRows(sheet, 'Many')).join('\n'));
  await expect(entry.cell('Title', 200)).toHaveValue('Many 10');
  await entry.cell('Title', 100).focus();
  await capital.keyboard.press('End');
  await capital.keyboard.type(' and more');
  await expect(entry.cell('Title', 100)).toHaveValue('Many 10 and more');
  await expect(entry.status()).toHaveText('160 good, 40 to mend', { timeout: 40_000 });
  await expect(entry.cell('Title', 100)).toHaveValue('Many 10 and more');
});
