import { purchasesExceed } from '../orders/purchases-exceed.js'
import type { SignalsWindow } from '../signals-window.js'
import { bounded } from './bounded.js'
import type { Diagnosis } from './diagnosis.js'
import { diagnoseCoverage, diagnoseDeduplication } from './window/deduplication-rules.js'
import { diagnoseDomains } from './window/domain-rules.js'
import { diagnoseFound } from './window/found-rules.js'
import { diagnoseMatching } from './window/match-rules.js'
import { diagnoseRatios } from './window/ratio-rules.js'
import { diagnoseRefusals } from './window/refusal-rules.js'
import { diagnoseShared } from './window/shared-rules.js'
import { diagnoseSilence } from './window/silence-rules.js'
import { type DiagnosePort, viewOf } from './window/view.js'
import { withoutConsequences } from './without-consequences.js'

/**
 * Says what is wrong with a dataset, from what was counted of it: each rule of rows.ts, without what only follows from
 * another diagnosis. The most severe first, then what affects most; at most 20 of a code and 300 in all.
 * @returns [] for a healthy dataset. Never throws.
 * @source reference 7.5, 8, 9.2, 9.3, 13.3 to 13.5
 */
export function diagnose(window: SignalsWindow, { score, tripped = null }: DiagnosePort): Diagnosis[] {
  const view = viewOf(window, score)
  const all = [
    ...diagnoseRefusals(view),
    ...diagnoseFound(view),
    ...diagnoseDeduplication(view),
    ...diagnoseCoverage(view),
    ...diagnoseRatios(view),
    ...diagnoseSilence(view),
    ...diagnoseMatching(view),
    ...diagnoseShared(view),
    ...diagnoseDomains(view),
    ...(tripped === null ? [] : [purchasesExceed(tripped)]),
  ]
  return bounded(withoutConsequences(all))
}
