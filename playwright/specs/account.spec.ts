// One's own account: the password, and the sessions that it opened.

import { expect, test } from '../harness/index.ts';
import { addPerson, trySignIn } from '../harness/people.ts';

const better = 'seven quiet herons cross the lake';

test('a changed password ends every other session, and goes on under another session id', { tag: '@no-js' }, async ({
  signedIn,
  page: anew,
}) => {
  const person = await addPerson(await signedIn('te_admin'), 'kms_readonly');
  const page = await signedIn(person);
  const other = await signedIn(person);
  const session = async () => (await page.context().cookies()).find(({ name }) => name === 'claviger')?.value;
  const before = await session();
  await page.goto('/console/account');
  await page.getByLabel('Present password').fill(person.password);
  await page.getByLabel('New password').fill(better);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByRole('main').getByText('Your password is changed.')).toBeVisible();
  expect(await session()).not.toBe(before);
  await expect(page.getByRole('table', { name: 'Your sessions' }).getByRole('row')).toHaveCount(2);

  await other.reload();
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('You were signed out');
  await anew.goto('/console/sign-in');
  await trySignIn(anew, person);
  await expect(anew.getByRole('alert')).toContainText('Domain, user name or password is wrong.');
  await trySignIn(anew, { ...person, password: better });
  await expect(anew.getByRole('heading', { level: 1 })).toHaveText('Keys');

  await page.goto('/console/keys');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Keys');
});

for (const [what, present, next, field, words] of [
  ['the present password is wrong', 'not my password at all', better, 'Present password', 'This is not your password.'],
  ['the new one is short', '', 'short', 'New password', 'This password is too short.'],
  ['the new one is easy to guess', '', 'passwordpassword', 'New password', 'This password is easy to guess.'],
] as const) {
  test(`nothing is changed when ${what}`, { tag: '@no-js' }, async ({ signedIn }) => {
    const person = await addPerson(await signedIn('te_admin'), 'kms_readonly');
    const page = await signedIn(person);
    await page.goto('/console/account');
    await page.getByLabel('Present password').fill(present || person.password);
    await page.getByLabel('New password').fill(next);
    await page.getByRole('button', { name: 'Change password' }).click();
    await expect(page.getByRole('alert')).toContainText('The password was not changed: 1 problem');
    await expect(page.getByRole('alert')).toBeFocused();
    await expect(page.getByLabel(field)).toHaveAccessibleDescription(new RegExp(words));
    await expect(page.getByLabel('Present password')).toHaveValue('');
    await expect(page.getByLabel('New password')).toHaveValue('');
    await signedIn(person);
  });
}

test('every session stands there, and which one this is', { tag: '@no-js' }, async ({ signedIn }) => {
  const person = await addPerson(await signedIn('te_admin'), 'kms_readonly');
  await signedIn(person);
  const page = await signedIn(person);
  await page.goto('/console/account');
  const rows = page.getByRole('table', { name: 'Your sessions' }).getByRole('row');
  await expect(rows).toHaveCount(3);
  await expect(rows.filter({ hasText: 'this one' })).toHaveCount(1);
  await expect(rows.filter({ hasText: 'this one' })).toContainText('Chrome on');
  await expect(rows.filter({ hasText: '127.0.0.1' })).toHaveCount(2);
});
