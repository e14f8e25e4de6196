import { Button } from '@mantine/core'
import type { KeyboardEvent } from 'react'
import { useAddress } from '../../address.js'
import { Empty } from '../../parts/empty.js'
import { words } from '../../words/words.js'
import { filtered, filterOf, isFiltered } from './filter.js'
import { type Followed, type FollowedAction, shownRows } from './followed.js'
import { LiveRow } from './live-row.js'
import styles from './live-rows.module.css'
import { RowTools } from './row-tools.js'

const { testEvents } = words
const UNFILTERED = { channel: undefined, verdict: undefined, q: undefined, only: undefined }

interface LiveRowsProps {
  followed: Followed
  act(action: FollowedAction): void
  code: string
  dataset_id: string
  zone: string
}

/** The reports, newest first: filtered, paused, cleared; each opens in its place. */
export function LiveRows({ followed, act, code, dataset_id, zone }: LiveRowsProps) {
  const { search, set } = useAddress()
  const filter = filterOf(search, code)
  const all = shownRows(followed)
  const rows = filtered(all, filter)
  const [newest] = rows
  return (
    <>
      <RowTools followed={followed} rows={rows} filter={filter} act={act} code={code} />
      {followed.notice !== null && (
        <p className={styles.notice}>
          {followed.notice.title}. {followed.notice.fix}
        </p>
      )}
      {followed.paused !== null && <p className={styles.notice}>{testEvents.paused}</p>}
      {followed.left_out > 0 && <p className={styles.notice}>{testEvents.left_out(followed.left_out)}</p>}
      {all.length === 0 && (
        <Empty title={testEvents.empty.title} text={testEvents.empty.text(code)} watching />
      )}
      {all.length > 0 && rows.length === 0 && isFiltered(filter) && (
        <Empty
          title={testEvents.filter.nothing}
          text={testEvents.filter.hidden(all.length)}
          action={
            <Button variant="default" onClick={() => set(UNFILTERED)}>
              {testEvents.filter.off}
            </Button>
          }
        />
      )}
      <ul className={styles.rows} onKeyDown={walk} aria-label={testEvents.list}>
        {rows.map((row) => (
          <LiveRow
            key={row.id}
            row={row}
            is_open={search.row === row.id}
            onTurn={() => set({ row: search.row === row.id ? undefined : row.id })}
            dataset_id={dataset_id}
            zone={zone}
          />
        ))}
      </ul>
      <span className="cs-unseen" aria-live="polite">
        {newest?.is_new &&
          testEvents.heard(
            newest.event_name || testEvents.no_name,
            words.parts.channel[newest.channel],
            testEvents.status[newest.status],
          )}
      </span>
    </>
  )
}

/** Up and down walk the rows, Home and End go to the first and the last. */
function walk(event: KeyboardEvent<HTMLUListElement>): void {
  const heads = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')]
  const at = heads.indexOf(event.target as HTMLElement)
  if (at < 0) return
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: heads.length - 1 }[event.key]
  const head = to === undefined ? undefined : heads[to]
  if (head === undefined) return
  event.preventDefault()
  head.focus()
}
