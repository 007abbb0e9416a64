// Closes a run with one plain line, and lets no test be skipped in silence.

import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter';

export default class Counts implements Reporter {
  private readonly passed = new Set<string>();
  private readonly failed = new Set<string>();
  private errors = 0;

  onTestEnd(test: TestCase, result: TestResult) {
    (result.status === 'passed' ? this.passed : this.failed).add(test.id);
  }

  /** What belongs to no test: a server that would not stop, a spec that does not load. */
  onError() {
    this.errors += 1;
  }

  async onEnd(result: FullResult) {
    const failed = this.failed.size + this.errors;
    console.log(`\nbrowser: ${this.passed.size} passed, ${failed} failed`);
    const complete = result.status === 'passed' && failed === 0 && this.passed.size > 0;
    return { status: complete ? result.status : ('failed' as const) };
  }
}
