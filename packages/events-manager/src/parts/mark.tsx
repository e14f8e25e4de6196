import styles from './mark.module.css'

/** The product's mark: two strokes that cross and join. @param plain  in one quiet colour, for empty pages */
export function Mark({ size = 20, plain = false }: { size?: number; plain?: boolean }) {
  return (
    <svg
      className={styles.mark}
      data-plain={plain || undefined}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      aria-hidden
    >
      <path className={styles.server} d="M3 18c6 0 7-12 13-12 3.3 0 5 2.7 5 6" />
      <path className={styles.gap} d="M7.4 8.3c1.4 1.7 2.4 4 3.7 6" />
      <path className={styles.browser} d="M3 6c6 0 7 12 13 12 3.3 0 5-2.7 5-6" />
    </svg>
  )
}
