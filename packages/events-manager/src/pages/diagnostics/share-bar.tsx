import { formatShare } from '../../format/count.js'
import { words } from '../../words/words.js'
import styles from './diagnostics.module.css'

interface ShareBarProps {
  /** 0 to 1 and more; null: there is no whole */
  share: number | null
  /** from which share on the rule raises it; null: not told, or it has none */
  min: number | null
  wide?: boolean
}

/** A share as a bar with a tick at its threshold, and in figures. */
export function ShareBar({ share, min, wide = false }: ShareBarProps) {
  if (share === null) return <span className={styles.dimmed}>–</span>
  const [width, height] = [wide ? 220 : 72, wide ? 12 : 8]
  const at = Math.min(1, Math.max(0, share)) * width
  return (
    <span className={styles.share}>
      <svg
        width={width}
        height={height + 6}
        role="img"
        aria-label={words.diagnostics.share_label(share, min === 0 ? null : min)}
        className={styles.bar}
      >
        <rect className={styles.bar_whole} y={3} width={width} height={height} rx={2} />
        <rect className={styles.bar_part} y={3} width={Math.max(1.5, at)} height={height} rx={2} />
        {min !== null && min > 0 && (
          <line className={styles.bar_min} x1={min * width} x2={min * width} y1={0} y2={height + 6} />
        )}
      </svg>
      <span aria-hidden className={styles.figure}>
        {share > 0 && share < 0.0005 ? words.diagnostics.share_below : formatShare(share)}
      </span>
    </span>
  )
}
