// Every page, on a desk and on a phone, in light and dark: nobody is kept out, nothing sticks out, nothing fails in silence.

import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from '../harness/index.ts';
import { makeKey, newAlias, planDeletion, swapForm } from '../harness/forms.ts';
import { addPerson, newName, trySignIn } from '../harness/people.ts';

test.describe.configure({ timeout: 90_000 });

type Asked = { signedIn: Parameters<Parameters<typeof test>[2]>[0]['signedIn']; page: Page };

/** What each page is, and how somebody gets there. */
const pages: Record<string, (asked: Asked) => Promise<Page>> = {
  'sign-in': async ({ page }) => {
    await page.goto('/console/sign-in');
    return page;
  },
  'sign-in, refused': async ({ page }) => {
    await page.goto('/console/sign-in');
    await trySignIn(page, { domain: newName('nowhere'), name: 'nobody', password: 'nothing' });
    await expect(page.getByRole('alert')).toBeVisible();
    return page;
  },
  'session expired': async ({ signedIn }) => {
    const page = await signedIn('kms_auditor');
    await page.context().clearCookies({ name: 'claviger' });
    await page.goto('/console/audit');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('You were signed out');
    return page;
  },
  keys: at('te_admin', '/console/keys'),
  'keys, seen only': at('kms_readonly', '/console/keys'),
  'keys, none found': at('te_admin', '/console/keys?q=no-key-has-this-alias'),
  'create key': at('kms_cmk_full', '/console/keys/new'),
  'create key, refused': async ({ signedIn }) => {
    const page = await signedIn('kms_cmk_full');
    await page.goto('/console/keys/new');
    await page.getByLabel('Alias').fill('mine/default');
    await page.getByRole('button', { name: 'Create key' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    return page;
  },
  'change details': async ({ signedIn }) => {
    const page = await signedIn('kms_cmk_full');
    const key = await makeKey(page);
    await page.goto(`/console/keys/${key.id}/details`);
    return page;
  },
  'a key in use': async ({ signedIn }) => {
    const page = await signedIn('te_admin');
    await page.goto('/console/keys?q=customer-exports');
    await page.getByRole('link', { name: 'customer-exports', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('customer-exports');
    return page;
  },
  'a key pending deletion': async ({ signedIn }) => {
    const page = await signedIn('kms_cmk_full');
    const key = await makeKey(page);
    await planDeletion(page, key);
    await page.goto(`/console/keys/${key.id}`);
    return page;
  },
  'a default key': async ({ signedIn }) => {
    const page = await signedIn('te_admin');
    await page.goto('/console/keys?by=services');
    await page.getByRole('link', { name: /\/default$/ }).first().click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/\/default$/);
    return page;
  },
  'schedule deletion': async ({ signedIn }) => {
    const page = await signedIn('kms_cmk_full');
    const key = await makeKey(page);
    await page.goto(`/console/keys/${key.id}/schedule-deletion`);
    return page;
  },
  'the trail of a key': async ({ signedIn }) => {
    const page = await signedIn('te_admin');
    const key = await makeKey(page);
    await page.goto(`/console/keys/${key.id}/audit`);
    return page;
  },
  approvals: at('kms_adm', '/console/approvals'),
  'a plan': async ({ signedIn }) => {
    const page = await signedIn('kms_adm');
    await page.goto('/console/approvals');
    await page.getByRole('link', { name: /legacy-crm-export/ }).first().click();
    await expect(page.getByRole('heading', { name: /legacy-crm-export/ })).toBeVisible();
    return page;
  },
  audit: at('te_admin', '/console/audit'),
  'audit, refusals unfolded': async ({ signedIn }) => {
    const page = await signedIn('te_admin');
    await page.goto('/console/audit?outcome=refused');
    await page.getByText('Why refused').filter({ visible: true }).first().click();
    return page;
  },
  'audit, nothing found': at('kms_auditor', '/console/audit?q=nobody-has-this-name'),
  people: at('secu_admin', '/console/people'),
  'add person': at('secu_admin', '/console/people/new'),
  'person, just added': async ({ signedIn }) => {
    const page = await signedIn('te_admin');
    await page.goto('/console/people/new');
    await page.getByLabel('User name').fill(newName());
    await page.getByRole('checkbox', { name: 'Viewer' }).check();
    await page.getByRole('button', { name: 'Add person' }).click();
    await expect(page.getByRole('button', { name: 'Copy password' })).toBeVisible();
    return page;
  },
  'person, deactivated': async ({ signedIn }) => {
    const page = await signedIn('te_admin');
    const { path, name } = await addPerson(page, 'kms_readonly');
    await page.goto(path);
    await page.getByRole('button', { name: `Deactivate ${name}` }).click();
    await expect(page.getByRole('button', { name: `Activate ${name}` })).toBeVisible();
    return page;
  },
  account: at('kms_crypto', '/console/account'),
  'not found': at('te_admin', '/console/nothing-here'),
  denied: at('kms_readonly', '/console/people'),
};

function at(role: 'te_admin' | 'kms_adm' | 'secu_admin' | 'kms_cmk_full' | 'kms_crypto' | 'kms_auditor' | 'kms_readonly', path: string) {
  return async ({ signedIn }: Asked) => {
    const page = await signedIn(role);
    await page.goto(path);
    return page;
  };
}

/** How many pixels the page is wider than its window, and what sticks out. */
async function expectNothingSticksOut(page: Page) {
  const out = await page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const wide = [...document.querySelectorAll('main *')].filter((one) => one.getBoundingClientRect().right > clientWidth + 1);
    return scrollWidth > clientWidth ? wide.slice(0, 5).map((one) => one.outerHTML.slice(0, 120)) : [];
  });
  expect.soft(out, `wider than the window: ${page.url()}`).toEqual([]);
}

for (const [name, open] of Object.entries(pages)) {
  test(`${name}: accessible in both themes, and nothing sticks out`, async ({ signedIn, page: own }) => {
    const page = await open({ signedIn, page: own });
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    await expect(page.getByRole('main')).toHaveCount(1);
    await expect(page).toHaveTitle(/ · Claviger$/);
    await expectNothingSticksOut(page);
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 640 });
    await expectNothingSticksOut(page);
  });
}

test('the longest names, in one word, stick out nowhere', async ({ signedIn, server }) => {
  const [first] = await server.tenant('te_admin');
  const founder = await signedIn(first!);
  const name = newName('p'.repeat(64)).slice(-64);
  const second = await addPerson(founder, 'te_admin', name);
  const page = await signedIn(second);
  const key = await makeKey(page, newAlias('k'.repeat(255)).slice(-255), 'd'.repeat(255));
  await planDeletion(page, key, 30, 'r'.repeat(512));
  const refused = await swapForm(page, `/console/keys/${key.id}/enable`);
  expect(refused.status()).toBe(422);
  const other = await makeKey(page, newAlias('o'.repeat(255)).slice(-255), 'd'.repeat(255));
  await founder.goto('/console/approvals');
  const plan = String(await founder.getByRole('link', { name: key.alias }).first().getAttribute('href'));
  for (const path of [
    '/console/keys',
    `/console/keys/${key.id}`,
    `/console/keys/${key.id}/audit`,
    `/console/keys/${other.id}`,
    `/console/keys/${other.id}/schedule-deletion`,
    '/console/approvals',
    plan,
    '/console/audit',
    '/console/audit?outcome=refused',
    '/console/people',
    second.path,
    '/console/account',
  ]) {
    await founder.goto(path);
    await expect(founder.getByRole('heading', { level: 1 })).toBeVisible();
    await founder.evaluate(() => document.querySelectorAll('main details').forEach((fold) => fold.setAttribute('open', '')));
    for (const width of [1440, 900, 390, 320]) {
      await founder.setViewportSize({ width, height: 900 });
      await expectNothingSticksOut(founder);
    }
  }
});

test.describe('what screen readers are told', { tag: '@desktop' }, () => {
  for (const [name, open] of Object.entries({
    'sign-in': pages['sign-in'],
    approvals: pages['approvals'],
    people: pages['people'],
    audit: pages['audit'],
    account: pages['account'],
  })) {
    test(`of ${name}`, async ({ signedIn, page: own }) => {
      const page = await open!({ signedIn, page: own });
      await expect(page.locator('body')).toMatchAriaSnapshot({ name: `${name}.aria.yml` });
    });
  }

  test('of a person', async ({ signedIn }) => {
    const page = await signedIn('te_admin');
    const { path } = await addPerson(page, 'kms_readonly');
    await page.goto(path);
    await expect(page.locator('body')).toMatchAriaSnapshot({ name: 'person.aria.yml' });
  });
});
