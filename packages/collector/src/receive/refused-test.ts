import type { IncomingMessage } from 'node:http'
import { blockedUnread, type Problem, rejectedRow, type TestRow } from '@countersign/core'
import type { Dataset } from '@countersign/storage'
import type { Stage } from '../stage.js'
import { nothingTested, type Tested } from '../test-events/tell.js'
import { ownSiteOf } from './first-party-cookies.js'
import { bookedName } from './refusal.js'
import { testMarkOf } from './test-mark.js'

/** What a browser's report that is not taken said of the test that it may belong to. */
export interface RefusedReport {
  dataset: Dataset
  event_name: string
  signs: { sent: string | undefined; page: string | undefined } | undefined
  received_at_ms: number
}

/**
 * What Test Events shows of a browser's report that was refused or blocked: its name and why. Nothing else of it was
 * searched for personal data.
 * @param why  its problems, or the code of the rule that blocks it
 * @returns null where it belongs to no test
 */
export function refusedTest(
  { dataset, event_name, signs, received_at_ms }: RefusedReport,
  why: readonly Problem[] | string,
  request: IncomingMessage,
  stage: Stage,
): Tested | null {
  if (stage.test_events === null) return null
  const cookies = request.headers.cookie
  // Nearly all belong to none, and whoever floods us is not looked at more closely than that.
  if (!signs?.sent && !cookies?.includes('_cs_test=') && !signs?.page?.includes('cs_test=')) return null
  const said = { sent: signs?.sent, page: signs?.page, cookies }
  const { code } = testMarkOf(said, ownSiteOf(request, dataset, stage), () => false)
  if (code === undefined) return null
  const base: Pick<TestRow, 'test_event_code' | 'channel' | 'received_at_ms' | 'event_name'> = {
    test_event_code: code,
    channel: 'browser',
    received_at_ms,
    event_name: bookedName(event_name),
  }
  const row = typeof why === 'string' ? blockedUnread(base, why) : rejectedRow(base, why)
  return { ...nothingTested(dataset.id), refused: [row] }
}
