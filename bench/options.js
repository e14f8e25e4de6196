import { parseArgs } from 'node:util'

export const SECTIONS = [
  'singles',
  'paced',
  'mixed',
  'batches',
  'sustained',
  'loops',
  'walkeros',
  'store',
  'delivery',
  'beside',
  'signals',
]

const USAGE = `npm run bench -- [--only ${SECTIONS.join(',')}] [--runs N] [--full] [--profile DIR]
  --only     these sections, the others not
  --runs     how often each is measured; the medians are printed (1)
  --full     five runs, and ten million events in the store instead of one (takes about an hour)
  --profile  has each server write CPU profiles of its threads into DIR, which costs it some speed`

/** @returns what to measure and how often; ends the process where the options say nothing that it knows */
export function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string' },
        runs: { type: 'string' },
        full: { type: 'boolean', default: false },
        profile: { type: 'string' },
      },
    })
    const only = values.only?.split(',') ?? SECTIONS
    const runs = Number(values.runs ?? (values.full ? 5 : 1))
    if (!only.every((section) => SECTIONS.includes(section)) || !(runs >= 1)) throw new Error('no such thing')
    const store_events = values.full ? 10_000_000 : 1_000_000
    return { only, runs, store_events, profile: values.profile }
  } catch (error) {
    process.stderr.write(`${error.message}\n${USAGE}\n`)
    process.exit(2)
  }
}
