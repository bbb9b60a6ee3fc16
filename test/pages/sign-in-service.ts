import type { Page } from '@playwright/test';
import { expect } from '../fixtures.ts';

type Told = { email: string; name: string; email_verified?: boolean; roles?: string[] };

const ISSUERS = {
  district: process.env['OIDC_DISTRICT_ISSUER'] ?? 'http://localhost:9101',
  partner: process.env['OIDC_PARTNER_ISSUER'] ?? 'http://localhost:9102',
};
type Service = keyof typeof ISSUERS;
const BUTTONS: Record<Service, string> = { district: 'Sign in with District account', partner: 'Sign in with Partner account' };

/** Says what a service tells of somebody from now on. */
export async function tell(service: Service, login: string, told: Told): Promise<void> {
  const answer = await fetch(`${ISSUERS[service]}/people/${login}`, { method: 'PUT', body: JSON.stringify({ email_verified: true, ...told }) });
  expect(answer.status).toBe(204);
}

/** From the sign-in page to the service and through its own form. */
export async function signInBy(page: Page, service: Service, login: string): Promise<void> {
  await page.getByRole('link', { name: BUTTONS[service] }).click();
  await expect(page).toHaveURL(new RegExp(`^${ISSUERS[service]}/interaction/`));
  await page.getByPlaceholder('Enter any login').fill(login);
  await page.getByPlaceholder('and password').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
}
