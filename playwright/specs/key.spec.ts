// One key: its page, how it is created, disabled and enabled, and what happened to it.

import type { Page } from '@playwright/test';
import { expect, expectAccessible, type Key, makeKey, newAlias, swapForm, test } from '../harness/index.ts';

const announcer = (page: Page) => page.locator('#announcer');
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const state = (page: Page) => page.getByRole('region', { name: 'State' });
const story = (page: Page) => state(page).getByRole('listitem').locator('b');

const open = async (page: Page, { id, alias }: Key) => {
  await page.goto(`/console/keys/${id}`);
  await expect(heading(page)).toHaveText(alias);
};

test('the page of a key tells its use, its state and what protects it', async ({ signedIn }) => {
  const page = await signedIn('kms_adm');
  await page.goto('/console/keys?q=payments-ledger');
  await page.getByRole('link', { name: 'payments-ledger', exact: true }).click();
  await expect(page).toHaveTitle('payments-ledger · Claviger');
  const use = page.getByRole('region', { name: 'Use', exact: true });
  await expect(use.getByRole('img', { name: /^Calls per day from .+: between \d+ and \d+\. None was refused\.$/ })).toBeVisible();
  await expect(use.getByRole('row', { name: /Decrypt data key/ })).toContainText('svc-ledger-api');
  await expect(use).toContainText(/last used by svc-ledger-api: .+/);
  await expect(state(page)).toContainText(/Enabled since \d+ \w+ \d{4}\. Programs can use this key\./);
  await expect(page.getByRole('region', { name: 'Protected by' })).toContainText('Root key, a key file on the server');
  await expect(page.getByRole('region', { name: 'Danger zone' })).toContainText(
    'The key stops working at once. After 7 to 1096 days, and only with another person’s approval, it is destroyed, and what it encrypted can never be read again.',
  );
  await expectAccessible(page);
});

test('the page of a key reads the same as it did', { tag: '@desktop' }, async ({ signedIn, server }) => {
  const [manager] = await server.tenant('kms_cmk_full');
  const page = await signedIn(manager!);
  await open(page, await makeKey(page, 'invoices', 'Archived invoices'));
  await expect(page.getByRole('main')).toMatchAriaSnapshot({ name: 'key.aria.yml' });
});

test('the state story is told newest first', async ({ signedIn }) => {
  const page = await signedIn('kms_cmk_full');
  const key = await makeKey(page);
  await swapForm(page, `/console/keys/${key.id}/disable`);
  await swapForm(page, `/console/keys/${key.id}/enable`);
  await open(page, key);
  await expect(story(page)).toHaveText(['Enabled', 'Disabled', 'Created, enabled']);
  await expect(state(page).getByRole('listitem').first()).toContainText('Amélie Laurent');
  await expect(state(page).getByRole('img', { name: /^enabled from .+disabled from .+enabled from/i })).toBeVisible();
});

test('the audit trail of a key has each act on it, refused ones with the reason', async ({ signedIn }) => {
  const page = await signedIn('kms_cmk_full');
  const viewer = await signedIn('kms_readonly');
  const key = await makeKey(page);
  await swapForm(page, `/console/keys/${key.id}/disable`);
  expect((await swapForm(viewer, `/console/keys/${key.id}/enable`)).status()).toBe(403);
  await open(page, key);
  await page.getByRole('navigation', { name: 'Key' }).getByRole('link', { name: 'Audit trail' }).click();
  await expect(page).toHaveTitle(`Audit trail · ${key.alias} · Claviger`);
  const events = page.getByRole('table', { name: `Audit events of ${key.alias}, newest first` }).getByRole('row');
  const event = (act: string) => events.filter({ hasText: act });
  await expect(event('Create key')).toContainText('Allowed');
  await expect(event('Disable key')).toContainText('Amélie Laurent');
  await expect(event('Enable key')).toContainText('Refused');
  await expect(event('Enable key')).toContainText('Sofia Varga');
  await event('Enable key').getByText('Why refused').filter({ visible: true }).click();
  await expect(event('Enable key').getByText('Code KMS.0306.').filter({ visible: true })).toContainText('The role did not allow it for this key.');
  await expectAccessible(page);
});

test('a key is created, and its page follows', async ({ signedIn }) => {
  const page = await signedIn('kms_cmk_full');
  const alias = newAlias('made');
  await page.goto('/console/keys');
  await page.getByRole('link', { name: 'Create key' }).click();
  await expect(heading(page)).toHaveText('Create key');
  await expectAccessible(page);
  await page.getByLabel('Alias').fill(alias);
  await page.getByLabel('Description').fill('Tapes & <b>disks</b>');
  await page.getByRole('button', { name: 'Create key' }).click();
  await expect(heading(page)).toHaveText(alias);
  await expect(heading(page)).toBeFocused();
  await expect(page).toHaveURL(/\/console\/keys\/[0-9a-f-]{36}$/);
  await expect(page).toHaveTitle(`${alias} · Claviger`);
  await expect(announcer(page)).toHaveText(`${alias} is created.`);
  await expect(page.locator('#notice')).toContainText(`${alias} is created. Programs can use it now.`);
  await expect(page.getByText('Tapes & <b>disks</b>')).toBeVisible();
  await expectAccessible(page);
  await page.reload();
  await expect(heading(page)).toHaveText(alias);
  await expect(page.locator('#notice')).toBeEmpty();
});

test('a key is called and described anew', { tag: '@no-js' }, async ({ signedIn }) => {
  const page = await signedIn('kms_cmk_full');
  const [key, taken] = [await makeKey(page, newAlias('before'), 'Tapes'), await makeKey(page)];
  await page.goto(`/console/keys/${key.id}`);
  await page.getByRole('link', { name: 'Change alias and description' }).click();
  await expect(heading(page)).toHaveText('Change alias and description');
  await expect(page.getByLabel('Alias')).toHaveValue(key.alias);
  await expect(page.getByLabel('Description')).toHaveValue('Tapes');
  await page.getByLabel('Alias').fill(taken.alias);
  await page.getByLabel('Description').fill('Disks & <b>tapes</b>');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toContainText('The key was not changed: 1 problem');
  await expect(page.getByLabel('Description')).toHaveValue('Disks & <b>tapes</b>');
  const alias = newAlias('after');
  await page.getByLabel('Alias').fill(alias);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(heading(page)).toHaveText(alias);
  await expect(page.locator('#notice')).toContainText(`${alias} is changed.`);
  await expect(page.getByText('Disks & <b>tapes</b>')).toBeVisible();
  await page.goto(`/console/keys?q=${alias}`);
  await expect(page.getByRole('link', { name: alias, exact: true })).toBeVisible();
  await page.goto(`/console/keys?q=${key.alias}`);
  await expect(page.getByRole('heading', { name: `No key matches “${key.alias}”` })).toBeVisible();
});

test('a form with mistakes comes back with a summary that leads to them, and what was typed', async ({ signedIn }) => {
  const page = await signedIn('kms_cmk_full');
  await page.goto('/console/keys/new');
  await page.getByLabel('Alias').fill('invoices of 2026');
  await page.getByLabel('Description').fill('Archived invoices');
  await page.getByRole('button', { name: 'Create key' }).click();
  const summary = page.getByRole('alert');
  await expect(summary).toBeFocused();
  await expect(summary).toContainText('The key was not created: 1 problem');
  await expect(page).toHaveTitle('Problem: Create key · Claviger');
  await expect(page).toHaveURL(/\/console\/keys\/new$/);
  await expect(page.getByLabel('Alias')).toHaveValue('invoices of 2026');
  await expect(page.getByLabel('Description')).toHaveValue('Archived invoices');
  await expect(page.getByLabel('Alias')).toHaveAccessibleDescription(/Use 1 to 255 letters, digits and : \/ _ -/);
  await expectAccessible(page);
  await summary.getByRole('link', { name: 'This alias cannot be used.' }).click();
  await expect(page.getByLabel('Alias')).toBeFocused();
  const alias = newAlias();
  await page.getByLabel('Alias').fill(alias);
  await page.getByRole('button', { name: 'Create key' }).click();
  await expect(heading(page)).toHaveText(alias);
});

for (const [what, typed, said] of [
  ['missing', '', 'This alias cannot be used.'],
  ['reserved for services', 'ims/default', 'Names ending in /default belong to cloud services.'],
] as const) {
  test(`an alias that is ${what} is refused`, async ({ signedIn }) => {
    const page = await signedIn('kms_cmk_full');
    await page.goto('/console/keys/new');
    await page.getByLabel('Alias').fill(typed);
    await page.getByRole('button', { name: 'Create key' }).click();
    await expect(page.getByRole('alert').getByRole('link')).toHaveText(said);
    await expect(page.getByLabel('Alias')).toHaveValue(typed);
  });
}

test('an alias that is taken is refused', async ({ signedIn }) => {
  const page = await signedIn('kms_cmk_full');
  const { alias } = await makeKey(page);
  await page.goto('/console/keys/new');
  await page.getByLabel('Alias').fill(alias);
  await page.getByRole('button', { name: 'Create key' }).click();
  await expect(page.getByRole('alert').getByRole('link')).toHaveText('A key of this project has this alias already.');
  await expect(page.getByLabel('Alias')).toHaveValue(alias);
  await page.goto(`/console/keys?q=${alias}`);
  await expect(page.getByRole('rowheader')).toHaveCount(1);
});

test('a key is disabled with its consequence in view, and enabled again', async ({ signedIn }) => {
  const page = await signedIn('kms_cmk_full');
  const key = await makeKey(page);
  await open(page, key);
  await page.getByText('Disable…', { exact: true }).click();
  await expect(page.getByText('Calls fail from the moment you disable it.')).toBeVisible();
  await expect(page.getByText('No use of it is known. You can enable it again at any time; nothing is lost.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: `Disable ${key.alias}` }).click();
  await expect(state(page)).toContainText('Every call with it is refused; nothing is lost.');
  await expect(heading(page)).toBeFocused();
  await expect(announcer(page)).toHaveText(`${key.alias} is disabled.`);
  await expect(page.getByRole('button', { name: 'Enable again' })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/console/keys/${key.id}$`));
  await expectAccessible(page);
  await page.getByRole('button', { name: `Enable ${key.alias}` }).click();
  await expect(state(page)).toContainText('Programs can use this key.');
  await expect(heading(page)).toBeFocused();
  await expect(announcer(page)).toHaveText(`${key.alias} is enabled.`);
  await expect(story(page)).toHaveText(['Enabled', 'Disabled', 'Created, enabled']);
});

test('who only sees a key finds no control on its page, and is refused when they ask all the same', async ({ signedIn }) => {
  const key = await makeKey(await signedIn('kms_cmk_full'));
  for (const role of ['kms_readonly', 'kms_auditor', 'kms_crypto'] as const) {
    const page = await signedIn(role);
    await open(page, key);
    const main = page.getByRole('main');
    await expect(main.getByRole('button').filter({ visible: true }), role).toHaveText(['']);
    await expect(main.getByRole('button', { name: 'Copy key ID' }), role).toBeVisible();
    await expect(main.getByText('Disable…'), role).toHaveCount(0);
    await expect(page.getByRole('region', { name: 'Danger zone' }), role).toHaveCount(0);
    await expect(page.getByRole('link', { name: 'Audit trail' }), role).toHaveCount(role === 'kms_auditor' ? 1 : 0);
    for (const act of ['disable', 'enable', 'schedule-deletion', 'cancel-deletion']) {
      const typed = { days: '30', reason: 'None', alias: key.alias };
      const answer = await swapForm(page, `/console/keys/${key.id}/${act}`, act === 'schedule-deletion' ? typed : {});
      expect(answer.status(), `${role} asks to ${act}`).toBe(403);
    }
    expect((await swapForm(page, '/console/keys', { alias: newAlias() })).status(), `${role} asks to create`).toBe(403);
    await page.reload();
    await expect(story(page), role).toHaveText(['Created, enabled']);
  }
});

test('the page for creating a key tells who may not, and who may', async ({ signedIn }) => {
  const page = await signedIn('kms_readonly');
  await page.goto('/console/keys/new');
  await expect(heading(page)).toHaveText('You may not create keys');
  await expect(page.getByText(/^Your role in acme is Viewer\. This needs the role .*Key Manager/)).toBeVisible();
  await expectAccessible(page);
});

test('another tenant’s key looks like no key at all', async ({ signedIn, server }) => {
  const key = await makeKey(await signedIn('kms_cmk_full'));
  const page = await signedIn(server.person('te_admin', 'globex'));
  await page.goto(`/console/keys/${key.id}`);
  await expect(heading(page)).toHaveText('There is no such page or key here');
  await expectAccessible(page);
  expect((await swapForm(page, `/console/keys/${key.id}/disable`)).status()).toBe(404);
});
