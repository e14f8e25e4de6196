import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Unit tests read the packages' sources, so that a test run never sees a stale build.
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'tests/**/*.test.ts'],
    pool: 'forks',
    testTimeout: 30_000,
  },
})
