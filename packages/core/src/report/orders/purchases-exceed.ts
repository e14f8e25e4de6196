import { type Diagnosis, diagnosisOf } from '../diagnose/diagnosis.js'
import { thousands } from '../sentences.js'
import type { TripwireFinding } from './tripwire.js'

/** The tripwire's finding as a diagnosis like the others: it stands beside those of the window. */
export function purchasesExceed(found: TripwireFinding): Diagnosis {
  const { purchases, orders, excess_percent, limit_percent, from_ms, to_ms } = found
  const by = excess_percent === null ? '' : `, ${excess_percent} % more`
  return diagnosisOf('purchases_exceed_orders', {
    event_name: 'Purchase',
    seen: `${thousands(purchases)} Purchases were counted in 24 hours in which the shop had ${thousands(orders)} orders${by} (allowed: ${limit_percent} %).`,
    affected: Math.max(0, purchases - orders),
    total: purchases,
    first_ms: from_ms,
    last_ms: to_ms,
  })
}
