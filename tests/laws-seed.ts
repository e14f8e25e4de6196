import { configureGlobal } from 'fast-check'

/**
 * `npm test` tries the same cases each time, so that a change is not refused for what another one left behind.
 * `npm run test:laws` looks further: new cases each time, and many of them.
 */
const runs = process.env.LAWS_RUNS
configureGlobal(runs === undefined ? { seed: 20_260_101 } : { numRuns: Number(runs) })
