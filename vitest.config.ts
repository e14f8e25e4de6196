import { defineConfig } from 'vitest/config'

/** Real processes and browsers beside one another on a busy machine: what such a test waits for may come too late once. */
const PROCESS_RETRIES = 1

export default defineConfig({
  // Unit tests read the packages' sources, so that a test run never sees a stale build.
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    pool: 'forks',
    // The tests of the real process mostly wait: two at a time even where there are two cores.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'packages/*/src/**/*.test.ts',
            'packages/integrations/**/*.test.ts',
            'examples/*/src/**/*.test.ts',
            // In one process and on a clock of its own: what fails there once is wrong.
            'tests/signals/**/*.test.ts',
          ],
          setupFiles: ['./tests/laws-seed.ts'],
          testTimeout: 30_000,
          maxConcurrency: 8,
        },
      },
      {
        extends: true,
        test: {
          name: 'process',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/signals/**'],
          setupFiles: ['./tests/laws-seed.ts'],
          testTimeout: 30_000,
          maxConcurrency: 8,
          retry: PROCESS_RETRIES,
        },
      },
    ],
  },
})
