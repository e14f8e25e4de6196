import { AssertionError } from 'node:assert'
import { type Conversion, Conversions } from '../counted/conversions.js'
import type { Store } from '../counted/store.js'
import { differences, type ExpectedConversion } from './expected.js'
import { describe, explain, identify } from './explain.js'

const WITHIN_MS = 5_000
const NONE_WITHIN_MS = 500

/** How long to wait, and how many of them there must be. */
export interface Waiting {
  /** milliseconds; 5,000 where left out */
  within_ms?: number
  /** exactly so many counted events must be as expected; left out: at least one */
  times?: number
}
/** @property within_ms  how long none may come; 500 where left out */
export type NoneWaiting = Pick<Waiting, 'within_ms'>

/** Waits for conversions by being told of each report, and says what came instead. */
export class Expectations {
  constructor(private readonly store: Store) {}

  /**
   * Resolves with the first conversion that is as expected: at once where it is there, else when it comes.
   * @throws AssertionError  where it has not come in time, or more than `times` have
   */
  async expectConversion(event_name: string, given: ExpectedConversion & Waiting = {}): Promise<Conversion> {
    const { within_ms = WITHIN_MS, times, ...expected } = given
    const fail = failureOf(event_name, expected, this.expectConversion)
    const watch = this.watch(event_name, expected)
    const enough = () => watch.matching().length >= (times ?? 1)
    try {
      if (!enough()) await watch.until(enough, within_ms)
      const found = watch.matching()
      const [first] = found
      const wanted = describe(event_name, expected)
      if (first === undefined || found.length < (times ?? 1)) {
        const so_far = found.length === 0 ? 'It was not counted' : `${found.length} of ${times} were counted`
        const what = times === undefined ? `a ${wanted}` : `${times} × ${wanted}`
        throw fail(
          `Expected ${what}. ${so_far} within ${within_ms} ms.\n${this.explain(event_name, expected)}`,
        )
      }
      if (times !== undefined && found.length > times)
        throw fail(
          `Expected ${times} × ${wanted}, but ${found.length} were counted:\n` +
            `${found.map((one) => `  ${identify(one)}`).join('\n')}\n` +
            'Reports of one conversion count once where event_name and event_id are the same.',
        )
      return first
    } finally {
      watch.end()
    }
  }

  /**
   * Resolves once none has come for `within_ms`.
   * @throws AssertionError  as soon as one is there
   */
  async expectNoConversion(event_name: string, given: ExpectedConversion & NoneWaiting = {}): Promise<void> {
    const { within_ms = NONE_WITHIN_MS, ...expected } = given
    const fail = failureOf(event_name, expected, this.expectNoConversion)
    const watch = this.watch(event_name, expected)
    const any = () => watch.matching().length > 0
    try {
      if (!any()) await watch.until(any, within_ms)
      const [first] = watch.matching()
      if (first !== undefined)
        throw fail(`Expected no ${describe(event_name, expected)}, but there is ${identify(first)}.`)
    } finally {
      watch.end()
    }
  }

  private explain(event_name: string, expected: ExpectedConversion): string {
    const conversions = new Conversions()
    for (const report of this.store.kept) conversions.add(report)
    return explain({ event_name, expected, conversions: [...conversions.all()], bad: this.store.bad.all() })
  }

  /** The conversions that are as expected, kept up to date with each report. */
  private watch(event_name: string, expected: ExpectedConversion) {
    const conversions = new Conversions()
    const matching = new Map<number, Conversion>()
    let told = () => {}
    const look = (event_seq: number) => {
      const conversion = conversions.at(event_seq)
      if (conversion === undefined) return
      if (differences(conversion, expected).length === 0) matching.set(event_seq, conversion)
      else matching.delete(event_seq)
    }
    const met = new Set<number>()
    for (const report of this.store.kept)
      if (report.event_name === event_name) met.add(conversions.add(report))
    for (const event_seq of met) look(event_seq)
    const end = this.store.onReceived((report) => {
      if (report.event_name !== event_name) return
      look(conversions.add(report))
      told()
    })
    return {
      matching: () => [...matching.values()],
      end,
      /** Resolves when it is so, or when the time is over. */
      until: (is_so: () => boolean, within_ms: number) =>
        new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, within_ms)
          told = () => {
            if (!is_so()) return
            clearTimeout(timer)
            resolve()
          }
        }),
    }
  }
}

/** Makes the error of an expectation, whose stack begins where the test called it. */
function failureOf(event_name: string, expected: ExpectedConversion, called: (...given: never[]) => unknown) {
  const from = { stack: '' }
  Error.captureStackTrace(from, called)
  return (message: string): AssertionError => {
    const error = new AssertionError({
      message,
      expected: { event_name, ...expected },
      operator: called.name,
    })
    error.stack = `AssertionError: ${message}\n${from.stack.split('\n').slice(1).join('\n')}`
    return error
  }
}
