import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Unit tests read the packages' sources, so that a test run never sees a stale build.
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'packages/integrations/**/*.test.ts',
      'tests/**/*.test.ts',
      'examples/*/src/**/*.test.ts',
    ],
    pool: 'forks',
    // The tests of the real process mostly wait: two at a time even where there are two cores.
    maxWorkers: 2,
    maxConcurrency: 8,
    testTimeout: 30_000,
  },
})
