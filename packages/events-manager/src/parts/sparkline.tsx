import styles from './sparkline.module.css'

interface SparklineProps {
  /** in order of time; null: nothing is known of that step, drawn as a gap */
  values: readonly (number | null)[]
  /** what it shows, for those who do not see it */
  label: string
  width?: number
  height?: number
  colour?: 'text' | 'browser' | 'server'
}

/** Columns on a zero baseline, in a line's room. Plain SVG: no chart library is loaded for it. */
export function Sparkline({ values, label, width = 120, height = 28, colour = 'text' }: SparklineProps) {
  const max = Math.max(1, ...values.map((value) => value ?? 0))
  const step = width / Math.max(1, values.length)
  const column = Math.max(1, step - 1)
  return (
    <svg
      className={styles.sparkline}
      width={width}
      height={height}
      role="img"
      aria-label={label}
      data-colour={colour}
    >
      <line className={styles.baseline} x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} />
      {values.map((value, at) => {
        if (value === null || value === 0) return null
        const tall = Math.max(1.5, (value / max) * (height - 2))
        // biome-ignore lint/suspicious/noArrayIndexKey: a step's place in time is what it is.
        return <rect key={at} x={at * step} y={height - 1 - tall} width={column} height={tall} rx={0.5} />
      })}
    </svg>
  )
}
