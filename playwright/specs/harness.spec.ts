// The harness itself: it finds what it is there to find, and nothing where there is nothing.

import { type BrowserContext, expect, test } from '@playwright/test';
import { expectAccessible } from '../harness/accessible.ts';
import { watch } from '../harness/watch.ts';

const here = 'http://claviger.test';

async function show(context: BrowserContext, body: string) {
  const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'";
  const answer = {
    contentType: 'text/html',
    headers: { 'content-security-policy': policy },
    body: `<!doctype html><html lang="en"><head><title>Keys</title><link rel="icon" href="/icon.svg">
      <link rel="stylesheet" href="/page.css"></head><body><main>${body}</main></body></html>`,
  };
  const css = `:root { color-scheme: light dark } body { background: light-dark(#fff, #111) } .pale { color: light-dark(#ccc, #eee) }
    .dim { color: light-dark(#111, #222) } @media (scripting: enabled) { .without-script { display: none } }`;
  await context.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/page.css') return route.fulfill({ contentType: 'text/css', body: css });
    if (pathname === '/icon.svg') return route.fulfill({ contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' });
    return route.fulfill(answer);
  });
  const page = await context.newPage();
  await page.goto(`${here}/`);
  return page;
}

test('a page that everybody can use passes, in both themes', async ({ context }) => {
  const end = watch(context, () => here);
  await expectAccessible(await show(context, '<h1>Keys</h1><p>No key yet.</p>'));
  end();
});

for (const [fault, body, found] of [
  ['a field without a name', '<h1>Keys</h1><input>', /label: <input>/],
  ['text too pale in the light theme', '<h1>Keys</h1><p class="pale">No key yet.</p>', /light theme[^]*color-contrast/],
  ['text too dim in the dark theme', '<h1>Keys</h1><p class="dim">No key yet.</p>', /dark theme[^]*color-contrast/],
] as const) {
  test(`${fault} is found`, async ({ context }) => {
    await expect(expectAccessible(await show(context, body))).rejects.toThrow(found);
  });
}

for (const [fault, body, found] of [
  ['a style in the page', '<h1 style="color: red">Keys</h1>', /inline style/],
  ['a script in the page', '<h1>Keys</h1><script>document.title = "x"</script>', /inline script/],
  ['an image from elsewhere', '<h1>Keys</h1><img alt="" src="http://elsewhere.test/x.png">', /elsewhere\.test/],
] as const) {
  test(`${fault} is found`, async ({ context }) => {
    const end = watch(context, () => here);
    await show(context, body);
    await expect(async () => expect(end).toThrow(found)).toPass();
  });
}

test('only who has scripts sees what needs them', { tag: '@no-js' }, async ({ context }, info) => {
  const page = await show(context, '<h1>Keys</h1><button class="without-script">Apply</button>');
  await expect(page.getByRole('button')).toBeVisible({ visible: info.project.name === 'no-js' });
});

test('a page has the width of its project', async ({ page }, info) => {
  expect(page.viewportSize()?.width).toBe(info.project.name === 'phone' ? 390 : 1440);
});
