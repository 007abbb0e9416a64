// The list of keys: what it shows, how it is searched, sorted and paged, and what is done from its rows.

import type { Page } from '@playwright/test';
import { expect, expectAccessible, makeKey, newAlias, planDeletion, swapForm, test } from '../harness/index.ts';

const row = (page: Page, alias: string) => page.getByRole('row').filter({ has: page.getByRole('link', { name: alias, exact: true }) });
const aliases = (page: Page) => page.getByRole('rowheader').getByRole('link');
const announcer = (page: Page) => page.locator('#announcer');

test('the list shows each key with its state, origin and last use', async ({ signedIn, server }) => {
  const [manager] = await server.tenant('kms_cmk_full');
  const page = await signedIn(manager!);
  await makeKey(page, 'invoices', 'Archived invoices');
  const payroll = await makeKey(page, 'payroll');
  await swapForm(page, `/console/keys/${payroll.id}/disable`);
  await planDeletion(page, await makeKey(page, 'routes'));
  await page.goto('/console/keys');
  await expect(page).toHaveTitle('Keys · Claviger');
  await expect(aliases(page)).toHaveText(['invoices', 'payroll', 'routes']);
  await expect(page.getByText('3 of 100 in quota')).toBeVisible();
  await expectAccessible(page);
});

test('the list reads the same as it did', { tag: '@desktop' }, async ({ signedIn, server }) => {
  const [manager] = await server.tenant('kms_cmk_full');
  const page = await signedIn(manager!);
  await makeKey(page, 'invoices', 'Archived invoices');
  const payroll = await makeKey(page, 'payroll');
  await swapForm(page, `/console/keys/${payroll.id}/disable`);
  await planDeletion(page, await makeKey(page, 'routes'));
  await page.goto('/console/keys');
  await expect(page.getByRole('main')).toMatchAriaSnapshot({ name: 'keys.aria.yml' });
});

test('a project without a key offers the first one to who may create it', async ({ signedIn, server }) => {
  const [manager, viewer] = await server.tenant('kms_cmk_full', 'kms_readonly');
  const page = await signedIn(manager!);
  await expect(page.getByRole('heading', { name: 'No key yet' })).toBeVisible();
  await expect(page.getByRole('search', { name: 'Filter keys' })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Create your first key' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Create key');

  const other = await signedIn(viewer!);
  await expect(other.getByRole('heading', { name: 'No key yet' })).toBeVisible();
  await expect(other.getByRole('link', { name: /Create/ })).toHaveCount(0);
  await expect(other.getByText('A Key Manager or an administrator of your domain can create keys.')).toBeVisible();
});

test('a key is found by the beginning of its alias, its whole id and words of its description', async ({ signedIn }) => {
  const page = await signedIn('kms_cmk_full');
  const word = newAlias('word').replaceAll('-', '');
  const found = await makeKey(page, newAlias('harbour'), `Cranes of the ${word} quay`);
  await makeKey(page, newAlias('harbour'));
  await page.goto('/console/keys');
  const field = page.getByRole('search', { name: 'Filter keys' }).getByLabel('Filter');
  for (const text of [found.alias.slice(0, -1), found.id, word]) {
    await field.fill('');
    await field.pressSequentially(text);
    await expect(aliases(page), text).toHaveText([found.alias]);
    await expect(announcer(page)).toHaveText(/^1 of \d+ keys$/);
    await expect(page).toHaveURL((url) => url.searchParams.get('q') === text);
    await expect(field).toBeFocused();
  }
  // The end of an alias is not its beginning.
  await field.fill(found.alias.slice(1));
  await expect(aliases(page)).toHaveCount(0);
});

test('a slash goes to the search', { tag: '@desktop' }, async ({ signedIn }) => {
  const page = await signedIn('kms_readonly');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Find a key' })).toBeFocused();
  await page.keyboard.type('hr-payroll');
  await page.keyboard.press('Enter');
  await expect(aliases(page)).toHaveText(['hr-payroll']);
});

test('filters leave the keys of one state, origin or maker, and each view is an address', async ({ signedIn }) => {
  const page = await signedIn('kms_adm');
  const mine = await makeKey(page);
  await page.goto('/console/keys');
  await page.getByLabel('State').selectOption('Pending import');
  await expect(aliases(page)).toHaveText(['partner-edi', 'vendor-escrow']);
  await page.getByLabel('State').selectOption('Any state');
  await page.getByLabel('Origin').selectOption('External');
  await expect(aliases(page)).toHaveText(['partner-edi', 'vendor-escrow']);
  await page.getByLabel('Origin').selectOption('Any origin');
  await page.getByLabel('Created by').selectOption('Cloud services');
  await expect(aliases(page)).toHaveText(['evs/default', 'obs/default']);
  await expect(row(page, 'obs/default')).toContainText('Made and managed by Object Storage');
  await page.getByLabel('Created by').selectOption('Me');
  await expect(row(page, mine.alias)).toBeVisible();
  await expect(row(page, 'obs/default')).toHaveCount(0);
  await page.reload();
  await expect(page.getByLabel('Created by')).toHaveValue('me');
  await expect(row(page, mine.alias)).toBeVisible();
  await expectAccessible(page);
});

test('nothing found says where was looked, and clears the filters', async ({ signedIn }) => {
  const page = await signedIn('kms_readonly');
  await page.goto('/console/keys');
  await page.getByRole('search', { name: 'Filter keys' }).getByLabel('Filter').fill('<b>nobody</b>');
  await expect(page.getByRole('heading', { name: 'No key matches “<b>nobody</b>”' })).toBeVisible();
  await expect(page.getByText('The search looks at the beginning of the alias')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL(/\/console\/keys$/);
  await expect(aliases(page)).toHaveCount(20);
});

test('the list is sorted by a column and turned round', { tag: '@desktop' }, async ({ signedIn }) => {
  const page = await signedIn('kms_readonly');
  await page.goto('/console/keys');
  const heading = (name: string) => page.getByRole('columnheader', { name });
  const sorted = (name: string, order: string) => expect(heading(name)).toHaveAttribute('aria-sort', order);
  await sorted('Key', 'ascending');
  await heading('Key').getByRole('link').click();
  await sorted('Key', 'descending');
  const backwards = await aliases(page).allTextContents();
  expect(backwards).toEqual([...backwards].sort().reverse());
  for (const name of ['State', 'Origin', 'Created', 'Last used']) {
    await heading(name).getByRole('link').click();
    await sorted(name, 'ascending');
    await expect(page.locator('[aria-sort]')).toHaveCount(1);
    await expect(heading(name).getByRole('link')).toBeFocused();
  }
  await heading('Last used').getByRole('link').click();
  await sorted('Last used', 'descending');
  await expect(aliases(page).first()).toHaveText('payments-ledger');
  await page.goBack();
  await sorted('Last used', 'ascending');
});

test('pages follow one another without a gap, and the heading has the focus', async ({ signedIn }) => {
  const page = await signedIn('kms_readonly');
  await page.goto('/console/keys');
  const pager = page.getByRole('navigation', { name: 'Pages of keys' });
  const first = await aliases(page).allTextContents();
  expect(first).toHaveLength(20);
  await expect(pager).toContainText(/1–20 of \d+/);
  await pager.getByRole('link', { name: 'Next' }).click();
  await expect(pager).toContainText(/21–\d+ of \d+/);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page).toHaveURL(/after=/);
  const second = await aliases(page).allTextContents();
  expect(second.filter((alias) => first.includes(alias))).toEqual([]);
  expect([...first, ...second]).toEqual([...first, ...second].sort());
  await pager.getByRole('link', { name: 'First page' }).click();
  await expect(aliases(page)).toHaveText(first);
});

test('the last use is told from now, with the exact moment behind it', async ({ signedIn }) => {
  const page = await signedIn('kms_cmk_full');
  const unused = await makeKey(page);
  await page.goto('/console/keys?q=payments-ledger');
  const used = row(page, 'payments-ledger');
  await expect(used).toContainText(/\d+ (min|h) ago/);
  await expect(used.locator('time')).toHaveAttribute('title', /^\d{1,2} \w{3} \d{4}, \d\d:\d\d:\d\d UTC$/);
  await page.goto(`/console/keys?q=${unused.alias}`);
  await expect(row(page, unused.alias)).toContainText('Never');
});

test('a row is disabled and enabled again: it alone is swapped, its menu has the focus, and it is announced', async ({ signedIn }) => {
  const page = await signedIn('kms_cmk_full');
  const beginning = newAlias('pair');
  const { alias } = await makeKey(page, `${beginning}-a`);
  const other = await makeKey(page, `${beginning}-b`);
  await page.goto(`/console/keys?q=${beginning}`);
  for (const kept of [row(page, other.alias), page.getByRole('heading', { level: 1 })]) {
    await kept.evaluate((element) => element.toggleAttribute('data-kept', true));
  }
  const menu = page.getByLabel(`Actions for ${alias}`);
  for (const [act, state, back] of [
    ['Disable', 'Disabled', 'Enable again'],
    ['Enable', 'Enabled', 'Disable again'],
  ] as const) {
    await menu.click();
    await row(page, alias).getByRole('button', { name: act }).click();
    await expect(row(page, alias)).toContainText(state);
    await expect(menu).toBeFocused();
    await expect(announcer(page)).toHaveText(`${alias} is ${state.toLowerCase()}.`);
    await expect(page.locator('#notice')).toContainText(`${alias} is ${state.toLowerCase()}.`);
    await expect(page.getByRole('button', { name: back })).toBeVisible();
    await expect(page.locator('[data-kept]')).toHaveCount(2);
  }
  await page.getByRole('button', { name: 'Disable again' }).click();
  await expect(page).toHaveURL((url) => url.pathname === '/console/keys' && url.searchParams.get('q') === beginning);
  await expect(row(page, alias)).toContainText('Disabled');
  await expect(row(page, other.alias)).toContainText('Enabled');
  await page.getByRole('button', { name: 'Enable again' }).click();
  await expect(row(page, alias)).toContainText('Enabled');
  await expectAccessible(page);
});

test('a row that somebody else changed meanwhile says so, and is shown as it is', async ({ signedIn }) => {
  const page = await signedIn('kms_cmk_full');
  const { id, alias } = await makeKey(page);
  await page.goto(`/console/keys?q=${alias}`);
  await swapForm(page, `/console/keys/${id}/disable`);
  await page.getByLabel(`Actions for ${alias}`).click();
  await row(page, alias).getByRole('button', { name: 'Disable' }).click();
  await expect(page.locator('#notice')).toContainText('This key cannot be disabled, because it is disabled already.');
  await expect(page.locator('#notice')).toContainText('KMS.1301');
  await expect(row(page, alias)).toContainText('Disabled');
});

test('a menu closes with Escape and gives the focus back', async ({ signedIn }) => {
  const page = await signedIn('kms_cmk_full');
  const { alias } = await makeKey(page);
  await page.goto(`/console/keys?q=${alias}`);
  const menu = page.getByLabel(`Actions for ${alias}`);
  const item = page.getByRole('link', { name: 'Schedule deletion…' });
  await menu.click();
  await expect(item).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await expect(item).toBeHidden();
  await expect(menu).toBeFocused();
});

test('a deletion is cancelled from the row', async ({ signedIn }) => {
  const page = await signedIn('kms_cmk_full');
  const key = await makeKey(page);
  await planDeletion(page, key);
  await page.goto(`/console/keys?q=${key.alias}`);
  await expect(row(page, key.alias)).toContainText(/Due \d+ \w+ \d{4}, awaiting approval/);
  await page.getByLabel(`Actions for ${key.alias}`).click();
  await row(page, key.alias).getByRole('button', { name: 'Cancel deletion' }).click();
  await expect(row(page, key.alias)).toContainText('Disabled');
  await expect(page.getByLabel(`Actions for ${key.alias}`)).toBeFocused();
  await expect(announcer(page)).toHaveText(`Deletion of ${key.alias} is cancelled.`);
});

test('ticked rows are changed at once, with one notice that names what was left out', async ({ signedIn }) => {
  const page = await signedIn('kms_cmk_full');
  const beginning = newAlias('bulk');
  for (const end of ['a', 'b']) await makeKey(page, `${beginning}-${end}`);
  const planned = await makeKey(page, `${beginning}-c`);
  await planDeletion(page, planned);
  await page.goto(`/console/keys?q=${beginning}`);
  const bulk = page.getByRole('group', { name: 'Selected keys' });
  const tick = async () => {
    for (const end of ['a', 'b', 'c']) await page.getByLabel(`Select ${beginning}-${end}`).check();
  };
  await expect(bulk).toBeHidden();
  await tick();
  await expect(bulk).toContainText('3 selected');
  await expectAccessible(page);
  await bulk.getByRole('button', { name: 'Clear' }).click();
  await expect(bulk).toBeHidden();
  for (const [act, done] of [
    ['Disable', 'disabled'],
    ['Enable', 'enabled'],
  ] as const) {
    await tick();
    await bulk.getByRole('button', { name: act }).click();
    const notice = page.locator('#notice > *');
    await expect(notice).toContainText(`2 keys are ${done}. 1 was not, because its state does not allow it: ${planned.alias}.`);
    await expect(notice).toHaveCount(1);
    await expect(notice).toBeFocused();
    await expect(announcer(page)).toHaveText(`2 keys are ${done}.`);
    for (const end of ['a', 'b']) await expect(row(page, `${beginning}-${end}`)).toContainText(done, { ignoreCase: true });
    await expect(row(page, planned.alias)).toContainText('Pending deletion');
    await expect(bulk).toBeHidden();
    await expect(page).toHaveURL((url) => url.searchParams.get('q') === beginning);
  }
});

test('who only sees keys has neither boxes nor menus', async ({ signedIn }) => {
  for (const role of ['kms_readonly', 'kms_auditor', 'kms_crypto'] as const) {
    const page = await signedIn(role);
    await page.goto('/console/keys');
    await expect(aliases(page), role).toHaveCount(20);
    await expect(page.getByRole('checkbox'), role).toHaveCount(0);
    await expect(page.getByLabel(/^Actions for/), role).toHaveCount(0);
    await expect(page.getByRole('link', { name: 'Create key' }), role).toHaveCount(0);
  }
});

test('a default key has neither box nor menu', async ({ signedIn }) => {
  const page = await signedIn('te_admin');
  await page.goto('/console/keys?by=services');
  await expect(aliases(page)).toHaveText(['evs/default', 'obs/default']);
  await expect(page.getByRole('checkbox')).toHaveCount(0);
  await expect(page.getByLabel(/^Actions for/)).toHaveCount(0);
});
