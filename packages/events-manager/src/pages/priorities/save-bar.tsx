import { Button } from '@mantine/core'
import { words } from '../../words/words.js'
import styles from './priorities.module.css'
import type { Change, Fault } from './slots.js'
import type { Draft } from './use-draft.js'

const { draft: said } = words.priorities
const SHOWN_MAX = 4

interface SaveBarProps {
  draft: Draft
  busy: boolean
  /** what the server said of the last try */
  refusal: string | null
  /** hours until an edit is in force; 0: at once */
  delay_hours: number
  onSave(): void
  onDiscard(): void
}

/** What is not saved yet, for as long as it is not. */
export function SaveBar({ draft, busy, refusal, delay_hours, onSave, onDiscard }: SaveBarProps) {
  const { changes, faults } = draft
  if (changes.length === 0) return null
  const shown = changes.slice(0, SHOWN_MAX).map(textOf)
  const rest = changes.length - shown.length
  return (
    <section className={styles.save} aria-label={said.label}>
      <div className={styles.save_words}>
        <strong>{said.count(changes.length)}</strong>
        <span className={styles.dimmed}>
          {shown.join(' · ')} {rest > 0 && said.more(rest)}
        </span>
        {faults.length > 0 || refusal !== null ? (
          <span className={styles.fault} role="alert">
            {refusal ?? faults.map(faultText).join(' ')}
          </span>
        ) : (
          <span className={styles.dimmed}>
            {delay_hours > 0 ? said.effective(delay_hours) : said.effective_now}
          </span>
        )}
      </div>
      <Button size="xs" variant="default" onClick={onDiscard}>
        {said.discard}
      </Button>
      <Button size="xs" onClick={onSave} loading={busy} disabled={faults.length > 0}>
        {said.save}
      </Button>
    </section>
  )
}

const CHARS = 40
const short = (text: string): string => (text.length > CHARS ? `${text.slice(0, CHARS)}…` : text)

function textOf(change: Change): string {
  switch (change.kind) {
    case 'domain_added':
    case 'domain_removed':
      return said.change[change.kind](change.domain)
    case 'moved':
      return said.change.moved(short(change.event_name), change.from, change.to)
    default:
      return said.change[change.kind](short(change.event_name))
  }
}

const faultText = (fault: Fault): string =>
  fault.kind === 'too_many'
    ? said.fault.too_many(fault.domain, fault.taken)
    : said.fault[fault.kind](short(fault.event_name))
