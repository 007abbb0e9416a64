// People: who is added, what they may do from the next request on, and who decides that.

import { expect, type Role, test } from '../harness/index.ts';
import { makeKey, newAlias, sendForm } from '../harness/forms.ts';
import { addPerson, newName, titles, trySignIn } from '../harness/people.ts';

test('somebody is added with a password that is shown once, and signs in with it', { tag: '@no-js' }, async ({
  signedIn,
  page: theirs,
}, info) => {
  const page = await signedIn('te_admin');
  const name = newName('amelie');
  await page.goto('/console/people');
  await page.getByRole('link', { name: 'Add person' }).click();
  await page.getByLabel('User name').fill(name);
  await page.getByRole('checkbox', { name: titles.kms_readonly }).check();
  await page.getByRole('button', { name: 'Add person' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await expect(page.getByRole('main').getByText(`${name} is added.`)).toBeVisible();
  const once = page.getByRole('group', { name: 'Copy the password now. It is not shown again.' });
  const [domain, user, password] = await once.getByRole('definition').allInnerTexts();
  expect([domain, user]).toEqual(['acme', name]);
  expect(password).toMatch(/^\w{5}(-\w{5}){4}$/);

  await page.goto('/console/people');
  await page.getByRole('searchbox', { name: 'Filter' }).fill(name);
  if (info.project.use.javaScriptEnabled === false) await page.getByRole('button', { name: 'Apply' }).click();
  const row = page.getByRole('row').filter({ hasText: name });
  await expect(page.getByRole('row')).toHaveCount(2);
  await expect(row).toContainText('Never');
  await page.getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await expect(once).toHaveCount(0);
  expect(await page.content()).not.toContain(password);

  await theirs.goto('/console/sign-in');
  await trySignIn(theirs, { domain: 'acme', name, password: String(password) });
  await expect(theirs.getByRole('heading', { level: 1 })).toHaveText('Keys');
  await expect(theirs.getByRole('link', { name: 'Create key' })).toHaveCount(0);
});

test('the new password is copied with one press', async ({ signedIn }) => {
  const page = await signedIn('te_admin');
  await page.context().grantPermissions(['clipboard-write']);
  await page.goto('/console/people/new');
  await page.getByLabel('User name').fill(newName());
  await page.getByRole('checkbox', { name: titles.kms_readonly }).check();
  await page.getByRole('button', { name: 'Add person' }).click();
  const password = await page.getByRole('definition').nth(2).innerText();
  await page.getByRole('button', { name: 'Copy password' }).click();
  await expect(page.getByRole('status')).toHaveText('Copied');

  await page.goto('/console/people');
  await page.getByRole('searchbox', { name: 'Filter' }).focus();
  await page.keyboard.press('ControlOrMeta+v');
  await expect(page.getByRole('searchbox', { name: 'Filter' })).toHaveValue(password);
});

test('a form with problems comes back with what was typed and says what to mend', { tag: '@no-js' }, async ({ signedIn }) => {
  const page = await signedIn('te_admin');
  const { name } = await addPerson(page, 'kms_readonly');
  await page.goto('/console/people/new');
  await page.getByLabel('User name').fill(name);
  await page.getByRole('checkbox', { name: titles.kms_auditor }).check();
  await page.getByRole('button', { name: 'Add person' }).click();
  await expect(page.getByRole('alert')).toContainText('Nobody was added: 1 problem');
  await expect(page).toHaveTitle('Problem: Add person · Claviger');
  await expect(page.getByRole('alert')).toBeFocused();
  await expect(page.getByLabel('User name')).toHaveValue(name);
  await expect(page.getByLabel('User name')).toHaveAccessibleDescription(/This name is taken already\./);
  await expect(page.getByRole('checkbox', { name: titles.kms_auditor })).toBeChecked();
  await page.getByRole('alert').getByRole('link').click();
  await expect(page.getByLabel('User name')).toBeFocused();
});

test('a role that is taken away is gone with the very next request', { tag: '@no-js' }, async ({ signedIn }, info) => {
  const administrator = await signedIn('te_admin');
  const person = await addPerson(administrator, 'kms_cmk_full');
  const page = await signedIn(person);
  const alias = newAlias();
  await page.goto('/console/keys/new');
  await page.getByLabel('Alias').fill(alias);

  await administrator.goto(person.path);
  await administrator.getByRole('checkbox', { name: titles.kms_cmk_full }).uncheck();
  await administrator.getByRole('checkbox', { name: titles.kms_readonly }).check();
  await administrator.getByRole('button', { name: 'Save roles' }).click();
  await expect(administrator.getByRole('main').getByText(`The roles of ${person.name} are changed.`)).toBeVisible();
  await expect(administrator.getByRole('checkbox', { name: titles.kms_readonly })).toBeChecked();

  await page.getByRole('button', { name: 'Create key' }).click();
  await expect(page.getByRole('main')).toContainText('You may not create keys');
  if (info.project.use.javaScriptEnabled !== false) await expect(page.getByRole('main')).toContainText('KMS.0307');
  await page.goto(`/console/keys?q=${alias}`);
  await expect(page.getByRole('heading', { name: /No key/ })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Create key' })).toHaveCount(0);
  expect((await page.goto('/console/keys/new'))?.status()).toBe(403);
});

test('a role that is given counts with the very next request', { tag: '@desktop' }, async ({ signedIn }) => {
  const administrator = await signedIn('te_admin');
  const person = await addPerson(administrator, 'kms_readonly');
  const page = await signedIn(person);
  expect((await page.goto('/console/audit'))?.status()).toBe(403);
  await administrator.goto(person.path);
  await administrator.getByRole('checkbox', { name: titles.kms_auditor }).check();
  await administrator.getByRole('button', { name: 'Save roles' }).click();
  await expect(administrator.getByRole('main').getByText(`The roles of ${person.name} are changed.`)).toBeVisible();
  expect((await page.goto('/console/audit'))?.status()).toBe(200);
});

test('a reset password is shown once, ends what the old one opened, and opens what it did', { tag: '@no-js' }, async ({
  signedIn,
  page: anew,
}) => {
  const administrator = await signedIn('te_admin');
  const person = await addPerson(administrator, 'kms_readonly');
  const page = await signedIn(person);
  await administrator.goto(person.path);
  await administrator.getByRole('button', { name: 'Reset password' }).click();
  await expect(administrator.getByRole('main').getByText(`${person.name} has a new password.`)).toBeVisible();
  const password = await administrator.getByRole('definition').nth(2).innerText();
  expect(password).not.toBe(person.password);
  await administrator.goto(person.path);
  expect(await administrator.content()).not.toContain(password);

  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You were signed out');
  await anew.goto('/console/sign-in');
  await trySignIn(anew, person);
  await expect(anew.getByRole('alert')).toContainText('Domain, user name or password is wrong.');
  await trySignIn(anew, { ...person, password });
  await expect(anew.getByRole('heading', { level: 1 })).toHaveText('Keys');
});

test('who is deactivated is refused with the very next request, and comes back only when activated', { tag: '@no-js' }, async ({
  signedIn,
}) => {
  const administrator = await signedIn('te_admin');
  const person = await addPerson(administrator, 'kms_readonly');
  const page = await signedIn(person);
  await administrator.goto(person.path);
  await administrator.getByRole('button', { name: `Deactivate ${person.name}` }).click();
  const main = administrator.getByRole('main');
  await expect(main.getByText(`${person.name} is deactivated.`)).toBeVisible();
  await expect(main.getByText('Deactivated', { exact: true })).toBeVisible();

  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You were signed out');
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toContainText('Domain, user name or password is wrong.');

  await administrator.goto(person.path);
  await administrator.getByRole('button', { name: `Activate ${person.name}` }).click();
  await expect(main.getByText(`${person.name} is active.`)).toBeVisible();
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Keys');
});

test('nobody adds to their own roles, resets their own password or deactivates themselves', { tag: '@no-js' }, async ({ signedIn }) => {
  const person = await addPerson(await signedIn('te_admin'), 'secu_admin');
  const page = await signedIn(person);
  await page.goto(person.path);
  await expect(page.getByRole('heading', { name: 'What you may do' })).toBeVisible();
  await expect(page.getByRole('checkbox')).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Reset password' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /Deactivate/ })).toHaveCount(0);

  for (const [act, fields, words] of [
    ['roles', { role: 'te_admin' }, 'Nobody adds to their own roles.'],
    ['deactivate', {}, 'This cannot be done to your own account here.'],
    ['reset-password', {}, 'This cannot be done to your own account here.'],
  ] as const) {
    const answer = await sendForm(page, `${person.path}/${act}`, fields);
    expect([act, answer.status()]).toEqual([act, 422]);
    expect(await answer.text()).toContain(words);
  }
  await page.goto(person.path);
  await expect(page.getByRole('checkbox')).toHaveCount(1);
});

test('a security administrator sees people, and no keys', { tag: '@no-js' }, async ({ signedIn }) => {
  const manager = await signedIn('kms_cmk_full');
  const key = await makeKey(manager);
  const page = await signedIn('secu_admin');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('People');
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link')).toHaveText(['People']);
  for (const path of ['/console/keys', '/console/keys/new', `/console/keys/${key.id}`, '/console/approvals', '/console/audit']) {
    expect([path, (await page.goto(path))?.status()]).toEqual([path, 403]);
    expect(await page.content()).not.toContain(key.alias);
  }
});

for (const role of ['kms_adm', 'kms_cmk_full', 'kms_crypto', 'kms_auditor', 'kms_readonly'] satisfies Role[]) {
  test(`${role} gets no page about people`, { tag: '@desktop' }, async ({ signedIn }) => {
    const { path } = await addPerson(await signedIn('te_admin'), 'kms_readonly');
    const page = await signedIn(role);
    await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'People' })).toHaveCount(0);
    for (const denied of ['/console/people', '/console/people/new', path]) {
      expect([denied, (await page.goto(denied))?.status()]).toEqual([denied, 403]);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^You may not/);
      await expect(page.getByText('This needs the role Tenant Administrator or Security Administrator.')).toBeVisible();
    }
  });
}

test('a person without any role is not saved, and the page says what to do instead', { tag: '@no-js' }, async ({ signedIn }) => {
  const page = await signedIn('te_admin');
  const { path } = await addPerson(page, 'kms_readonly');
  await page.goto(path);
  await page.getByRole('checkbox', { name: titles.kms_readonly }).uncheck();
  await page.getByRole('button', { name: 'Save roles' }).click();
  await expect(page.getByRole('main').getByText('A person has one role at least.')).toBeVisible();
  await page.goto(path);
  await expect(page.getByRole('checkbox', { name: titles.kms_readonly })).toBeChecked();
});
