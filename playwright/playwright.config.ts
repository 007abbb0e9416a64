// How the browser's tests run: Debian's Chromium, one server for each worker, nothing skipped and nothing tried twice.

import { defineConfig, devices } from '@playwright/test';

const launchOptions = {
  executablePath: '/usr/bin/chromium-headless-shell',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--disable-dev-shm-usage',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

const desktop = { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } };
const phone = { ...devices['Pixel 7'], viewport: { width: 390, height: 844 } };

export default defineConfig({
  testDir: 'specs',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000, toMatchAriaSnapshot: { pathTemplate: '{testDir}/pages/{arg}{ext}' } },
  // A snapshot that is not there is a fault; `npx playwright test --update-snapshots` writes one on purpose.
  updateSnapshots: 'none',
  reporter: [['list'], ['./harness/counts.ts']],
  use: { launchOptions, locale: 'en-GB', timezoneId: 'UTC', trace: 'off', screenshot: 'only-on-failure' },
  projects: [
    { name: 'desktop', use: desktop },
    { name: 'phone', use: phone, grepInvert: /@desktop/ },
    { name: 'no-js', use: { ...desktop, javaScriptEnabled: false }, grep: /@no-js/ },
  ],
});
