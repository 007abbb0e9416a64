// English and French: chosen before or after signing in, kept, and the same pages in both.

import { expect, test } from '../harness/index.ts';
import { addPerson, openMenu } from '../harness/people.ts';

test('the language is chosen on the sign-in page and goes along', { tag: '@no-js' }, async ({ page, server }) => {
  const { domain, name, password } = server.person('te_admin');
  await page.goto('/console/sign-in?next=/console/people');
  await page.getByRole('link', { name: 'Français' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Se connecter');
  await page.getByLabel('Domaine').fill(domain);
  await page.getByLabel('Nom d’utilisateur').fill(name);
  await page.getByLabel('Mot de passe').fill(password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Personnes');
  expect(page.url()).toBe(`${server.url}/console/people`);
});

test('who chose no language is answered in the browser’s', { tag: '@no-js' }, async ({ browser }) => {
  const context = await browser.newContext({ locale: 'fr-CH' });
  const page = await context.newPage();
  await page.goto('/console/sign-in');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Se connecter');
  await context.close();
});

test('every main page speaks the language that was chosen in the menu, and goes back to the other', { tag: '@no-js' }, async ({
  signedIn,
  server,
}) => {
  const person = server.person('te_admin');
  const page = await signedIn(person);
  await page.goto('/console/audit?outcome=refused');
  await openMenu(page, person.name);
  await page.getByRole('button', { name: 'Français' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Journal');
  expect(new URL(page.url()).search, 'the same view').toBe('?outcome=refused');
  for (const [path, english, french] of pages) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(french);
    await expect(page).toHaveTitle(`${french} · Claviger`);
    await expect(page.getByRole('document').or(page.locator('html')).first()).toHaveAttribute('lang', 'fr');
    await expect(page.getByRole('navigation', { name: 'Navigation principale' })).toBeVisible();
    expect(english).not.toBe(french);
  }
  await page.getByLabel(`Votre menu : ${person.name}`).click();
  await page.getByRole('button', { name: 'English' }).click();
  for (const [path, english] of pages) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(english);
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  }
});

test('the account page has the same choice', { tag: '@no-js' }, async ({ signedIn }) => {
  const page = await signedIn(await addPerson(await signedIn('te_admin'), 'kms_readonly'));
  await page.goto('/console/account');
  await page.getByRole('combobox', { name: 'Language of the console' }).selectOption('Français');
  await page.getByRole('button', { name: 'Save language' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Mon compte');
});

const pages = [
  ['/console/keys', 'Keys', 'Clés'],
  ['/console/keys/new', 'Create key', 'Créer une clé'],
  ['/console/approvals', 'Approvals', 'Approbations'],
  ['/console/audit', 'Audit log', 'Journal'],
  ['/console/people', 'People', 'Personnes'],
  ['/console/people/new', 'Add person', 'Ajouter une personne'],
  ['/console/account', 'Account', 'Mon compte'],
] as const;
