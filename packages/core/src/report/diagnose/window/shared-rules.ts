import type { DiagnosisCode } from '../../diagnosis-codes.js'
import { eventsOf, percent, thousands } from '../../sentences.js'
import type { Shared } from '../../signals-window.js'
import { type Diagnosis, diagnosisOf } from '../diagnosis.js'
import { isRaised } from './rows.js'
import { spanOf, type View } from './view.js'

/** A household, an office or a school has fewer of one shop's customers. */
const PEOPLE_MIN = 10

/** One value on many sightings: an address, an fbp, an amount. */
export const diagnoseShared = (view: View): Diagnosis[] =>
  view.window.shared.flatMap((shared) => {
    const code = codeOf(shared)
    if (code === null) return []
    // Identity is shared across all events.
    const event_name = shared.event_name === '' ? null : shared.event_name
    const total = Math.max(shared.count, view.week.count(event_name, shared.channel, 'seen'))
    return isRaised(code, shared.count, total)
      ? [sharedDiagnosis(view, code, { ...shared, event_name }, total)]
      : []
  })

type SharedCode = Extract<DiagnosisCode, 'shared_ip' | 'fbp_fixed' | 'value_zero' | 'value_constant'>

function codeOf({ kind, people, event_name, what }: Shared): SharedCode | null {
  if (kind !== 'value') {
    if (people < PEOPLE_MIN) return null
    return kind === 'fbp' ? 'fbp_fixed' : 'shared_ip'
  }
  if (event_name !== 'Purchase') return null
  return isZero(what) ? 'value_zero' : 'value_constant'
}

/** The amount is decimal text: it is zero where no digit of it is another. */
const isZero = (what: string): boolean => !/[1-9]/.test(what.split(' ', 1)[0] ?? '')

function sharedDiagnosis(
  view: View,
  code: SharedCode,
  shared: Omit<Shared, 'event_name'> & { event_name: string | null },
  total: number,
): Diagnosis {
  const { event_name, channel, count, people, last_ms, samples } = shared
  const part = `${percent(count, total)} of ${eventsOf(event_name, channel)} (${thousands(count)} of ${thousands(total)} in 7 days)`
  const seen: Record<SharedCode, string> = {
    shared_ip: `${part} carry one IP address, behind which stand ${thousands(people)} people or more.`,
    fbp_fixed: `${part} carry one fbp, behind which stand ${thousands(people)} people or more.`,
    value_zero: `${part} carry the value zero.`,
    value_constant: `${part} carry one and the same value.`,
  }
  return diagnosisOf(code, {
    event_name,
    channel,
    seen: seen[code],
    affected: count,
    total,
    first_ms: Math.min(last_ms, spanOf(view, event_name, channel, 'seen').first_ms),
    last_ms,
    samples,
    cause: causeOf(code, shared),
  })
}

function causeOf(code: SharedCode, { channel }: Pick<Shared, 'channel'>): string | null {
  if (code === 'shared_ip')
    return channel === 'server'
      ? "It is most likely your own server's address, or a proxy's before it."
      : 'A proxy before this server hides the visitors: it is not among COUNTERSIGN_TRUSTED_PROXIES.'
  return code === 'fbp_fixed'
    ? 'It was made once and then sent for everybody, by a server or a cached answer.'
    : null
}
