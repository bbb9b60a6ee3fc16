import { expect, test } from '../../fixtures.ts';
import { ownWord, read } from '../../pages/requests.ts';
import { expectSound } from '../../pages/sound.ts';
import { aProgramme, aContract, post } from '../../pages/capital.ts';

test('a transfer needs two people: who asks cannot approve it, finance does, and who asked is told @pe @phone', async ({ as }) => {
  const [capital, cfo] = [await as('capital'), await as('cfo')];
  const { programmeId, lines } = await aProgramme(capital.request, cfo.request);
  const title = `More for the roof ${ownWord()}`;
  const asked = await post(capital.request, `/api/programmes/${programmeId}/transfers`, {
    fromLineId: lines.contingency,
    toLineId: lines.construction,
    amount: '200000.00',
    title,
    reason: 'Bids came in higher than was estimated.',
    noDocumentReason: 'The board item follows',
  });
  const step = (asked['steps'] as { id: string }[])[0]!;

  // Who asked sees it, and no way to decide on it.
  await capital.goto(`/approvals/capital/${step.id}`);
  await expect(capital.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(capital.getByRole('button', { name: 'Approve' })).toHaveCount(0);

  await cfo.goto('/approvals');
  await expectSound(cfo);
  await cfo.getByRole('link', { name: title }).click();
  await expect(cfo.getByText('Contingency draw')).toBeVisible();
  await expect(cfo.getByText('$1,000,000.00')).toBeVisible();
  await expectSound(cfo);

  // Declining needs a reason, and nothing typed is lost.
  await cfo.getByRole('button', { name: 'Decline' }).click();
  await expect(cfo.getByText('Say why you decline, in a few words.').first()).toBeVisible();
  await cfo.getByLabel('A word with it').fill('As the board resolved.');
  await cfo.getByRole('button', { name: 'Approve' }).focus();
  await cfo.keyboard.press('Enter');
  await expect(cfo.getByText('You approved it.')).toBeVisible();
  await expect(cfo.getByRole('link', { name: title })).toHaveCount(0);

  const { items } = await read<{ items: { id: string; budget: string }[] }>(cfo.request, `/api/budget-lines?programmeId=${programmeId}`);
  expect(items.find(({ id }) => id === lines.construction)?.budget).toBe('3200000.00');
  await capital.goto('/notices');
  await expect(capital.getByText(title).first()).toBeVisible();
});

test('an invoice that was asked for in time is refused at the approval once its contract has nothing left, with the reason @pe', async ({ as }) => {
  const [capital, cfo] = [await as('capital'), await as('cfo')];
  const plan = await aProgramme(capital.request, cfo.request);
  const contract = await aContract(capital.request, cfo.request, plan, '5000.00');
  const title = `Flashing ${ownWord()}`;
  const bill = (amount: string, number: string) =>
    post(capital.request, `/api/contracts/${contract.id}/invoices`, {
      number,
      billedOn: '2025-06-30',
      title,
      reason: 'As certified',
      lines: [{ contractLineId: contract.lineId, amount }],
      noDocumentReason: 'Scan follows',
    });
  const [one, two] = [await bill('4000.00', 'A'), await bill('1500.00', 'B')];
  for (const [i, invoice] of [one, two].entries()) {
    await cfo.goto(`/approvals/capital/${(invoice['steps'] as { id: string }[])[0]!.id}`);
    await cfo.getByRole('button', { name: 'Approve' }).click();
    if (i === 0) await expect(cfo.getByText('You approved it.')).toBeVisible();
  }
  await expect(cfo.getByText('This invoice asks for $1,500.00; the contract has $1,000.00 left').first()).toBeVisible();
  await expectSound(cfo);
});
