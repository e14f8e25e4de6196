import type { DiagnosisCode } from '@countersign/core'
import type { Diagnosed } from './diagnosing.js'
import type { Fault } from './faults/fault.js'

type Planted = Pick<Fault, 'code' | 'expects' | 'implies'>

/** How a shop's diagnosis stands to what was planted in it. */
export interface Outcome {
  shop: string
  planted: number
  found: number
  /** codes of faults that were not found, or not where or not with the cause that they have */
  missed: string[]
  /** what is neither planted nor implied by what is */
  falsely_raised: string[]
}

/** Holds what was found against what was planted. */
export function judge(shop: string, planted: readonly Planted[], raised: readonly Diagnosed[]): Outcome {
  const missed = planted.filter((fault) => !raised.some((diagnosed) => isOf(diagnosed, fault)))
  const implied = new Set<DiagnosisCode>(planted.flatMap(({ implies }) => implies))
  const falsely = raised
    .filter((one) => !implied.has(one.code) && !planted.some((fault) => mayBeOf(one, fault)))
    .map(described)
  return {
    shop,
    planted: planted.length,
    found: planted.length - missed.length,
    missed: missed.map(({ code }) => code),
    falsely_raised: [...new Set(falsely)],
  }
}

/** A fault may show on more events than the one that it is looked for on, and never on a channel that it is not on. */
const mayBeOf = ({ code, channel }: Diagnosed, fault: Planted): boolean =>
  code === fault.code && (fault.expects.channel === undefined || channel === fault.expects.channel)

function isOf(diagnosed: Diagnosed, { code, expects }: Planted): boolean {
  const { event_name, channel, mentions } = expects
  return (
    diagnosed.code === code &&
    (event_name === undefined || diagnosed.event_name === event_name) &&
    (channel === undefined || diagnosed.channel === channel) &&
    (mentions === undefined || mentions.test(`${diagnosed.detail} ${diagnosed.cause}`))
  )
}

const described = ({ code, event_name, channel }: Diagnosed): string =>
  [code, event_name, channel].filter((part) => part !== null && part !== '').join(' ')

/** A line a shop, and one for all. */
export function outcomeTable(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(({ shop, planted, found, missed, falsely_raised }) => [
    shop,
    String(planted),
    String(found),
    missed.join(', ') || '-',
    falsely_raised.join(', ') || '-',
  ])
  const sum = (of: (outcome: Outcome) => number) => String(outcomes.reduce((all, one) => all + of(one), 0))
  rows.unshift(['shop', 'planted', 'found', 'missed', 'falsely raised'])
  rows.push([
    'all',
    sum(({ planted }) => planted),
    sum(({ found }) => found),
    sum(({ missed }) => missed.length),
    sum(({ falsely_raised }) => falsely_raised.length),
  ])
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n')
}
