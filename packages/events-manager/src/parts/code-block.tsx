import styles from './code-block.module.css'
import { CopyButton } from './copy-button.js'

/** Code, a link or a token, to be copied as it stands. @param label  what it is, for those who do not see it */
export function CodeBlock({ text, label }: { text: string; label: string }) {
  return (
    <div className={styles.block}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by the keyboard. */}
      <section className={styles.scroll} tabIndex={0} aria-label={label}>
        <pre className={styles.code}>{text}</pre>
      </section>
      <div className={styles.copy}>
        <CopyButton text={text} />
      </div>
    </div>
  )
}
