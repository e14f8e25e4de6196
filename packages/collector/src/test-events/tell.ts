import { type Problem, rejectedRow, type TestedEvent, type TestRow } from '@countersign/core'
import type { Stage } from '../stage.js'

/** What of a request Test Events shows, once the request is journalled. */
export interface Tested {
  dataset_id: string
  /** the rows of its sightings, in the order of their lines, which come first */
  sighted: { row: TestRow; has_own_id: boolean }[]
  /** those of its events that were refused or blocked */
  refused: TestRow[]
}

export const nothingTested = (dataset_id: string): Tested => ({ dataset_id, sighted: [], refused: [] })

/** Tells whoever watches. @param seq  of the request's first line */
export function tellTested({ dataset_id, sighted, refused }: Tested, seq: number, stage: Stage): void {
  const { test_events } = stage
  if (test_events === null) return
  if (sighted.length > 0)
    test_events.sighted(
      dataset_id,
      sighted.map((one, index) => ({ ...one, seq: seq + index })),
    )
  if (refused.length > 0) test_events.refused(dataset_id, refused)
}

/** The same once `journalled` resolves; where it does not, nothing has come in. */
export function tellOnce(journalled: Promise<number>, tested: Tested, stage: Stage): void {
  journalled.then(
    (seq) => tellTested(tested, seq, stage),
    () => undefined,
  )
}

/**
 * The rows of a request that was refused as a whole: one an event, each with the problems that are its own.
 * @param event_names  as the books may keep them
 */
export function rejectedRows(
  base: Pick<TestedEvent, 'test_event_code' | 'channel' | 'received_at_ms'>,
  problems: readonly Problem[],
  event_names: readonly string[],
): TestRow[] {
  const by_event = new Map<number, Problem[]>()
  const of_all: Problem[] = []
  for (const problem of problems) {
    const index = EVENT.exec(problem.at)?.[1]
    if (index === undefined) of_all.push(problem)
    else by_event.set(Number(index), [...(by_event.get(Number(index)) ?? []), problem].slice(0, PROBLEMS_MAX))
  }
  if (event_names.length === 0 || of_all.length > 0)
    return [rejectedRow({ ...base, event_name: event_names[0] ?? '' }, problems)]
  return event_names.map((event_name, index) =>
    rejectedRow({ ...base, event_name }, by_event.get(index) ?? []),
  )
}
const EVENT = /^data\[(\d+)\]/
const PROBLEMS_MAX = 20
