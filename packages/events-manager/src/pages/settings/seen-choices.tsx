import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Dataset } from '../../client/queries.js'
import type { SeenLately } from '../../client/shapes.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { Refusal } from '../../parts/refusal.js'
import { words } from '../../words/words.js'
import { type Picked, picksOfPlace, picksOfText } from './seen.js'
import styles from './seen-choices.module.css'
import { placesOf } from './seen-places.js'
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
  const all =
    data === undefined ? [] : what === 'urls' ? choicesOfUrls(data, typed) : choicesOfTexts(data, typed)
  const shown = all.slice(0, SHOWN_MAX)
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
            {shown.map(({ value, events, addresses, picks }) => (
              <li key={value}>
                <span>
                  <ForeignText text={value} chars={80} />{' '}
                  <span className={shared.dim}>{seen.counts(addresses, events)}</span>
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

interface Choice {
  /** as it is shown */
  value: string
  events: number
  /** more than one: what they have in common is picked */
  addresses: number
  picks: Picked[]
}

// Looked through first: who types an id looks for that one.
const choicesOfUrls = ({ urls }: SeenLately, typed: string): Choice[] =>
  placesOf(holding(urls, ({ url }) => url, typed)).map((place) => ({
    value: place.addresses > 1 ? `${place.url}…` : place.url,
    events: place.events,
    addresses: place.addresses,
    picks: picksOfPlace(place),
  }))

const choicesOfTexts = ({ texts }: SeenLately, typed: string): Choice[] =>
  holding(texts, ({ text }) => text, typed).map(({ text, events }) => ({
    value: text,
    events,
    addresses: 1,
    picks: picksOfText(text),
  }))

/** Those that hold what is typed; where none does it was picked before, and all stay to be picked instead. */
function holding<Seen>(all: readonly Seen[], textOf: (seen: Seen) => string, typed: string) {
  const wanted = typed.trim().toLowerCase()
  const held = all.filter((each) => textOf(each).toLowerCase().includes(wanted))
  return held.length === 0 ? all : held
}
