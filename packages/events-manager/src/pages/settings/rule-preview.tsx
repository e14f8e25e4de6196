import type { ReactNode } from 'react'
import type { Dataset } from '../../client/queries.js'
import { Time } from '../../parts/figures.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { Refusal } from '../../parts/refusal.js'
import { zoneOf } from '../../range/use-range.js'
import { words } from '../../words/words.js'
import styles from './rule-preview.module.css'
import shared from './settings.module.css'

const { preview } = words.settingsRules

interface RulePreviewProps {
  dataset: Dataset
  /** how many it matched, in words; null: not known yet */
  said: string | null
  /** the rule was changed since, and is tried again */
  is_stale: boolean
  error: unknown
  samples: readonly { at_ms: number; url: string | null; shown: ReactNode }[]
  /** what it cannot know */
  note?: ReactNode
}

/** What a rule would have matched of the last 7 days; it changes nothing. */
export const RulePreview = ({ dataset, said, is_stale, error, samples, note }: RulePreviewProps) => (
  <section className={styles.preview} aria-label={preview.title}>
    <h3 className={styles.title}>{preview.title}</h3>
    <Refusal error={error} />
    <div role="status">{said ?? preview.incomplete}</div>
    {said !== null && (
      <ul className={styles.samples} data-stale={is_stale || undefined}>
        {samples.map(({ at_ms, url, shown }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: samples are drawn anew as a whole, and two may be alike.
          <li key={at}>
            <Time at_ms={at_ms} zone={zoneOf(dataset)} />
            <div>
              <div>{url === null ? preview.no_url : <ForeignText text={url} chars={80} />}</div>
              {shown}
            </div>
          </li>
        ))}
      </ul>
    )}
    {note !== undefined && <p className={shared.note}>{note}</p>}
  </section>
)
