import type { Channel } from '@countersign/core'
import { DecimalSum } from '../fold/decimal-sum.js'
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

const VALUE = 'value:'

/** Adds the hourly books up. */
export class Sums {
  private readonly sums = {
    received: { browser: 0, server: 0 },
    ...{ counted: 0, duplicate: 0, rejected: 0, blocked: 0, restricted: 0 },
  }
  private readonly both = new DecimalSum()
  private readonly value = new Map<string, DecimalSum>()

  /** Repetitions of a sighting id are in no sum: they were received before. */
  count({ channel, state, count }: Pick<HourlyCount, 'channel' | 'state' | 'count'>): void {
    if (state === 'repeated') return
    this.sums.received[channel] += count
    this.sums[state] += count
  }

  amount({ measure, amount }: { measure: string; amount: string }): void {
    if (measure === 'both') this.both.add(amount)
    if (!measure.startsWith(VALUE)) return
    const currency = measure.slice(VALUE.length)
    const sum = this.value.get(currency) ?? new DecimalSum()
    this.value.set(currency, sum)
    sum.add(amount)
  }

  get received(): number {
    return this.sums.received.browser + this.sums.received.server
  }

  shown(): BookSums {
    const value = [...this.value].map(([currency, sum]) => [currency, sum.total().toNumber()] as const)
    return {
      ...this.sums,
      received: { ...this.sums.received },
      both: this.both.total().toNumber(),
      value: Object.fromEntries(value.filter(([, amount]) => amount !== 0)),
    }
  }
}
