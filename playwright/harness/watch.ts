// What no page does, whatever the test: fail in the console, break the policy, ask somebody else.

import { type BrowserContext, expect } from '@playwright/test';

/** Begins to watch all pages of a context; the answer is called at its end. */
export function watch(context: BrowserContext, origin: () => string): () => void {
  const faults: string[] = [];
  context.on('weberror', (error) => faults.push(`error: ${error.error().message}`));
  context.on('console', (message) => {
    // A refusal that a test asked for is told here too, by the browser and by htmx; what breaks the policy has other words.
    const refusal = /^(Failed to load resource: the server responded|Response Status Error Code 4\d\d from )/.test(message.text());
    // What was typed while an answer was on its way needs that answer no more (`hx-sync`); htmx tells it so.
    const replaced = /^htmx:(afterRequest|sendAbort),/.test(message.text());
    if (message.type() === 'error' && !refusal && !replaced) faults.push(`console: ${message.text()}`);
  });
  context.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (protocol.startsWith('http') && asked !== new URL(origin()).origin) faults.push(`asked ${asked}`);
  });
  return () => expect(faults, 'what the pages did wrong').toEqual([]);
}
