import { parseArgs } from 'node:util'

const SECTIONS = [
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
/** Runs only where it is asked for: it fills a store of ten million events of its own. */
const APART = ['events-manager']

const EVENTS_MIN = 20_000

const USAGE = `npm run bench -- [--only ${[...SECTIONS, ...APART].join(',')}] [--runs N] [--full] [--events N] [--keep DIR] [--profile DIR]
  --only     these sections, the others not; events-manager only where it is named
  --runs     how often each is measured; the medians are printed (1)
  --full     five runs, and ten million events in the store instead of one (takes about an hour)
  --events   how many events the store holds: ten million for events-manager, else a million, or what --full says
  --keep     where events-manager keeps its store, and finds it in the next run
  --profile  has each server write CPU profiles of its threads into DIR, which costs it some speed`

/** @returns what to measure and how often; ends the process where the options say nothing that it knows */
export function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string' },
        runs: { type: 'string' },
        full: { type: 'boolean', default: false },
        events: { type: 'string' },
        keep: { type: 'string' },
        profile: { type: 'string' },
      },
    })
    const only = values.only?.split(',') ?? SECTIONS
    const runs = Number(values.runs ?? (values.full ? 5 : 1))
    const known = [...SECTIONS, ...APART]
    if (!only.every((section) => known.includes(section)) || !(runs >= 1)) throw new Error('no such thing')
    const is_large = values.full || only.every((section) => APART.includes(section))
    const store_events = Number(values.events ?? (is_large ? 10_000_000 : 1_000_000))
    if (!(store_events >= EVENTS_MIN)) throw new Error(`--events: at least ${EVENTS_MIN}`)
    return { only, runs, store_events, keep: values.keep, profile: values.profile }
  } catch (error) {
    process.stderr.write(`${error.message}\n${USAGE}\n`)
    process.exit(2)
  }
}
