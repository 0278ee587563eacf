import { defineConfig } from 'vitest/config';

/** Against the real Python libraries. Needs what scripts/peers.mjs sets up. */
export default defineConfig({
  test: { include: ['test/peers/**/*.test.ts'], testTimeout: 600_000, hookTimeout: 600_000, fileParallelism: false },
});
