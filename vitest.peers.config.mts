import { defineConfig } from 'vitest/config';

/** Servers, killed writers and the editor have the machine to themselves; what only computes runs two files at a time. */
const alone = ['test/peers/{rest,server,store}*.test.ts'];
const shared = { testTimeout: 1_200_000, hookTimeout: 1_200_000 };

/** Against the real Python libraries. Needs what scripts/peers.mjs sets up. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'computed',
          include: ['test/peers/**/*.test.ts'],
          exclude: alone,
          fileParallelism: true,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      { test: { ...shared, name: 'alone', include: alone, fileParallelism: false, sequence: { groupOrder: 1 } } },
    ],
  },
});
