import { ActionIcon } from '@mantine/core'
import IconChevronDown from '@tabler/icons-react/icons/IconChevronDown'
import IconChevronUp from '@tabler/icons-react/icons/IconChevronUp'
import IconGripVertical from '@tabler/icons-react/icons/IconGripVertical'
import IconX from '@tabler/icons-react/icons/IconX'
import type { DragEvent, KeyboardEvent } from 'react'
import { ForeignText } from '../../parts/foreign-text.js'
import { words } from '../../words/words.js'
import styles from './priorities.module.css'
import { rangesOf, SLOTS_MAX, type Slot } from './slots.js'
import { ValueSetButton } from './value-set.js'

const { order: said, value_set } = words.priorities

export interface SlotRowProps {
  slot: Slot
  at: number
  of: number
  place: { from: number; to: number }
  may: boolean
  /** the row that a drag would put it before */
  is_target: boolean
  onMove(to: number): void
  onRemove(): void
  onValueSet(value_set: Slot['value_set'] | null): void
  drag: { start(): void; over(event: DragEvent): void; drop(event: DragEvent): void; end(): void }
}

/** One event in the order: its slots, its value set, and what moves it, by pointer and by keyboard. */
export function SlotRow(props: SlotRowProps) {
  const { slot, at, of, place, may, is_target, onMove, onRemove, onValueSet, drag } = props
  const { event_name } = slot
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (!event.altKey || step === 0 || !may) return
    event.preventDefault()
    onMove(at + step)
  }
  return (
    <li
      className={styles.slot}
      data-target={is_target || undefined}
      data-over={place.to > SLOTS_MAX || undefined}
      onKeyDown={move}
      onDragOver={drag.over}
      onDrop={drag.drop}
    >
      <span className={styles.number}>
        <span className="cs-unseen">{said.slot_label(place.from, place.to)}</span>
        <span aria-hidden>{said.slot(place.from, place.to)}</span>
      </span>
      {may && (
        <button
          type="button"
          className={styles.handle}
          data-handle={event_name}
          draggable
          onDragStart={drag.start}
          onDragEnd={drag.end}
          aria-label={said.handle(event_name.slice(0, 60), at + 1, of)}
        >
          <IconGripVertical size={16} aria-hidden />
        </button>
      )}
      <div className={styles.slot_words}>
        <ForeignText text={event_name} chars={60} />
        {place.to > SLOTS_MAX && <span className={styles.fault}> {said.over}</span>}
        {slot.value_set && (
          <span className={styles.ranges}>
            {rangesOf(slot.value_set).map(({ from, until }) => (
              <span key={from} className={styles.range}>
                {value_set.range(String(from), until === null ? null : String(until))}{' '}
                {slot.value_set?.currency}
              </span>
            ))}
          </span>
        )}
      </div>
      {may && (
        <div className={styles.slot_actions}>
          <ValueSetButton slot={slot} onChange={onValueSet} />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={said.up(event_name.slice(0, 60))}
            disabled={at === 0}
            onClick={() => onMove(at - 1)}
          >
            <IconChevronUp size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={said.down(event_name.slice(0, 60))}
            disabled={at === of - 1}
            onClick={() => onMove(at + 1)}
          >
            <IconChevronDown size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={said.remove(event_name.slice(0, 60))}
            onClick={onRemove}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </div>
      )}
    </li>
  )
}
