import { Button } from '@mantine/core'
import IconPlugConnectedX from '@tabler/icons-react/icons/IconPlugConnectedX'
import { Failure } from '../client/failure.js'
import { formatTime } from '../format/time.js'
import { words } from '../words/words.js'
import styles from './state.module.css'

interface FailedProps {
  /** what could not be loaded, e.g. `The events` */
  what: string
  error: unknown
  /** since when, in ms: a query's errorUpdatedAt */
  since_ms?: number
  retry(): unknown
  /** a line above data that is still shown, rather than in its place */
  inline?: boolean
}

/** What failed, since when, what the server says to do, and a way to try again. */
export function Failed({ what, error, since_ms, retry, inline = false }: FailedProps) {
  const failure = error instanceof Failure ? error : null
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <div className={inline ? styles.line : styles.state} role="alert">
      <IconPlugConnectedX size={inline ? 16 : 28} aria-hidden className={styles.broken} />
      <h2 className={styles.title}>{words.parts.failed(what)}</h2>
      <div className={styles.text}>
        {failure?.message} {failure?.fix}{' '}
        {since_ms ? words.parts.failed_since(formatTime(since_ms, zone)) : null}{' '}
        {inline && words.parts.last_known}
      </div>
      <Button variant="default" size="xs" onClick={() => retry()}>
        {words.parts.retry}
      </Button>
    </div>
  )
}
