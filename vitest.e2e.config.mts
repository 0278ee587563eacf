import { defineConfig } from 'vitest/config';

const shared = { testTimeout: 180_000, hookTimeout: 240_000 };
/** Pages in a browser without VS Code, whose time is not taken. */
const pages = ['test/e2e/{artifact,detect,embeddings,history,monitor,quality,runs,versions}Page.test.ts', 'test/e2e/driftTexts.test.ts'];

/** A person's clicks and keys in a real browser. VS Code has the machine to itself, as two cores are few for two of them. */
export default defineConfig({
  test: {
    bail: 0,
    projects: [
      { test: { ...shared, name: 'pages', include: pages, fileParallelism: true, maxWorkers: 2, sequence: { groupOrder: 0 } } },
      {
        test: {
          ...shared,
          name: 'alone',
          include: ['test/e2e/**/*.test.ts'],
          exclude: pages,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
