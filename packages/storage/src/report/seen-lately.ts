import { REPORTED_AS, reportedText } from '@countersign/core/rules'
import { lookAtNewest, type SampleSources } from './newest-events.js'

/** What events of one name showed lately, to choose rules from: the most frequent first. */
export interface SeenLately {
  since_ms: number
  looked_at: number
  is_all: boolean
  /** addresses without query and fragment */
  urls: { url: string; events: number }[]
  /** of pressed buttons, masked; none but of SubscribedButtonClick */
  texts: { text: string; events: number }[]
}

const SHOWN_MAX = 100
/** So many different ones are told apart; what comes later is not shown. */
const KEPT_MAX = 2_000
const URL_CHARS_MAX = 2_048

/** Gathers the addresses and the texts of buttons of the newest counted events of a name. */
export function readSeenLately(
  dataset_id: string,
  event_name: string,
  since_ms: number,
  sources: SampleSources,
): SeenLately {
  const urls = new Map<string, number>()
  const texts = new Map<string, number>()
  const looked = lookAtNewest(dataset_id, event_name, since_ms, sources, ({ line: { event } }) => {
    const url = event.event_source_url?.replace(/[?#].*/s, '') ?? ''
    if (url !== '' && url.length <= URL_CHARS_MAX) add(urls, url)
    const text = event_name === REPORTED_AS.click ? reportedText(event) : null
    if (text !== null) add(texts, text)
  })
  return {
    since_ms,
    ...looked,
    urls: mostOf(urls).map(([url, events]) => ({ url, events })),
    texts: mostOf(texts).map(([text, events]) => ({ text, events })),
  }
}

function add(counts: Map<string, number>, value: string): void {
  const known = counts.get(value)
  if (known !== undefined || counts.size < KEPT_MAX) counts.set(value, (known ?? 0) + 1)
}

const mostOf = (counts: Map<string, number>) =>
  [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, SHOWN_MAX)
