import type { Channel } from '@countersign/core'
import Big from 'big.js'
import type { HourlyCount } from '../report/facts-reader.js'

/** What was received in some hours, and what became of it; `value` by the currency that it came with. */
export interface BookSums {
  received: { [C in Channel]: number }
  counted: number
  duplicate: number
  rejected: number
  blocked: number
  restricted: number
  /** counted events that were reported on both channels, in the hour of the first report */
  both: number
  value: { [currency: string]: number }
}

/** Amounts of a measure, as queries.ts adds them up. */
export interface AmountSum {
  measure: string
  /** ten thousandths */
  scaled: string
  /** decimals that are none, a space between them; null: there are none */
  others: string | null
}

const VALUE = 'value:'
const SCALE = 10_000

/** Adds the hourly books up. */
export class Sums {
  private readonly sums = {
    received: { browser: 0, server: 0 },
    ...{ counted: 0, duplicate: 0, rejected: 0, blocked: 0, restricted: 0 },
  }
  private both = 0
  private readonly value = new Map<string, Big>()

  /** Repetitions of a sighting id are in no sum: they were received before. */
  count({ channel, state, count }: Pick<HourlyCount, 'channel' | 'state' | 'count'>): void {
    if (state === 'repeated') return
    this.sums.received[channel] += count
    this.sums[state] += count
  }

  amount({ measure, scaled, others }: AmountSum): void {
    let sum = new Big(scaled).div(SCALE)
    for (const other of others?.split(' ') ?? []) sum = sum.plus(other)
    if (measure === 'both') this.both += sum.toNumber()
    if (!measure.startsWith(VALUE)) return
    const currency = measure.slice(VALUE.length)
    this.value.set(currency, sum.plus(this.value.get(currency) ?? 0))
  }

  get received(): number {
    return this.sums.received.browser + this.sums.received.server
  }

  shown(): BookSums {
    const value = [...this.value].map(([currency, sum]) => [currency, sum.toNumber()] as const)
    return {
      ...this.sums,
      received: { ...this.sums.received },
      both: this.both,
      value: Object.fromEntries(value.filter(([, amount]) => amount !== 0)),
    }
  }
}
