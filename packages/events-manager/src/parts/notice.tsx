import { Button, CloseButton } from '@mantine/core'
import { useEffect, useSyncExternalStore } from 'react'
import { Failure } from '../client/failure.js'
import { words } from '../words/words.js'
import styles from './notice.module.css'

interface Notice {
  /** what was done, e.g. `Rule deleted` */
  text: string
  /** takes it back; with it, the notice stays longer */
  undo?(): unknown
}

const STAYS_MS = 6_000
const STAYS_UNDO_MS = 12_000

let shown: Notice | null = null
const listeners = new Set<() => void>()

/** Says what was just done, with a way to undo it. One at a time: the next takes its place. */
export function showNotice(notice: Notice | null): void {
  shown = notice
  for (const tell of listeners) tell()
}

/** Says why something was not done, where no form is there to say it. */
export const tellFailure = (error: unknown): void =>
  showNotice({ text: error instanceof Failure ? `${error.message} ${error.fix ?? ''}` : String(error) })

function listen(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

/** Where notices stand: once, in the shell. */
export function Notices() {
  const notice = useSyncExternalStore(listen, () => shown)
  useEffect(() => {
    if (notice === null) return
    const timer = setTimeout(() => showNotice(null), notice.undo ? STAYS_UNDO_MS : STAYS_MS)
    return () => clearTimeout(timer)
  }, [notice])
  return (
    <div className={styles.place} role="status">
      {notice !== null && (
        <div className={styles.notice}>
          <span>{notice.text}</span>
          {notice.undo && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                showNotice(null)
                notice.undo?.()
              }}
            >
              {words.parts.undo}
            </Button>
          )}
          <CloseButton size="sm" aria-label={words.parts.dismiss} onClick={() => showNotice(null)} />
        </div>
      )}
    </div>
  )
}
