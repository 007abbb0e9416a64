// People whom a test adds before it begins, so that what happens to them happens to nobody else.

import { randomUUID } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { sendForm } from './forms.ts';
import type { Person, Role } from './server.ts';

/** Somebody who was added, and the page about them. */
export type Added = Person & { path: string };

/** What the console calls the roles. */
export const titles: Record<Role, string> = {
  te_admin: 'Tenant Administrator',
  kms_adm: 'KMS Administrator',
  secu_admin: 'Security Administrator',
  kms_cmk_full: 'Key Manager',
  kms_crypto: 'Key User',
  kms_auditor: 'Auditor',
  kms_readonly: 'Viewer',
};

/** A name that nobody else has. */
export function newName(beginning = 'person'): string {
  return `${beginning}-${randomUUID().slice(0, 8)}`;
}

/** Adds somebody with one role, by the form of an administrator's session. */
export async function addPerson(administrator: Page, role: Role, name = newName()): Promise<Added> {
  const answer = await sendForm(administrator, '/console/people', { name, role });
  expect(answer.status(), `${name} is added`).toBe(200);
  const html = await answer.text();
  const find = (pattern: RegExp) => String(pattern.exec(html)?.[1]);
  const [domain, password] = [find(/<dl class="dl"><dt>[^<]*<\/dt><dd>([^<]*)/), find(/data-copy="([^"]*)"/)];
  return { domain, name, password, roles: [role], path: find(/action="(\/console\/people\/\w+)\/roles"/) };
}

/** Fills in the sign-in form and sends it. */
export async function trySignIn(page: Page, { domain, name, password }: Pick<Person, 'domain' | 'name' | 'password'>): Promise<void> {
  await page.getByLabel('Domain').fill(domain);
  await page.getByLabel('User name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Opens the person's menu, where their account, the language and the way out are. */
export async function openMenu(page: Page, name: string): Promise<void> {
  await page.getByLabel(`Your menu: ${name}`).click();
}
