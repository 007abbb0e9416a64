// What a test makes before it begins, by the forms that the console's pages have.

import { randomUUID } from 'node:crypto';
import { type APIResponse, expect, type Page } from '@playwright/test';

export type Key = { id: string; alias: string };

/** An alias that no other key has. */
export function newAlias(beginning = 'key'): string {
  return `${beginning}-${randomUUID().slice(0, 8)}`;
}

/** Sends a form as a page of this person's session would: from our site, with the session's token. It goes where no page leads. */
export async function sendForm(page: Page, path: string, fields: Record<string, string> = {}, headers = {}): Promise<APIResponse> {
  const account = await (await page.request.get('/console/account')).text();
  const csrf = /name="csrf" value="(\w+)"/.exec(account)?.[1] ?? '';
  const origin = new URL(page.url()).origin;
  return page.request.post(path, { form: { csrf, ...fields }, headers: { origin, ...headers }, maxRedirects: 0 });
}

/** Sends a form as htmx does: the answer is what would be swapped in, and nothing is left to say on the next page. */
export async function swapForm(page: Page, path: string, fields: Record<string, string> = {}): Promise<APIResponse> {
  return sendForm(page, path, fields, { 'hx-request': 'true' });
}

/** A key of one's own, enabled. */
export async function makeKey(page: Page, alias = newAlias(), description = ''): Promise<Key> {
  const answer = await swapForm(page, '/console/keys', { alias, description });
  expect(answer.status(), `${alias} is made`).toBe(200);
  return { id: String(answer.headers()['hx-push-url']?.split('/').at(-1)), alias };
}

/** A plan to destroy a key. */
export async function planDeletion(page: Page, { id, alias }: Key, days = 30, reason = 'The archive was moved.'): Promise<void> {
  const answer = await swapForm(page, `/console/keys/${id}/schedule-deletion`, { days: String(days), reason, alias });
  expect(answer.status(), `the deletion of ${alias} is planned`).toBe(200);
}
