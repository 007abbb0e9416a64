// Nobody is kept out: what axe finds in a page, in both themes.

import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Holds the page, as it stands, to WCAG 2.2 AA in the light theme and in the dark. It needs scripts. */
export async function expectAccessible(page: Page): Promise<void> {
  if (test.info().project.use.javaScriptEnabled === false) throw new Error('axe cannot look at a page that runs no scripts');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // Colours may still be on their way to the other theme: what is wrong stays wrong.
    await expect(async () => {
      const { violations, passes } = await new AxeBuilder({ page }).withTags(rules).analyze();
      const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
      expect(found, `${page.url()} in the ${colorScheme} theme`).toEqual([]);
      expect(passes.length, 'axe looked at the page').toBeGreaterThan(0);
    }).toPass({ timeout: 20_000 });
  }
  await page.emulateMedia({ colorScheme: null });
}
