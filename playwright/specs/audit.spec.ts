// The audit log: found again by person, act, outcome and day; a refusal says why; nobody reads more than their role.

import { type Page } from '@playwright/test';
import { expect, type Role, test } from '../harness/index.ts';
import { makeKey, newAlias, sendForm } from '../harness/forms.ts';
import { addPerson } from '../harness/people.ts';

const day = 86_400_000;
const dayFromNow = (days: number) => new Date(Date.now() + days * day).toISOString().slice(0, 10);

/** A key manager who made a key, and was refused twice: an alias that was taken, and a page. */
async function busy(signedIn: (who: Role | Awaited<ReturnType<typeof addPerson>>) => Promise<Page>) {
  const auditor = await signedIn('te_admin');
  const person = await addPerson(auditor, 'kms_cmk_full');
  const page = await signedIn(person);
  const key = await makeKey(page);
  expect((await sendForm(page, '/console/keys', { alias: key.alias, description: '' })).status()).toBe(422);
  expect((await page.request.get('/console/people')).status()).toBe(403);
  return { auditor, person, page, key };
}

/** The events, without the row of column names. */
const events = (page: Page) => page.getByRole('table').getByRole('row').filter({ has: page.getByRole('rowheader') });

test('events are filtered by person, act and outcome, and each view has an address', { tag: '@no-js' }, async ({ signedIn }, info) => {
  const { auditor: page, person, key } = await busy(signedIn);
  const apply = async () => {
    if (info.project.use.javaScriptEnabled === false) await page.getByRole('button', { name: 'Apply' }).click();
  };
  await page.goto('/console/audit');
  await page.getByRole('searchbox', { name: 'Filter' }).fill(person.name);
  await apply();
  await expect(page).toHaveURL(new RegExp(`q=${person.name}`));
  await expect(events(page).filter({ hasNotText: person.name })).toHaveCount(0);
  await expect(events(page).first()).toContainText('List people');

  await page.getByRole('combobox', { name: 'Act' }).selectOption('Create key');
  await apply();
  await expect(page).toHaveURL(/act=CreateKey/);
  await expect(events(page)).toHaveCount(2);
  await expect(events(page).filter({ hasNotText: 'Create key' })).toHaveCount(0);

  await page.getByRole('combobox', { name: 'Outcome' }).selectOption('Allowed');
  await apply();
  await expect(page).toHaveURL(/outcome=allowed/);
  await expect(events(page)).toHaveCount(1);
  await expect(events(page)).toContainText(key.alias);
  await page.reload();
  await expect(events(page)).toHaveCount(1);
  await expect(page.getByRole('searchbox', { name: 'Filter' })).toHaveValue(person.name);
  await expect(page.getByRole('combobox', { name: 'Act' })).toHaveValue('CreateKey');
});

test('events are filtered by days, both ends counted', { tag: '@no-js' }, async ({ signedIn }, info) => {
  const { auditor: page, person } = await busy(signedIn);
  await page.goto(`/console/audit?q=${person.name}`);
  for (const [from, to, found] of [
    [dayFromNow(-1), dayFromNow(1), true],
    [dayFromNow(2), '', false],
    ['', dayFromNow(-2), false],
  ] as const) {
    await page.getByLabel('From, UTC').fill(from);
    await page.getByLabel('To, UTC').fill(to);
    if (info.project.use.javaScriptEnabled === false) await page.getByRole('button', { name: 'Apply' }).click();
    if (found) await expect(events(page)).not.toHaveCount(0);
    else await expect(page.getByRole('heading', { name: 'No event matches these filters' })).toBeVisible();
  }
  await page.getByRole('link', { name: 'Show all events' }).click();
  await expect(page).toHaveURL(/\/console\/audit$/);
});

test('a search is announced and leaves the focus where it was', async ({ signedIn }) => {
  const { auditor: page, person } = await busy(signedIn);
  await page.goto('/console/audit?outcome=refused');
  await page.getByRole('searchbox', { name: 'Filter' }).fill(person.name);
  await expect(page.getByRole('status')).toHaveText('2 events shown');
  await expect(page.getByRole('searchbox', { name: 'Filter' })).toBeFocused();
});

test('a refused event unfolds why, with the code that the caller saw', { tag: '@no-js' }, async ({ signedIn }) => {
  const { auditor: page, person } = await busy(signedIn);
  for (const [act, words] of [
    ['ListUsers', 'The role did not allow it. It needs Tenant Administrator or Security Administrator. Code KMS.0307.'],
    ['CreateKey', 'Another key of the project has this alias. Code KMS.1104.'],
  ] as const) {
    await page.goto(`/console/audit?q=${person.name}&act=${act}&outcome=refused`);
    await expect(events(page)).toHaveCount(1);
    await expect(events(page)).toContainText('Refused');
    const why = page.getByText(words).filter({ visible: true });
    await expect(why).toHaveCount(0);
    await page.getByText('Why refused').filter({ visible: true }).click();
    await expect(why).toHaveCount(1);
    await expect(why).toContainText(/Request [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/);
  }
});

test('a key has its own trail, and nothing of another', { tag: '@no-js' }, async ({ signedIn }) => {
  const { auditor: page, person, page: theirs, key } = await busy(signedIn);
  const other = await makeKey(theirs);
  expect((await sendForm(theirs, `/console/keys/${key.id}/disable`)).status()).toBe(303);
  await page.goto(`/console/keys/${key.id}`);
  await page.getByRole('link', { name: 'Audit trail' }).click();
  await expect(page).toHaveTitle(`Audit trail · ${key.alias} · Claviger`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(key.alias);
  await page.goto(`/console/keys/${key.id}/audit?q=${person.name}`);
  await expect(events(page).filter({ hasText: 'Disable key' })).toHaveCount(1);
  await expect(events(page).filter({ hasText: 'Create key' })).not.toHaveCount(0);
  expect(await page.content()).not.toContain(other.alias);
});

test('older events are one page further, and the newest are found back', { tag: '@no-js' }, async ({ signedIn }) => {
  const page = await signedIn('kms_auditor');
  await page.goto(`/console/audit?to=${dayFromNow(-1)}`);
  await expect(events(page)).toHaveCount(50);
  const newest = await events(page).first().getByRole('time').first().getAttribute('datetime');
  const last = await events(page).last().getByRole('time').first().getAttribute('datetime');
  await page.getByRole('link', { name: 'Next' }).click();
  await expect(page).toHaveURL(/after=/);
  await expect(events(page).first().getByRole('time').first()).not.toHaveAttribute('datetime', String(newest));
  const further = await events(page).first().getByRole('time').first().getAttribute('datetime');
  expect(Date.parse(String(further))).toBeLessThanOrEqual(Date.parse(String(last)));
  await page.getByRole('link', { name: 'First page' }).click();
  await expect(page).not.toHaveURL(/after=/);
  await expect(events(page).first().getByRole('time').first()).toHaveAttribute('datetime', String(newest));
});

for (const [role, sees] of [
  ['te_admin', 'everything'],
  ['kms_auditor', 'everything'],
  ['kms_adm', 'keys'],
  ['kms_cmk_full', 'keys'],
  ['secu_admin', 'nothing'],
  ['kms_crypto', 'nothing'],
  ['kms_readonly', 'nothing'],
] as const) {
  test(`${role} reads ${sees} of the audit log`, { tag: '@desktop' }, async ({ signedIn }) => {
    const person = await addPerson(await signedIn('te_admin'), role, newAlias(role));
    const page = await signedIn(person);
    const entry = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Audit log' });
    await expect(entry).toHaveCount(sees === 'nothing' ? 0 : 1);
    const answer = await page.goto('/console/audit?act=SignIn');
    expect(answer?.status()).toBe(sees === 'nothing' ? 403 : 200);
    await expect(page.getByRole('rowheader')).toHaveCount(sees === 'everything' ? 50 : 0);
  });
}
