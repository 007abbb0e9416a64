// How a key comes to its end: the plan, what it would break, who else must agree, and the way back.

import type { Page } from '@playwright/test';
import { expect, expectAccessible, type Key, makeKey, planDeletion, swapForm, test } from '../harness/index.ts';

const announcer = (page: Page) => page.locator('#announcer');
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const state = (page: Page) => page.getByRole('region', { name: 'State' });
const days = (page: Page) => page.getByLabel('Days', { exact: true });
const submit = (page: Page) => page.getByRole('button', { name: /^Schedule deletion/ });
const plan = (page: Page) => page.getByRole('region', { name: 'Deletion plan' });

/** The date so many days from now, as the console writes it. */
function date(away: number, month: 'short' | 'long' = 'short'): string {
  const at = new Date(Date.now() + away * 24 * 60 * 60 * 1000);
  // English here writes September short as Sep, which en-US does too.
  const part = (options: Intl.DateTimeFormatOptions) => at.toLocaleDateString('en-US', { timeZone: 'UTC', ...options });
  return `${part({ day: 'numeric' })} ${part({ month })} ${part({ year: 'numeric' })}`;
}

type Typed = { days: string; reason: string; alias: string };

async function openForm(page: Page, { id, alias }: Key) {
  await page.goto(`/console/keys/${id}/schedule-deletion`);
  await expect(heading(page)).toHaveText(`Schedule deletion of ${alias}`);
}

async function fillForm(page: Page, typed: Typed) {
  await days(page).fill(typed.days);
  await page.getByLabel('Reason').fill(typed.reason);
  await page.getByLabel(/^Type the alias/).fill(typed.alias);
}

/** Chooses the plan about a key among those that wait. */
async function choosePlan(page: Page, { alias }: Key) {
  await page.goto('/console/approvals');
  await page.getByRole('navigation', { name: 'Deletion plans' }).getByRole('link', { name: alias }).click();
  await expect(page.getByRole('heading', { name: `Destroy ${alias}` })).toBeFocused();
}

const article = (page: Page, { alias }: Key) => page.getByRole('article', { name: `Destroy ${alias}` });

test('the exact date is shown as days are typed, and the button says it', async ({ signedIn }) => {
  const page = await signedIn('kms_cmk_full');
  await openForm(page, await makeKey(page));
  await expect(days(page)).toHaveValue('30');
  await expect(submit(page)).toHaveText(`Schedule deletion for ${date(30)}`);
  for (const wait of [7, 90, 1096]) {
    await days(page).fill('');
    await days(page).pressSequentially(String(wait));
    await expect(submit(page)).toHaveText(`Schedule deletion for ${date(wait)}`);
    await expect(page.getByRole('main').getByRole('time')).toHaveText(new RegExp(`^\\w+day ${date(wait, 'long')}, \\d\\d:\\d\\d UTC$`));
    const grouped = wait.toLocaleString('en').replace(',', '.?');
    await expect(page.getByText(new RegExp(`In ${grouped} days\\. Not approved, it stays pending\\.`))).toBeVisible();
    await expect(announcer(page)).toHaveText(new RegExp(`^It would be destroyed on \\w+day ${date(wait, 'long')}, `));
    await expect(days(page)).toBeFocused();
    await expect(page.getByLabel('Days, as a slider')).toHaveValue(String(wait));
  }
  await expectAccessible(page);
});

test('presets and the slider choose the wait', async ({ signedIn }) => {
  const page = await signedIn('kms_cmk_full');
  await openForm(page, await makeKey(page));
  const presets = page.getByRole('group', { name: 'Common choices' });
  for (const [text, wait] of [
    ['7 days', 7],
    ['90 days', 90],
    ['1 year', 365],
    ['3 years', 1096],
    ['30 days', 30],
  ] as const) {
    await presets.getByRole('link', { name: text, exact: true }).click();
    await expect(submit(page)).toHaveText(`Schedule deletion for ${date(wait)}`);
    await expect(days(page)).toHaveValue(String(wait));
    await expect(presets.locator('[aria-current=true]')).toHaveText(text);
  }
  await page.getByLabel('Days, as a slider').fill('100');
  await expect(days(page)).toHaveValue('100');
  await expect(submit(page)).toHaveText(`Schedule deletion for ${date(100)}`);
});

test('what would break is told before anything else, and what cannot be seen from here', async ({ signedIn }) => {
  const page = await signedIn('kms_cmk_full');
  await page.goto('/console/keys?q=payments-ledger');
  await page.getByLabel('Actions for payments-ledger').click();
  await page.getByRole('link', { name: 'Schedule deletion…' }).click();
  const impact = page.getByRole('region', { name: 'What would break' });
  await expect(impact).toContainText('In use');
  await expect(impact).toContainText('svc-ledger-api');
  await expect(impact.getByText('What cannot be seen from here')).toBeVisible();
  await expect(page.getByText(/By .*Ingrid Solberg.*; not by you, who ask\./)).toBeVisible();
  await expectAccessible(page);
});

test('the form reads the same as it did', { tag: '@desktop' }, async ({ signedIn, server }) => {
  const [manager] = await server.tenant('kms_cmk_full', 'kms_adm');
  const page = await signedIn(manager!);
  await openForm(page, await makeKey(page, 'invoices'));
  await expect(page.getByRole('main')).toMatchAriaSnapshot({ name: 'schedule-deletion.aria.yml' });
});

test('a plan that nobody could approve warns before the form', async ({ signedIn, server }) => {
  const [manager] = await server.tenant('kms_cmk_full');
  const page = await signedIn(manager!);
  await openForm(page, await makeKey(page));
  await expect(page.getByText(`Nobody in ${manager!.domain} can approve this plan now.`)).toBeVisible();
  await expectAccessible(page);
});

test('a deletion is planned, and the key stops working at once', async ({ signedIn }) => {
  const page = await signedIn('kms_cmk_full');
  const key = await makeKey(page);
  await openForm(page, key);
  await fillForm(page, { days: '45', reason: 'The archive <b>moved</b>.', alias: key.alias });
  await submit(page).click();
  await expect(heading(page)).toHaveText(key.alias);
  await expect(heading(page)).toBeFocused();
  await expect(page).toHaveURL(new RegExp(`/console/keys/${key.id}$`));
  await expect(announcer(page)).toHaveText(/^Deletion is planned for \d/);
  await expect(plan(page)).toContainText(date(45, 'long'));
  await expect(plan(page)).toContainText('Amélie Laurent');
  await expect(plan(page)).toContainText('The archive <b>moved</b>.');
  await expect(plan(page)).toContainText('Awaiting approval');
  await expect(state(page)).toContainText('It opens nothing.');
  // The plan's cancellation is the only control that is left.
  await expect(page.getByText('Disable…')).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Danger zone' })).toHaveCount(0);
  await expectAccessible(page);
});

for (const [wrong, typed, field, said] of [
  ['a wait of 6 days', { days: '6' }, 'Days', 'This wait cannot be chosen.'],
  ['a wait of 1097 days', { days: '1097' }, 'Days', 'This wait cannot be chosen.'],
  ['a missing reason', { reason: '' }, 'Reason', 'A reason is needed.'],
  ['another key’s alias', { alias: 'payments-ledger' }, 'Type the alias', 'This is not the alias of the key.'],
] as const) {
  test(`${wrong} is refused, and the form is kept`, async ({ signedIn }) => {
    const page = await signedIn('kms_cmk_full');
    const key = await makeKey(page);
    await openForm(page, key);
    const all: Typed = { ...{ days: '45', reason: 'The archive was moved.', alias: key.alias }, ...typed };
    await fillForm(page, all);
    await submit(page).click();
    const summary = page.getByRole('alert');
    await expect(summary).toBeFocused();
    await expect(summary).toContainText('The deletion was not scheduled: 1 problem');
    await expect(page).toHaveTitle(`Problem: Schedule deletion · ${key.alias} · Claviger`);
    await expect(days(page)).toHaveValue(all.days);
    await expect(page.getByLabel('Reason')).toHaveValue(all.reason);
    await expect(page.getByLabel(/^Type the alias/)).toHaveValue(all.alias);
    await expectAccessible(page);
    await summary.getByRole('link', { name: said }).click();
    await expect(field === 'Days' ? days(page) : page.getByLabel(new RegExp(`^${field}`))).toBeFocused();
    await page.goto(`/console/keys/${key.id}`);
    await expect(state(page)).toContainText('Programs can use this key.');
    await expect(plan(page)).toHaveCount(0);
  });
}

test('days that cannot be waited are told while they are typed', async ({ signedIn }) => {
  const page = await signedIn('kms_cmk_full');
  await openForm(page, await makeKey(page));
  for (const wait of ['6', '1097', '']) {
    await days(page).fill('30');
    await expect(submit(page)).toHaveText(`Schedule deletion for ${date(30)}`);
    await days(page).fill(wait);
    await expect(page.getByRole('main').getByText('Enter a whole number from 7 to 1096')).toBeVisible();
    await expect(submit(page)).toHaveText('Schedule deletion');
  }
});

test('a deletion is cancelled: the key is disabled, and can be enabled', async ({ signedIn }) => {
  const page = await signedIn('kms_cmk_full');
  const key = await makeKey(page);
  await planDeletion(page, key);
  await page.goto(`/console/keys/${key.id}`);
  await expect(plan(page)).toContainText('Cancelling leaves the key disabled. You can then enable it.');
  await plan(page).getByRole('button', { name: 'Cancel deletion' }).click();
  await expect(state(page)).toContainText('Every call with it is refused; nothing is lost.');
  await expect(plan(page)).toHaveCount(0);
  await expect(heading(page)).toBeFocused();
  await expect(announcer(page)).toHaveText(`Deletion of ${key.alias} is cancelled.`);
  await page.getByRole('button', { name: `Enable ${key.alias}` }).click();
  await expect(state(page)).toContainText('Programs can use this key.');
});

test('another person approves the plan that they were shown', async ({ signedIn }) => {
  const asker = await signedIn('kms_cmk_full');
  const key = await makeKey(asker);
  await planDeletion(asker, key, 60);
  const page = await signedIn('te_admin');
  await choosePlan(page, key);
  await expect(page).toHaveURL(/\/console\/approvals\/[0-9a-f-]{36}$/);
  await expect(article(page, key)).toContainText('Amélie Laurent');
  await expect(article(page, key).getByRole('region', { name: 'What would break' })).toContainText('No use found');
  await expectAccessible(page);
  const approve = page.getByRole('button', { name: `Approve destruction on ${date(60)}` });
  await page.getByLabel('Reason').fill('Seen in the new archive.');
  await page.getByLabel(`To approve, type ${key.alias}`).fill('another');
  await approve.click();
  await expect(page.getByRole('alert')).toBeFocused();
  await expect(page.getByRole('alert')).toContainText('The deletion was not approved: 1 problem');
  await expect(page.getByLabel('Reason')).toHaveValue('Seen in the new archive.');
  await expectAccessible(page);
  await page.getByLabel(`To approve, type ${key.alias}`).fill(key.alias);
  await approve.click();
  await expect(heading(page)).toHaveText('Approvals');
  await expect(heading(page)).toBeFocused();
  await expect(page).toHaveURL(/\/console\/approvals$/);
  await expect(announcer(page)).toHaveText(`You approved the deletion of ${key.alias}.`);
  await expect(page.locator('#notice')).toContainText(`It is destroyed on ${date(60, 'long')}. Until then it can still be cancelled.`);
  await asker.goto(`/console/keys/${key.id}`);
  await expect(plan(asker)).toContainText('Approved');
  await expect(plan(asker)).toContainText('Ingrid Solberg approved');
  await expectAccessible(asker);
  await plan(asker).getByRole('button', { name: 'Cancel deletion' }).click();
  await expect(state(asker)).toContainText('Every call with it is refused; nothing is lost.');
});

test('another person refuses, with a reason, and the key is disabled', async ({ signedIn }) => {
  const asker = await signedIn('kms_cmk_full');
  const key = await makeKey(asker);
  await planDeletion(asker, key);
  const page = await signedIn('kms_adm');
  await choosePlan(page, key);
  const refuse = page.getByRole('button', { name: 'Refuse and disable the key' });
  await refuse.click();
  await expect(page.getByRole('alert')).toContainText('The deletion was not refused: 1 problem');
  await page.getByLabel('Reason').fill('Still needed for the audit.');
  await refuse.click();
  await expect(announcer(page)).toHaveText(`You refused the deletion of ${key.alias}.`);
  await expect(page.getByRole('navigation', { name: 'Deletion plans' }).getByRole('link', { name: key.alias })).toHaveCount(0);
  await asker.goto(`/console/keys/${key.id}`);
  await expect(state(asker).getByRole('listitem').first()).toContainText('Deletion refused');
  await expect(state(asker)).toContainText('Disabled since');
});

test('who asked cannot decide, and can cancel', async ({ signedIn }) => {
  const page = await signedIn('kms_adm');
  const key = await makeKey(page);
  await planDeletion(page, key);
  await choosePlan(page, key);
  await expect(article(page, key)).toContainText('You cannot approve or refuse this plan, because you asked for it');
  await expect(page.getByRole('button', { name: /^(Approve|Refuse)/ })).toHaveCount(0);
  await expectAccessible(page);
  const path = new URL(page.url()).pathname;
  const forged = await swapForm(page, `${path}/refuse`, { digest: '0'.repeat(64), reason: 'None' });
  expect(forged.ok()).toBe(false);
  await article(page, key).getByRole('button', { name: 'Cancel deletion' }).click();
  await expect(announcer(page)).toHaveText(`Deletion of ${key.alias} is cancelled.`);
  await expect(page).toHaveURL(/\/console\/approvals$/);
});

test('a plan that changed while it was read is not approved', async ({ signedIn, server }) => {
  const asker = await signedIn('kms_cmk_full');
  const key = await makeKey(asker);
  await planDeletion(asker, key, 30);
  const page = await signedIn('te_admin');
  await choosePlan(page, key);
  await swapForm(asker, `/console/keys/${key.id}/cancel-deletion`);
  await planDeletion(asker, key, 7, 'Sooner.');
  await page.getByLabel('Reason').fill('Seen in the new archive.');
  await page.getByLabel(`To approve, type ${key.alias}`).fill(key.alias);
  const answered = page.waitForResponse((response) => response.url().endsWith('/approve') && response.url().startsWith(server.url));
  await page.getByRole('button', { name: /^Approve destruction/ }).click();
  expect((await answered).status()).toBe(409);
  await expect(page.locator('#notice')).toContainText('This plan changed while you read it. Your decision was not taken.');
  await expectAccessible(page);
  await asker.goto(`/console/keys/${key.id}`);
  await expect(plan(asker)).toContainText('Awaiting approval');
  await expect(plan(asker)).toContainText('Sooner.');
});

test('only who may plan a deletion is shown the form, and only who may decide the approvals', async ({ signedIn }) => {
  const maker = await signedIn('kms_cmk_full');
  const key = await makeKey(maker);
  for (const role of ['kms_readonly', 'kms_auditor', 'kms_crypto'] as const) {
    const page = await signedIn(role);
    await page.goto(`/console/keys/${key.id}/schedule-deletion`);
    await expect(heading(page), role).toHaveText('You may not schedule the deletion of keys');
    await expect(page.getByRole('textbox'), role).toHaveCount(0);
    await expectAccessible(page);
  }
  await planDeletion(maker, key);
  await maker.goto('/console/approvals');
  await expect(heading(maker)).toHaveText('You may not see planned deletions');
  await maker.goto('/console/keys');
  await expect(maker.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Approvals' })).toHaveCount(0);
});

test('who only sees a planned deletion cannot cancel it', async ({ signedIn }) => {
  const maker = await signedIn('kms_cmk_full');
  const key = await makeKey(maker);
  await planDeletion(maker, key);
  const page = await signedIn('kms_readonly');
  await page.goto(`/console/keys/${key.id}`);
  await expect(plan(page)).toContainText('Awaiting approval');
  await expect(page.getByRole('button', { name: 'Cancel deletion' })).toHaveCount(0);
  expect((await swapForm(page, `/console/keys/${key.id}/cancel-deletion`)).status()).toBe(403);
  await page.reload();
  await expect(plan(page)).toContainText('Awaiting approval');
});

test('a key that nobody approved in time is overdue, not destroyed', async ({ signedIn }) => {
  const page = await signedIn('kms_readonly');
  await page.goto('/console/keys?q=vpn-gateway-2022');
  await page.getByRole('link', { name: 'vpn-gateway-2022', exact: true }).click();
  await expect(plan(page)).toContainText('Overdue');
  await expect(plan(page)).toContainText('Not approved, so not destroyed.');
  await expectAccessible(page);
});

test('a destroyed key leaves a page that says who asked and who approved', async ({ signedIn }) => {
  const page = await signedIn('kms_auditor');
  await page.goto('/console/audit?q=qa-fixtures-2025&act=DestroyKey');
  await page.getByRole('link', { name: 'qa-fixtures-2025' }).filter({ visible: true }).first().click();
  await expect(heading(page)).toHaveText('qa-fixtures-2025');
  const left = page.getByRole('region', { name: 'What is left' });
  await expect(left).toContainText('Jonas Meyer');
  await expect(left).toContainText('Marc Duval');
  await expectAccessible(page);
});
