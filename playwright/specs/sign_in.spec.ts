// Signing in and out: nobody learns whose name exists, a session is new each time, and ends where it is ended.

import { expect, test } from '../harness/index.ts';
import { addPerson, newName, openMenu, trySignIn } from '../harness/people.ts';

test('an unknown domain, an unknown name and a wrong password read the same', { tag: '@no-js' }, async ({ page, signedIn }) => {
  const known = await addPerson(await signedIn('te_admin'), 'kms_readonly');
  const answers = new Set<string>();
  for (const wrong of [
    { ...known, domain: newName('nowhere') },
    { ...known, name: newName('nobody') },
    { ...known, password: 'not the password of anybody' },
  ]) {
    await page.goto('/console/sign-in');
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await trySignIn(page, wrong);
    expect((await answered).status()).toBe(422);
    await expect(page).toHaveTitle('Problem: Sign in · Claviger');
    await expect(page.getByRole('alert')).toContainText('Domain, user name or password is wrong.');
    await expect(page.getByLabel('User name')).toHaveValue(wrong.name);
    await expect(page.getByLabel('Password')).toHaveValue('');
    await expect(page.getByLabel('Password')).toBeFocused();
    const html = await (await answered).text();
    answers.add(html.replaceAll(/value="[^"]*"/g, ''));
  }
  expect(answers.size, 'pages that differ in more than what was typed').toBe(1);
});

test('after several wrong passwords an attempt is not even looked at', async ({ page, signedIn }) => {
  const administrator = await signedIn('te_admin');
  const victim = await addPerson(administrator, 'kms_readonly');
  await page.goto('/console/sign-in');
  let status = 422;
  for (let attempt = 0; status === 422; attempt += 1) {
    expect(attempt, 'attempts that were looked at').toBeLessThan(12);
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await trySignIn(page, { ...victim, password: `wrong password number ${attempt}` });
    status = (await answered).status();
  }
  expect(status).toBe(429);
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('There were too many attempts, so this one was not looked at.');
  await expect(alert).toContainText(/Try again in \d+ seconds?\./);

  await administrator.goto(`/console/audit?act=SignIn&outcome=refused&q=${victim.name}`);
  await expect(administrator.getByRole('row').filter({ hasText: victim.name })).not.toHaveCount(0);
});

test('each sign-in has a session of its own, in a cookie that scripts and other sites do not get', async ({ signedIn, server, browser }) => {
  const person = server.person('kms_readonly');
  const page = await signedIn(person);
  const session = async () => (await page.context().cookies()).find(({ name }) => name === 'claviger');
  const first = await session();
  expect(first).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', domain: '127.0.0.1', expires: -1 });
  expect(await page.evaluate(() => document.cookie)).toBe('');

  await page.goto('/console/sign-in');
  await trySignIn(page, person);
  await page.waitForURL('**/console/keys');
  expect((await session())?.value).not.toBe(first?.value);

  const planted = await browser.newContext();
  await planted.addCookies([{ name: 'claviger', value: String(first?.value), url: server.url }]);
  const other = await planted.newPage();
  await other.goto('/console/keys');
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  await planted.close();
});

test('who is signed out is out, and the way back is not shown to the next', { tag: '@no-js' }, async ({ signedIn, server }) => {
  const person = server.person('kms_auditor');
  const page = await signedIn(person);
  const [before] = (await page.context().cookies()).filter(({ name }) => name === 'claviger');
  await openMenu(page, person.name);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  expect((await page.context().cookies()).map(({ name }) => name)).not.toContain('claviger');

  await page.context().addCookies([{ name: 'claviger', value: String(before?.value), url: server.url }]);
  await page.goto('/console/keys');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  await expect(page.getByText(person.name)).toHaveCount(0);
});

test('signing out everywhere ends the session of another browser with its next request', { tag: '@no-js' }, async ({ signedIn }) => {
  const person = await addPerson(await signedIn('te_admin'), 'kms_readonly');
  const here = await signedIn(person);
  const there = await signedIn(person);
  await here.goto('/console/account');
  await here.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(here.getByRole('heading', { level: 1 })).toHaveText('Sign in');

  await there.reload();
  await expect(there.getByRole('heading', { level: 1 })).toHaveText('You were signed out');
});

test('who was signed out meanwhile types the password and is back on the same page', { tag: '@no-js' }, async ({ signedIn }, info) => {
  const administrator = await signedIn('te_admin');
  const person = await addPerson(administrator, 'kms_auditor');
  const page = await signedIn(person);
  await page.goto('/console/audit?act=SignIn');
  await administrator.goto(person.path);
  await administrator.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(administrator.getByRole('main').getByText(`${person.name} is signed out everywhere.`)).toBeVisible();

  // With scripts it is htmx that asks, and is led away; without, the form is a page's.
  if (info.project.use.javaScriptEnabled === false) await page.reload();
  else await page.getByRole('combobox', { name: 'Outcome' }).selectOption('Refused');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You were signed out');
  expect(new URL(page.url()).searchParams.get('next')).toBe('/console/audit?act=SignIn');
  await expect(page.getByRole('definition')).toHaveText([person.domain, person.name]);
  await expect(page.getByLabel('Password')).toBeFocused();

  await page.getByLabel('Password').fill('not the password of anybody');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toContainText('Domain, user name or password is wrong.');
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Audit log');
  expect(new URL(page.url()).search).toBe('?act=SignIn');
});

test('an action of a signed-out person leads to sign-in and is not repeated', async ({ signedIn }) => {
  const administrator = await signedIn('te_admin');
  const person = await addPerson(administrator, 'secu_admin');
  const target = await addPerson(administrator, 'kms_readonly');
  const page = await signedIn(person);
  await page.goto(target.path);
  await administrator.goto(person.path);
  await administrator.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(administrator.getByRole('main').getByText(`${person.name} is signed out everywhere.`)).toBeVisible();

  await page.getByRole('button', { name: `Deactivate ${target.name}` }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You were signed out');
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(target.path);
  await expect(page.getByRole('button', { name: `Deactivate ${target.name}` })).toBeVisible();
});

for (const next of ['https://evil.example/', '//evil.example/', '/v3/auth/tokens', '/console/../v3']) {
  test(`nobody is led to ${next} after signing in`, { tag: '@desktop' }, async ({ page, server }) => {
    await page.goto(`/console/sign-in?next=${encodeURIComponent(next)}`);
    await trySignIn(page, server.person('kms_readonly'));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Keys');
    expect(page.url()).toBe(`${server.url}/console/keys`);
  });
}
