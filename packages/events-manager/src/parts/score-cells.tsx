import { formatScore } from '../format/count.js'
import { words } from '../words/words.js'
import styles from './score-cells.module.css'

const CELLS = 10
const WIDTH = 7
const GAP = 2

/** Event Match Quality: a bar of ten cells, and the score in figures. @param score  0 to 10; null: none yet */
export function ScoreCells({ score }: { score: number | null }) {
  if (score === null) return <span className={styles.none}>{words.parts.no_score}</span>
  return (
    <span className={styles.score}>
      <svg
        className={styles.cells}
        width={CELLS * (WIDTH + GAP) - GAP}
        height={12}
        role="img"
        aria-label={words.parts.score(score)}
      >
        {Array.from({ length: CELLS }, (_, cell) => {
          const filled = Math.min(1, Math.max(0, score - cell))
          const x = cell * (WIDTH + GAP)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: ten cells, always in this order.
            <g key={cell}>
              <rect className={styles.empty} x={x} width={WIDTH} height={12} rx={1.5} />
              {filled > 0 && (
                <rect className={styles.filled} x={x} width={WIDTH * filled} height={12} rx={1.5} />
              )}
            </g>
          )
        })}
      </svg>
      <span aria-hidden>{formatScore(score)}</span>
    </span>
  )
}
