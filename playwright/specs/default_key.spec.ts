// A default key: nobody changes it, its page says why, and whoever tries is recorded.

import type { Page } from '@playwright/test';
import { expect, expectAccessible, swapForm, test } from '../harness/index.ts';

const main = (page: Page) => page.getByRole('main');
const refused = 'This is a default key, and nobody can change it. Nothing was changed.';

/** Opens the page of the key that Object Storage made, and answers its id. */
async function open(page: Page): Promise<string> {
  await page.goto('/console/keys?by=services');
  await page.getByRole('link', { name: 'obs/default', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('obs/default');
  return String(new URL(page.url()).pathname.split('/').at(-1));
}

test('the page of a default key has no control that changes it, and says why', async ({ signedIn }) => {
  for (const role of ['te_admin', 'kms_adm', 'kms_cmk_full'] as const) {
    const page = await signedIn(role);
    const id = await open(page);
    await expect(main(page).getByRole('button'), role).toHaveCount(1);
    await expect(main(page).getByRole('button', { name: 'Copy key ID' }), role).toBeVisible();
    await expect(main(page).locator('form, input, select, textarea'), role).toHaveCount(0);
    await expect(main(page).locator(`a[href^="/console/keys/${id}/"]`), role).toHaveText(['Audit trail']);
    await expect(page.getByRole('heading', { name: 'Object Storage made this key for you and manages it' }), role).toBeVisible();
    await expect(page.getByText('That is why this page has no buttons that change the key.'), role).toBeVisible();
    const rights = page.getByRole('table', { name: 'A default key compared with a key of your own' });
    await expect(rights.getByRole('row', { name: /^Disable, enable, delete/ }).getByRole('cell').first(), role).toHaveText('Nobody');
  }
});

test('the page of a default key is for everybody', async ({ signedIn }) => {
  const page = await signedIn('te_admin');
  await open(page);
  await expectAccessible(page);
});

test('the page of a default key reads the same as it did', { tag: '@desktop' }, async ({ signedIn }) => {
  const page = await signedIn('te_admin');
  await open(page);
  await expect(main(page)).toMatchAriaSnapshot({ name: 'default-key.aria.yml' });
});

test('forms that no page has are refused for a default key, change nothing, and are in its trail', async ({ signedIn }) => {
  const page = await signedIn('te_admin');
  const id = await open(page);
  const before = await main(page).getByRole('definition').allTextContents();
  await page.goto(`/console/keys/${id}/audit?outcome=refused&q=Ingrid`);
  await expect(page.getByRole('search', { name: 'Filter events' })).toBeVisible();
  await expect(page.getByRole('row')).toHaveCount(0);
  const plan = { days: '30', reason: 'Not needed.', alias: 'obs/default' };
  for (const [act, fields] of [
    ['disable', {}],
    ['enable', {}],
    ['cancel-deletion', {}],
    ['schedule-deletion', plan],
  ] as const) {
    const answer = await swapForm(page, `/console/keys/${id}/${act}`, fields);
    expect(answer.status(), act).toBe(422);
    expect(await answer.text(), act).toContain(refused.split('. ')[0]);
  }
  await open(page);
  await expect(main(page).getByText('Enabled', { exact: true })).toBeVisible();
  expect(await main(page).getByRole('definition').allTextContents()).toEqual(before);
  await page.goto(`/console/keys/${id}/audit?outcome=refused&q=Ingrid`);
  const events = page.getByRole('row').filter({ hasText: 'Ingrid Solberg' });
  await expect(events).toHaveCount(4);
  for (const act of ['Disable key', 'Enable key', 'Cancel deletion', 'Schedule deletion']) {
    const event = events.filter({ hasText: act });
    await expect(event, act).toHaveCount(1);
    await expect(event.getByText('Refused', { exact: true }), act).toBeVisible();
    await event.getByText('Why refused').filter({ visible: true }).click();
    await expect(event.getByText('Code KMS.0211.').filter({ visible: true }), act).toContainText('A default key cannot be changed by anybody.');
  }
  await expectAccessible(page);
});

test('a default key that a forged form ticks is left as it is', async ({ signedIn }) => {
  const page = await signedIn('kms_adm');
  const id = await open(page);
  const answer = await swapForm(page, '/console/keys/disable', { key_id: id });
  expect(await answer.text()).toContain('No key was disabled.');
  await page.reload();
  await expect(main(page).getByText('Enabled', { exact: true })).toBeVisible();
  await page.goto(`/console/keys/${id}/audit?outcome=refused&q=Marc`);
  await expect(page.getByRole('row').filter({ hasText: 'Marc Duval' })).toContainText('Disable key');
});

test('the form for planning a default key’s deletion is not there', async ({ signedIn }) => {
  const page = await signedIn('te_admin');
  const id = await open(page);
  await page.goto(`/console/keys/${id}/schedule-deletion`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This is a default key, and nobody can change it.');
  await expect(page.getByRole('textbox')).toHaveCount(0);
  await expectAccessible(page);
});

test('another tenant’s forms do not reach a default key', async ({ signedIn, server }) => {
  const id = await open(await signedIn('te_admin'));
  const page = await signedIn(server.person('te_admin', 'globex'));
  for (const act of ['disable', 'enable', 'cancel-deletion']) {
    expect((await swapForm(page, `/console/keys/${id}/${act}`)).status(), act).toBe(404);
  }
});

test('a form without the session’s token is not looked at, and is recorded', async ({ signedIn }) => {
  const page = await signedIn('te_admin');
  const id = await open(page);
  const origin = new URL(page.url()).origin;
  const answer = await page.request.post(`/console/keys/${id}/disable`, { form: { csrf: '0'.repeat(128) }, headers: { origin } });
  expect(answer.status()).toBe(403);
  await page.goto('/console/audit?act=ForgedRequest');
  await expect(page.getByRole('row').filter({ hasText: 'Forged request' }).first()).toContainText('Refused');
  await expectAccessible(page);
});
