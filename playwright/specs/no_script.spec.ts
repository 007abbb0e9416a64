// The main journeys, with scripts and without: each test runs both ways, and a page without script asks for one more click.

import type { Page } from '@playwright/test';
import { expect, makeKey, newAlias, planDeletion, test } from '../harness/index.ts';

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const notice = (page: Page) => page.locator('#notice');
const state = (page: Page) => page.getByRole('region', { name: 'State' });
const plan = (page: Page) => page.getByRole('region', { name: 'Deletion plan' });

test.describe('everything that matters works', { tag: '@no-js' }, () => {
  test('somebody signs in, and out', async ({ page, server }) => {
    const { domain, name, password } = server.person('kms_readonly');
    await page.goto('/console/keys?q=hr');
    await page.getByLabel('Domain').fill(domain);
    await page.getByLabel('User name').fill(name);
    await page.getByLabel('Password').fill('not the password at all');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert')).toContainText('Domain, user name or password is wrong.');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(heading(page)).toHaveText('Keys');
    await page.getByLabel(`Your menu: ${name}`).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(heading(page)).toHaveText('Sign in');
    await page.goto('/console/keys');
    await expect(heading(page)).toHaveText('Sign in');
  });

  test('keys are searched and filtered', async ({ signedIn }, info) => {
    const page = await signedIn('kms_readonly');
    await page.goto('/console/keys');
    const apply = async () => {
      const button = page.getByRole('button', { name: 'Apply' });
      if (info.project.use.javaScriptEnabled === false) await button.click();
      else await expect(button).toBeHidden();
    };
    await page.getByRole('search', { name: 'Filter keys' }).getByLabel('Filter').fill('payments');
    await apply();
    await expect(page.getByRole('rowheader').getByRole('link')).toHaveText(['payments-ledger']);
    await page.getByRole('search', { name: 'Filter keys' }).getByLabel('Filter').fill('');
    await page.getByLabel('Created by').selectOption('Cloud services');
    await apply();
    await expect(page.getByRole('rowheader').getByRole('link')).toHaveText(['evs/default', 'obs/default']);
    await expect(page).toHaveURL(/by=services/);
  });

  test('a key is created, disabled and enabled', async ({ signedIn }) => {
    const page = await signedIn('kms_cmk_full');
    const alias = newAlias('plain');
    await page.goto('/console/keys/new');
    await page.getByLabel('Alias').fill('two words');
    await page.getByRole('button', { name: 'Create key' }).click();
    await expect(page.getByRole('alert')).toContainText('The key was not created: 1 problem');
    await expect(page.getByLabel('Alias')).toHaveValue('two words');
    await page.getByLabel('Alias').fill(alias);
    await page.getByRole('button', { name: 'Create key' }).click();
    await expect(heading(page)).toHaveText(alias);
    await expect(notice(page)).toContainText(`${alias} is created.`);
    await page.getByText('Disable…', { exact: true }).click();
    await page.getByRole('button', { name: `Disable ${alias}` }).click();
    await expect(state(page)).toContainText('Disabled since');
    await expect(notice(page)).toContainText(`${alias} is disabled.`);
    await page.getByRole('button', { name: 'Enable again' }).click();
    await expect(state(page)).toContainText('Enabled since');
  });

  test('a key is disabled from its row, and several at once', async ({ signedIn }) => {
    const page = await signedIn('kms_cmk_full');
    const beginning = newAlias('plain');
    for (const end of ['a', 'b']) await makeKey(page, `${beginning}-${end}`);
    await page.goto(`/console/keys?q=${beginning}`);
    const row = (end: string) => page.getByRole('row').filter({ hasText: `${beginning}-${end}` });
    await page.getByLabel(`Actions for ${beginning}-a`).click();
    await row('a').getByRole('button', { name: 'Disable' }).click();
    await expect(row('a')).toContainText('Disabled');
    await expect(row('b')).toContainText('Enabled');
    await expect(notice(page)).toContainText(`${beginning}-a is disabled.`);
    await page.getByLabel(`Select ${beginning}-b`).check();
    await page.getByRole('group', { name: 'Selected keys' }).getByRole('button', { name: 'Disable' }).click();
    await expect(notice(page)).toContainText('1 key is disabled.');
    await expect(row('b')).toContainText('Disabled');
    await expect(page).toHaveURL((url) => url.searchParams.get('q') === beginning);
  });

  test('a deletion is planned, and cancelled', async ({ signedIn }) => {
    const page = await signedIn('kms_cmk_full');
    const { id, alias } = await makeKey(page);
    await page.goto(`/console/keys/${id}/schedule-deletion`);
    await page.getByRole('group', { name: 'Common choices' }).getByRole('link', { name: '90 days' }).click();
    await expect(page.getByLabel('Days', { exact: true })).toHaveValue('90');
    await expect(page.getByText('In 90 days. Not approved, it stays pending.')).toBeVisible();
    const submit = page.getByRole('button', { name: /^Schedule deletion/ });
    await page.getByLabel('Reason').fill('The archive was moved.');
    await page.getByLabel(/^Type the alias/).fill('another');
    await submit.click();
    await expect(page.getByRole('alert')).toContainText('This is not the alias of the key.');
    await expect(page.getByLabel('Days', { exact: true })).toHaveValue('90');
    await expect(page.getByLabel('Reason')).toHaveValue('The archive was moved.');
    await page.getByLabel(/^Type the alias/).fill(alias);
    await submit.click();
    await expect(notice(page)).toContainText('Deletion is planned for');
    await expect(plan(page)).toContainText('Awaiting approval');
    await plan(page).getByRole('button', { name: 'Cancel deletion' }).click();
    await expect(notice(page)).toContainText(`Deletion of ${alias} is cancelled.`);
    await expect(state(page)).toContainText('Disabled since');
  });

  test('a plan is approved by another person', async ({ signedIn }) => {
    const asker = await signedIn('kms_cmk_full');
    const key = await makeKey(asker);
    await planDeletion(asker, key);
    const page = await signedIn('te_admin');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /Approvals/ }).click();
    await page.getByRole('navigation', { name: 'Deletion plans' }).getByRole('link', { name: key.alias }).click();
    await expect(page.getByRole('heading', { name: `Destroy ${key.alias}` })).toBeVisible();
    await page.getByLabel('Reason').fill('Seen in the new archive.');
    await page.getByLabel(`To approve, type ${key.alias}`).fill(key.alias);
    await page.getByRole('button', { name: /^Approve destruction/ }).click();
    await expect(notice(page)).toContainText(`You approved the deletion of ${key.alias}.`);
    await asker.goto(`/console/keys/${key.id}`);
    await expect(plan(asker)).toContainText('Approved');
  });
});
