import { Skeleton } from '@mantine/core'
import { words } from '../words/words.js'
import styles from './skeletons.module.css'

/** A table that is being loaded. */
export function TableSkeleton({ rows = 6, columns = 5 }: { rows?: number; columns?: number }) {
  return (
    <div className={styles.table} aria-busy="true">
      <span className="cs-unseen">{words.shell.loading}</span>
      {Array.from({ length: rows }, (_row, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of nothing, all alike.
        <div key={row} className={styles.row}>
          {Array.from({ length: columns }, (_cell, cell) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above.
            <Skeleton key={cell} height={12} width={cell === 0 ? '70%' : '45%'} />
          ))}
        </div>
      ))}
    </div>
  )
}

/** A chart that is being loaded. */
export const ChartSkeleton = ({ height = 260 }: { height?: number }) => (
  <div aria-busy="true">
    <span className="cs-unseen">{words.shell.loading}</span>
    <Skeleton height={height} />
  </div>
)

/** Some lines of text that are being loaded. */
export const TextSkeleton = ({ lines = 3 }: { lines?: number }) => (
  <div className={styles.text} aria-busy="true">
    <span className="cs-unseen">{words.shell.loading}</span>
    {Array.from({ length: lines }, (_line, line) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: lines of nothing, all alike.
      <Skeleton key={line} height={12} width={line === lines - 1 ? '55%' : '90%'} />
    ))}
  </div>
)

/** A page whose code is being loaded. */
export const PageSkeleton = () => (
  <div className={styles.page}>
    <Skeleton height={24} width={180} />
    <Skeleton height={16} width="min(52ch, 80%)" />
    <TableSkeleton />
  </div>
)
