// What a spec imports: `test` with a server of its worker's own and people signed in, `expect` and `expectAccessible`.

import { type BrowserContext, type Page, test as base } from '@playwright/test';
import { type Person, type Role, Server } from './server.ts';
import { watch } from './watch.ts';

export { expect } from '@playwright/test';
export { expectAccessible } from './accessible.ts';
export { type Key, makeKey, newAlias, planDeletion, sendForm, swapForm } from './forms.ts';
export type { Person, Role } from './server.ts';

type OfTest = {
  /** A page of somebody's own, signed in: `await signedIn('kms_adm')`, or a person of `server.people`. */
  signedIn: (who: Role | Person) => Promise<Page>;
};

type OfWorker = {
  /** The server that this worker's tests share; what a test changes, it makes first. */
  server: Server;
};

export const test = base.extend<OfTest, OfWorker>({
  server: [
    async ({}, use) => {
      const server = await Server.start();
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 170_000 },
  ],

  baseURL: async ({ server }, use) => use(server.url),

  context: async ({ context, baseURL }, use) => {
    const end = watch(context, () => baseURL ?? '');
    await use(context);
    end();
  },

  signedIn: async ({ browser, server }, use) => {
    const opened: { context: BrowserContext; end: () => void }[] = [];
    await use(async (who) => {
      const { domain, name, password } = typeof who === 'string' ? server.person(who) : who;
      const context = await browser.newContext();
      opened.push({ context, end: watch(context, () => server.url) });
      const page = await context.newPage();
      // The form is sent without being drawn: specs about signing in draw it themselves.
      const form = await (await context.request.get('/console/sign-in')).text();
      const csrf = /name="csrf" value="(\w+)"/.exec(form)?.[1] ?? '';
      const sent = { form: { csrf, domain, user: name, password }, headers: { origin: server.url }, maxRedirects: 0 };
      const answer = await context.request.post('/console/sign-in', sent);
      if (answer.status() !== 303) throw new Error(`${name} was not signed in: ${answer.status()}`);
      await page.goto('/console');
      return page;
    });
    for (const { context, end } of opened) {
      await context.close();
      end();
    }
  },
});

test.afterEach(async ({ server }, info) => {
  if (info.status !== info.expectedStatus) await info.attach('server.log', { body: server.lastWords(), contentType: 'text/plain' });
});
