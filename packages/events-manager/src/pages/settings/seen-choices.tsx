import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Dataset } from '../../client/queries.js'
import { formatCount } from '../../format/count.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { Refusal } from '../../parts/refusal.js'
import { words } from '../../words/words.js'
import { type Picked, picksOfText, picksOfUrl } from './seen.js'
import styles from './seen-choices.module.css'
import shared from './settings.module.css'
import { seenLatelyQuery } from './use-preview.js'

const { seen } = words.settingsRules
const SHOWN_MAX = 8

interface SeenChoicesProps {
  dataset: Dataset
  /** of which events */
  event_name: string
  what: 'urls' | 'texts'
  /** the ways in which the rule can compare */
  ways: readonly Picked['how'][]
  /** what is typed already: only what holds it is shown */
  typed: string
  onPick(pick: Picked): void
}

/** What was seen in the last 7 days, each to be picked as a condition. Asked for once it is opened. */
export function SeenChoices({ dataset, event_name, what, ways, typed, onPick }: SeenChoicesProps) {
  const [open, setOpen] = useState(false)
  const { data, error } = useQuery({
    ...seenLatelyQuery(dataset.id, event_name),
    enabled: open && event_name !== '',
  })
  const all = data === undefined ? [] : what === 'urls' ? data.urls.map(ofUrl) : data.texts.map(ofText)
  const wanted = typed.trim().toLowerCase()
  const holding = all.filter(({ value }) => value.toLowerCase().includes(wanted))
  // What was picked is no search: the others stay to be picked instead.
  const shown = (holding.length === 0 ? all : holding).slice(0, SHOWN_MAX)
  return (
    <div className={styles.seen}>
      <Button
        variant="subtle"
        size="compact-sm"
        className={shared.start}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {open ? seen.close : seen.open[what]}
      </Button>
      {open && (
        <>
          <Refusal error={error} />
          {event_name === '' && <p className={shared.note}>{seen.name_first}</p>}
          {data !== undefined && shown.length === 0 && <p className={shared.note}>{seen.none[what]}</p>}
          <ul className={styles.seen_list}>
            {shown.map(({ value, events, picks }) => (
              <li key={value}>
                <span>
                  <ForeignText text={value} chars={80} />{' '}
                  <span className={shared.dim}>{formatCount(events)}</span>
                </span>
                <span className={styles.seen_picks}>
                  {picks
                    .filter(({ how }) => ways.includes(how))
                    .map((pick) => (
                      <Button
                        key={pick.how}
                        variant="default"
                        size="compact-xs"
                        aria-label={seen.pick_of(pick)}
                        onClick={() => onPick(pick)}
                      >
                        {seen.ways[pick.how]}
                      </Button>
                    ))}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

const ofUrl = ({ url, events }: { url: string; events: number }) => ({
  value: url,
  events,
  picks: picksOfUrl(url),
})
const ofText = ({ text, events }: { text: string; events: number }) => ({
  value: text,
  events,
  picks: picksOfText(text),
})
