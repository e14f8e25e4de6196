import { type Diagnosis, diagnosisOf } from '../diagnose/diagnosis.js'
import { percentText, thousands } from '../sentences.js'
import type { TripwireFinding } from './tripwire.js'

/**
 * The tripwire's finding as a diagnosis like the others: it stands beside those of the window. Its whole is what was counted,
 * as that of the others: a share of the orders could be more than all. What is let pass is said in Purchases for that reason.
 */
export function purchasesExceed(found: TripwireFinding): Diagnosis {
  const { purchases, orders, limit_percent, from_ms, to_ms } = found
  const beyond = Math.max(0, purchases - orders)
  const let_pass = Math.floor((orders * limit_percent) / 100)
  return diagnosisOf('purchases_exceed_orders', {
    event_name: 'Purchase',
    seen: `${thousands(beyond)} of ${thousands(purchases)} counted Purchases (${percentText(beyond / purchases)}) have no order: the shop had ${thousands(orders)} in the same 24 hours. ${thousands(let_pass)} more than these are let pass.`,
    affected: beyond,
    total: purchases,
    first_ms: from_ms,
    last_ms: to_ms,
  })
}
