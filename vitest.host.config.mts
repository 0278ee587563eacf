import { defineConfig } from 'vitest/config';

/** Starts the extension-host tests of test/host in a real VS Code and reports each of them. */
export default defineConfig({
  test: { include: ['test/support/hostTests.test.ts'], testTimeout: 240_000, hookTimeout: 240_000, fileParallelism: false },
});
