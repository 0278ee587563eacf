import { expect, test } from 'vitest';
import { driftCalls } from '../../../src/drift/contract';
import { explainCalls } from '../../../src/explain/contract';
import { historyPage } from '../../../src/history/contract';
import { reportCalls, reportPage } from '../../../src/reports/contract';
import { runsPage } from '../../../src/runs/contract';
import { storeCalls } from '../../../src/store/contract';

/** One connection carries one conversation, but the log names a call by its method alone. */
test('no call of the runs page has the method of another conversation', () => {
  const methods = (calls: Readonly<Record<string, { readonly method: string }>>): string[] => Object.values(calls).map(call => call.method);
  const runs = methods(runsPage.calls);
  const others = [storeCalls, driftCalls, explainCalls, reportCalls, reportPage().calls, historyPage.calls].flatMap(methods);
  expect(new Set(runs).size).toBe(runs.length);
  expect(runs.filter(method => others.includes(method))).toEqual([]);
  expect(runs.every(method => method.startsWith('runs/'))).toBe(true);
});
