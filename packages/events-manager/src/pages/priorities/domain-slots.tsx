import { Autocomplete, Button } from '@mantine/core'
import { type DragEvent, type FormEvent, useLayoutEffect, useRef, useState } from 'react'
import { ForeignText } from '../../parts/foreign-text.js'
import { showNotice } from '../../parts/notice.js'
import { words } from '../../words/words.js'
import { Advice } from './advice.js'
import styles from './priorities.module.css'
import { SlotRow } from './slot-row.js'
import { type DomainSlots as DomainOrder, placesOf, SLOTS_MAX, slotsIn } from './slots.js'
import type { Draft } from './use-draft.js'

const { order: said } = words.priorities

interface DomainSlotsProps {
  domain: DomainOrder
  draft: Draft
  funnel: readonly string[]
  is_verified: boolean
  may: boolean
}

/** The events of one domain in their order, and how it stands to the funnel. */
export function DomainSlots({
  domain: { domain, slots },
  draft,
  funnel,
  is_verified,
  may,
}: DomainSlotsProps) {
  const list = useRef<HTMLOListElement>(null)
  const [told, setTold] = useState('')
  const [dragged, setDragged] = useState<number | null>(null)
  const [target, setTarget] = useState<number | null>(null)
  const focused = useFocusKept(list)
  const taken = slotsIn(slots)
  const places = placesOf(slots)
  const move = (from: number, to: number) => {
    const slot = slots[from]
    if (slot === undefined || to < 0 || to >= slots.length) return
    focused.current = slot.event_name
    draft.edit({ kind: 'move', domain, from, to })
    setTold(said.moved(slot.event_name, to + 1, slots.length))
  }
  const remove = (event_name: string) => {
    const before = draft.domains
    draft.edit({ kind: 'remove_event', domain, event_name })
    showNotice({
      text: said.removed(event_name.slice(0, 60)),
      undo: () => draft.edit({ kind: 'replace', domains: before }),
    })
  }
  return (
    <div className={styles.domain}>
      <div className={styles.domain_head}>
        <h3 className={styles.domain_name}>
          <ForeignText text={domain} />
          {!is_verified && <span className={styles.badge}>{said.unverified}</span>}
        </h3>
        <span className={taken > SLOTS_MAX ? styles.fault : styles.dimmed}>
          {said.taken(taken, SLOTS_MAX)}
        </span>
      </div>
      {slots.length === 0 && <p className={styles.dimmed}>{said.none_yet}</p>}
      <ol className={styles.slots} ref={list} aria-label={said.slots(domain)}>
        {slots.map((slot, at) => (
          <SlotRow
            key={slot.event_name}
            slot={slot}
            at={at}
            of={slots.length}
            place={places[at] ?? { from: 0, to: 0 }}
            may={may}
            is_target={target === at && dragged !== at}
            onMove={(to) => move(at, to)}
            onRemove={() => remove(slot.event_name)}
            onValueSet={(value_set) =>
              draft.edit({
                kind: 'value_set',
                domain,
                event_name: slot.event_name,
                value_set: value_set ?? null,
              })
            }
            drag={{
              start: () => setDragged(at),
              over: (event: DragEvent) => {
                if (dragged === null) return
                event.preventDefault()
                setTarget(at)
              },
              drop: (event: DragEvent) => {
                event.preventDefault()
                if (dragged !== null) move(dragged, at)
              },
              end: () => {
                setDragged(null)
                setTarget(null)
              },
            }}
          />
        ))}
      </ol>
      <p className="cs-unseen" aria-live="polite">
        {told}
      </p>
      {may && (
        <AddEvent
          domain={domain}
          draft={draft}
          known={funnel.filter((name) => !slots.some((slot) => slot.event_name === name))}
        />
      )}
      {slots.length > 1 && (
        <Advice
          slots={slots}
          funnel={funnel}
          may={may}
          onApply={(ordered) =>
            draft.edit({
              kind: 'replace',
              domains: draft.domains.map((each) =>
                each.domain === domain ? { domain, slots: ordered } : each,
              ),
            })
          }
        />
      )}
    </div>
  )
}

/** The focus goes along with what is moved. */
function useFocusKept(list: { readonly current: HTMLOListElement | null }) {
  const focused = useRef<string | null>(null)
  useLayoutEffect(() => {
    const name = focused.current
    if (name === null) return
    focused.current = null
    const handles = list.current?.querySelectorAll<HTMLElement>('[data-handle]') ?? []
    for (const handle of handles) if (handle.dataset.handle === name) handle.focus()
  })
  return focused
}

function AddEvent({ domain, draft, known }: { domain: string; draft: Draft; known: readonly string[] }) {
  const [name, setName] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const event_name = name.trim()
    if (event_name === '') return
    draft.edit({ kind: 'add_event', domain, event_name })
    setName('')
  }
  return (
    <form className={styles.add} onSubmit={submit}>
      <Autocomplete
        size="xs"
        aria-label={said.add_label(domain)}
        placeholder={said.add_placeholder}
        value={name}
        onChange={setName}
        data={[...known]}
        maxLength={256}
      />
      <Button type="submit" size="xs" variant="default" disabled={name.trim() === ''}>
        {said.add}
      </Button>
    </form>
  )
}
