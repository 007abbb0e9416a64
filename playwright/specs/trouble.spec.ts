// Trouble says what is the matter and nothing more: denied, not found, not accepted; the same headers everywhere; what is typed stays text.

import type { Page } from '@playwright/test';
import { expect, test } from '../harness/index.ts';
import { makeKey, newAlias, planDeletion, sendForm } from '../harness/forms.ts';
import { addPerson, trySignIn } from '../harness/people.ts';

const id = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** The page of trouble has the answer's own request id. */
async function expectRequestId(page: Page, header: string | undefined) {
  expect(header).toMatch(new RegExp(`^${id.source}$`));
  await expect(page.getByText('Request', { exact: false }).filter({ hasText: String(header) })).toBeVisible();
}

test('a page that a role does not allow says which role would do', { tag: '@no-js' }, async ({ signedIn }) => {
  const page = await signedIn('kms_readonly');
  const answer = await page.goto('/console/keys/new');
  expect(answer?.status()).toBe(403);
  await expect(page).toHaveTitle('You may not create keys · Claviger');
  const main = page.getByRole('main');
  await expect(main).toContainText('Your role in acme is Viewer. This needs the role Tenant Administrator, KMS Administrator or Key Manager.');
  await expect(main).toContainText('Nothing was changed, and the attempt is in the audit trail.');
  await expectRequestId(page, answer?.headers()['x-request-id']);
  await page.getByRole('link', { name: 'Go to the console' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Keys');
});

test('no page, no key and another tenant’s key are one page', { tag: '@no-js' }, async ({ signedIn, server }) => {
  const page = await signedIn('te_admin');
  const globex = await signedIn(server.person('te_admin', 'globex'));
  const foreign = await makeKey(globex);
  const person = await addPerson(globex, 'kms_readonly');
  const bodies = new Set<string>();
  const nobody = '0197a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b';
  for (const path of [
    '/console/nothing-here',
    `/console/keys/${nobody}`,
    `/console/keys/${foreign.id}`,
    `/console/keys/${foreign.id}/audit`,
    `/console/keys/${nobody}/audit`,
    `/console/keys/${foreign.id}/schedule-deletion`,
    '/console/keys/not-an-id',
    person.path,
  ]) {
    const answer = await page.goto(path);
    expect([path, answer?.status()]).toEqual([path, 404]);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no such page or key here');
    await expectRequestId(page, answer?.headers()['x-request-id']);
    bodies.add(String(await answer?.text()).replaceAll(new RegExp(id.source, 'g'), ''));
  }
  expect(bodies.size, 'pages that differ in more than the request id').toBe(1);
});

test('the request id is copied with one press', async ({ page }) => {
  await page.context().grantPermissions(['clipboard-write']);
  const answer = await page.goto('/console/nothing-here');
  await page.getByRole('button', { name: 'Copy request ID' }).click();
  await expect(page.getByRole('status')).toHaveText(/copied/i);
  await page.goto('/console/sign-in');
  await page.getByLabel('User name').focus();
  await page.keyboard.press('ControlOrMeta+v');
  await expect(page.getByLabel('User name')).toHaveValue(String(answer?.headers()['x-request-id']));
});

test('a form that is too old is not accepted, and says how to go on', { tag: '@desktop' }, async ({ signedIn }) => {
  const page = await signedIn('kms_cmk_full');
  const key = await makeKey(page);
  const headers = { origin: new URL(page.url()).origin };
  const answer = await page.request.post(`/console/keys/${key.id}/disable`, { headers });
  expect(answer.status()).toBe(403);
  const html = await answer.text();
  expect(html).toContain('This form is not accepted');
  expect(html).toContain('Nothing was changed.');
  expect(html).toContain('Open the page again');
  expect(html).toContain(answer.headers()['x-request-id']);
});

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

test('every answer has every header that forbids', { tag: '@desktop' }, async ({ signedIn, request, server }) => {
  const page = await signedIn('te_admin');
  const key = await makeKey(page);
  const { path } = await addPerson(page, 'kms_readonly');
  const answers = [];
  for (const shown of [
    '/console/keys',
    '/console/keys/new',
    `/console/keys/${key.id}`,
    `/console/keys/${key.id}/schedule-deletion`,
    `/console/keys/${key.id}/audit`,
    '/console/approvals',
    '/console/audit',
    '/console/people',
    '/console/people/new',
    path,
    '/console/account',
    '/console/nothing-here',
  ]) {
    answers.push(await page.request.get(shown));
  }
  answers.push(await page.request.get('/console/keys?q=a', { headers: { 'hx-request': 'true' } }));
  answers.push(await sendForm(page, '/console/keys', { alias: '' }));
  answers.push(await page.request.post('/console/keys'));
  for (const shown of ['/console/sign-in', '/console/sign-in?next=/console/keys', '/console/keys', '/', '/nothing']) {
    answers.push(await request.get(`${server.url}${shown}`, { maxRedirects: 0 }));
  }
  for (const answer of answers) {
    expect({ url: answer.url(), ...answer.headers() }).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': policy,
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-request-id': expect.stringMatching(id),
    });
    const headers = answer.headers();
    for (const feature of ['camera', 'geolocation', 'microphone', 'payment', 'usb', 'fullscreen', 'clipboard-read']) {
      expect(headers['permissions-policy'], answer.url()).toContain(`${feature}=()`);
    }
    expect(headers['permissions-policy'], 'only refusals').not.toMatch(/=(?!\(\))/);
    expect(headers, 'only with TLS').not.toHaveProperty('strict-transport-security');
    expect(headers).not.toHaveProperty('server');
  }
});

test('a page’s parts come from here, and are kept because their names change with them', { tag: '@desktop' }, async ({ page, server }) => {
  const parts: Promise<[string, string | undefined, string | undefined]>[] = [];
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.startsWith('/console')) return;
    parts.push(response.allHeaders().then((all) => [response.url(), all['cache-control'], all['x-content-type-options']]));
  });
  await page.goto('/console/sign-in', { waitUntil: 'networkidle' });
  const found = await Promise.all(parts);
  expect(found.length).toBeGreaterThan(5);
  for (const [url, kept, sniffed] of found) {
    expect(url.startsWith(server.url), url).toBe(true);
    expect(kept, url).toContain('immutable');
    expect(sniffed, url).toBe('nosniff');
  }
});

const html = `"><img src=x onerror=alert(1)><script>alert(1)</script>`;

/** What was typed stands on the page as text alone. */
async function expectOnlyText(page: Page) {
  await expect(page.getByRole('img', { includeHidden: true }).and(page.locator('[src="x"]'))).toHaveCount(0);
  expect(await page.locator('script:not([src])').count()).toBe(0);
}

test('HTML typed into the sign-in form comes back as text', { tag: '@no-js' }, async ({ page }) => {
  page.on('dialog', () => expect(false, 'a dialog').toBe(true));
  await page.goto(`/console/sign-in?next=${encodeURIComponent(`/console/keys?q=${html}`)}`);
  await expectOnlyText(page);
  await page.goto('/console/sign-in');
  await trySignIn(page, { domain: html, name: html, password: html });
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByLabel('Domain')).toHaveValue(html);
  await expect(page.getByLabel('User name')).toHaveValue(html);
  await expectOnlyText(page);
});

test('HTML typed into every field comes back as text', { tag: '@no-js' }, async ({ signedIn }) => {
  const page = await signedIn('te_admin');
  for (const path of ['/console/keys', '/console/people', '/console/audit']) {
    await page.goto(`${path}?q=${encodeURIComponent(html)}`);
    await expect(page.getByRole('searchbox', { name: 'Filter' })).toHaveValue(html);
    await expectOnlyText(page);
  }
  for (const path of ['/console/keys', '/console/people', '/console/audit']) {
    const field = encodeURIComponent(html);
    await page.goto(`${path}?state=${field}&origin=${field}&by=${field}&sort=${field}&act=${field}&outcome=${field}&from=${field}&to=${field}&after=${field}`);
    await expectOnlyText(page);
  }

  await page.goto('/console/keys/new');
  await page.getByLabel('Alias').fill(html);
  await page.getByLabel('Description').fill(html);
  await page.getByRole('button', { name: 'Create key' }).click();
  await expect(page.getByRole('alert')).toContainText('The key was not created');
  await expect(page.getByLabel('Alias')).toHaveValue(html);
  await expect(page.getByLabel('Description')).toHaveValue(html);
  await expectOnlyText(page);

  const key = await makeKey(page, newAlias(), html);
  await planDeletion(page, key, 30, html);
  for (const path of [`/console/keys/${key.id}`, `/console/keys?q=${key.alias}`, `/console/keys/${key.id}/audit`, '/console/approvals']) {
    await page.goto(path);
    await expectOnlyText(page);
  }
  await page.goto(`/console/keys/${key.id}`);
  await expect(page.getByRole('main').getByText(html).first()).toBeVisible();
});

test('a person may be called anything, and it stays text wherever the name stands', { tag: '@no-js' }, async ({ signedIn }) => {
  const administrator = await signedIn('te_admin');
  const name = `${newAlias('<b>')}"><img src=x onerror=alert(1)>`;
  const added = await sendForm(administrator, '/console/people', { name, role: 'te_admin' });
  expect(added.status()).toBe(200);
  const password = String(/data-copy="([^"]*)"/.exec(await added.text())?.[1]);
  const page = await signedIn({ domain: 'acme', name, password, roles: ['te_admin'] });
  for (const path of ['/console/keys', '/console/people', `/console/people?q=${encodeURIComponent(name)}`, '/console/audit', '/console/account']) {
    await page.goto(path);
    await expect(page.getByText(name).first()).toBeAttached();
    await expectOnlyText(page);
  }
});
