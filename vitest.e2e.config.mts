import { defineConfig } from 'vitest/config';

/** A person's clicks and keys in a real browser. One at a time: two cores are few for two VS Codes. */
export default defineConfig({
  test: { include: ['test/e2e/**/*.test.ts'], testTimeout: 180_000, hookTimeout: 240_000, fileParallelism: false, bail: 0 },
});
