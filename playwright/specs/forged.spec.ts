// What no page of the person's own session sent, or what their role or domain does not reach: refused, nothing changed, one event each.

import type { Page } from '@playwright/test';
import { expect, test } from '../harness/index.ts';
import { makeKey, sendForm } from '../harness/forms.ts';
import { addPerson, newName, trySignIn } from '../harness/people.ts';

/** The token that the forms of this session bear. */
async function tokenOf(page: Page): Promise<string> {
  const html = await (await page.request.get('/console/account')).text();
  return String(/name="csrf" value="(\w+)"/.exec(html)?.[1]);
}

/** Holds the trail to one refused event of this person and this act, with this code. */
async function expectOneRefusal(auditor: Page, who: string, act: string, code: string) {
  await auditor.goto(`/console/audit?q=${who}&act=${act}&outcome=refused`);
  await expect(auditor.getByRole('rowheader')).toHaveCount(1);
  await auditor.getByText('Why refused').filter({ visible: true }).click();
  await expect(auditor.getByText(`Code ${code}.`).filter({ visible: true })).toHaveCount(1);
}

async function expectEnabled(page: Page, id: string) {
  await page.goto(`/console/keys/${id}`);
  await expect(page.getByRole('main').getByText('Enabled', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('main').getByText('Disabled', { exact: true })).toHaveCount(0);
}

type Sent = { form: Record<string, string>; headers: Record<string, string> };

for (const [what, send] of [
  ['without a token', (_, origin) => ({ form: {}, headers: { origin } })],
  ['with a token that was made up', (_, origin) => ({ form: { csrf: 'a'.repeat(128) }, headers: { origin } })],
  ['with the token of another session', ({ another }, origin) => ({ form: { csrf: another }, headers: { origin } })],
  ['from another origin', ({ own }) => ({ form: { csrf: own }, headers: { origin: 'https://evil.example' } })],
  ['from an origin that hides', ({ own }) => ({ form: { csrf: own }, headers: { origin: 'null' } })],
  ['from another site', ({ own }, origin) => ({ form: { csrf: own }, headers: { origin, 'sec-fetch-site': 'cross-site' } })],
  ['from a neighbour site', ({ own }, origin) => ({ form: { csrf: own }, headers: { origin, 'sec-fetch-site': 'same-site' } })],
  ['from nowhere', ({ own }) => ({ form: { csrf: own }, headers: {} })],
] as [string, (tokens: { own: string; another: string }, origin: string) => Sent][]) {
  test(`a form ${what} is refused, changes nothing and is recorded`, { tag: '@desktop' }, async ({ signedIn, server }) => {
    const auditor = await signedIn('te_admin');
    const person = await addPerson(auditor, 'kms_cmk_full');
    const page = await signedIn(person);
    const key = await makeKey(page);
    const another = await tokenOf(await signedIn(person));
    const { form, headers } = send({ own: await tokenOf(page), another }, server.url);
    const answer = await page.request.post(`/console/keys/${key.id}/disable`, { form, headers, maxRedirects: 0 });
    expect(answer.status()).toBe(403);
    expect(await answer.text()).toContain('This form is not accepted');
    await expectEnabled(page, key.id);
    await expectOneRefusal(auditor, person.name, 'ForgedRequest', 'CLV.0403');
  });
}

test('a forged form against a default key changes nothing and is recorded, and so is one of our own', { tag: '@desktop' }, async ({
  signedIn,
}) => {
  const auditor = await signedIn('te_admin');
  const person = await addPerson(auditor, 'kms_adm');
  const page = await signedIn(person);
  await page.goto('/console/keys?by=services');
  const address = await page.getByRole('link', { name: /\/default$/ }).first().getAttribute('href');
  const id = String(address?.split('/').at(-1));
  const form = { csrf: await tokenOf(await signedIn(person)) };
  const forged = await page.request.post(`/console/keys/${id}/disable`, { form, headers: { origin: new URL(page.url()).origin } });
  expect(forged.status()).toBe(403);
  await expectOneRefusal(auditor, person.name, 'ForgedRequest', 'CLV.0403');

  const ours = await sendForm(page, `/console/keys/${id}/disable`);
  expect(ours.status()).toBe(303);
  await page.goto(`/console/keys/${id}`);
  await expect(page.getByRole('main').getByText('This is a default key, and nobody can change it.')).toBeVisible();
  await expectOneRefusal(auditor, person.name, 'DisableKey', 'KMS.0211');
  await expectEnabled(page, id);
});

test('a form that the role does not allow is refused, changes nothing and is recorded', { tag: '@desktop' }, async ({ signedIn }) => {
  const auditor = await signedIn('te_admin');
  const viewer = await addPerson(auditor, 'kms_readonly');
  const manager = await addPerson(auditor, 'kms_cmk_full');
  const [seeing, managing] = [await signedIn(viewer), await signedIn(manager)];
  const key = await makeKey(managing);

  const disable = await sendForm(seeing, `/console/keys/${key.id}/disable`);
  expect(disable.status()).toBe(403);
  expect(await disable.text()).toContain('Your role in acme is Viewer.');
  await expectEnabled(managing, key.id);
  await expectOneRefusal(auditor, viewer.name, 'DisableKey', 'KMS.0306');

  for (const [act, action, fields] of [
    ['deactivate', 'DeactivateUser', {}],
    ['reset-password', 'ResetPassword', {}],
    ['roles', 'SetRoles', { role: 'te_admin' }],
  ] as const) {
    const answer = await sendForm(managing, `${viewer.path}/${act}`, fields);
    expect([act, answer.status()]).toEqual([act, 403]);
    await expectOneRefusal(auditor, manager.name, action, 'KMS.0307');
  }
  await seeing.goto('/console/keys');
  await expect(seeing.getByRole('link', { name: 'Create key' })).toHaveCount(0);
});

test('nobody reaches a key or a person of another tenant, and only their own log says that they tried', { tag: '@desktop' }, async ({
  signedIn,
  server,
}) => {
  const acme = await signedIn('te_admin');
  const globex = await signedIn(server.person('te_admin', 'globex'));
  const intruder = await addPerson(globex, 'te_admin', newName('intruder'));
  const page = await signedIn(intruder);
  const key = await makeKey(acme);
  const victim = await addPerson(acme, 'kms_readonly');

  for (const act of ['disable', 'schedule-deletion', 'cancel-deletion']) {
    const fields = { days: '7', reason: 'Because.', alias: key.alias };
    const answer = await sendForm(page, `/console/keys/${key.id}/${act}`, fields);
    expect([act, answer.status()]).toEqual([act, 404]);
    expect(await answer.text()).not.toContain(key.alias);
  }
  for (const act of ['deactivate', 'reset-password', 'roles']) {
    const answer = await sendForm(page, `${victim.path}/${act}`, { role: 'te_admin' });
    expect([act, answer.status()]).toEqual([act, 404]);
    expect(await answer.text()).not.toContain(victim.name);
  }

  await expectEnabled(acme, key.id);
  await signedIn(victim);
  await expectOneRefusal(globex, intruder.name, 'DisableKey', 'KMS.0207');
  await expectOneRefusal(globex, intruder.name, 'DeactivateUser', 'CLV.0404');
  await acme.goto(`/console/audit?q=${intruder.name}`);
  await expect(acme.getByRole('heading', { name: 'No event matches these filters' })).toBeVisible();
  await acme.goto(`/console/keys/${key.id}/audit`);
  expect(await acme.content()).not.toContain(intruder.name);
});

test('a page of another site can neither send our forms nor show our pages', { tag: '@desktop' }, async ({ browser, server, signedIn }) => {
  const manager = await signedIn('kms_cmk_full');
  const key = await makeKey(manager);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto('/console/sign-in');
  await trySignIn(page, server.person('kms_cmk_full'));
  await page.waitForURL('**/console/keys');
  const csrf = await tokenOf(page);
  await context.route('http://evil.test/**', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<iframe title="Claviger" src="${server.url}/console/keys/${key.id}"></iframe>
        <form method="post" action="${server.url}/console/keys/${key.id}/disable">
        <input type="hidden" name="csrf" value="${csrf}"><button>A prize</button></form>`,
    }),
  );
  await page.goto('http://evil.test/');
  await expect(page.frameLocator('iframe').getByRole('heading', { name: key.alias })).toHaveCount(0);
  await page.getByRole('button', { name: 'A prize' }).click();
  // The browser keeps the session's cookie back, so the form comes from nobody; and it says that another site sent it.
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This form is not accepted');
  await context.close();
  await expectEnabled(manager, key.id);
});

test('a stranger’s form is led to the sign-in page and changes nothing', { tag: '@desktop' }, async ({ request, signedIn, server }) => {
  const manager = await signedIn('kms_cmk_full');
  const key = await makeKey(manager);
  const csrf = await tokenOf(manager);
  const sent = { form: { csrf }, headers: { origin: server.url }, maxRedirects: 0 };
  const answer = await request.post(`${server.url}/console/keys/${key.id}/disable`, sent);
  expect([303, 403]).toContain(answer.status());
  await expectEnabled(manager, key.id);
});

test('reading changes nothing: no act answers to GET', { tag: '@desktop' }, async ({ signedIn }) => {
  const page = await signedIn('kms_cmk_full');
  const key = await makeKey(page);
  for (const path of [`/console/keys/${key.id}/disable`, '/console/sign-out', '/console/account/sign-out-everywhere']) {
    const status = (await page.request.get(path)).status();
    expect([404, 405], path).toContain(status);
  }
  await expectEnabled(page, key.id);
});
