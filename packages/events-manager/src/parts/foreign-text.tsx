import { useState } from 'react'
import { words } from '../words/words.js'
import styles from './foreign-text.module.css'

const CHARS_SHOWN = 120

interface ForeignTextProps {
  text: string
  /** how much is shown before it is asked for in whole */
  chars?: number
  mono?: boolean
}

/**
 * Text that came from outside: an event's name, an address, a parameter. Shown as text whatever it holds, apart from
 * the direction of what is around it, control characters as signs, and long ones in whole on demand.
 */
export function ForeignText({ text, chars = CHARS_SHOWN, mono = false }: ForeignTextProps) {
  const [whole, setWhole] = useState(false)
  const short = !whole && text.length > chars
  return (
    <span className={styles.text} data-mono={mono || undefined}>
      <bdi>{readable(short ? `${text.slice(0, chars)}…` : text)}</bdi>
      {short && (
        <button
          type="button"
          className={styles.more}
          title={words.parts.truncated(text.length)}
          onClick={(event) => {
            event.stopPropagation()
            setWhole(true)
          }}
        >
          {words.parts.show_whole}
        </button>
      )}
    </span>
  )
}

/** Control characters, which are seen nowhere, as the signs that Unicode has for them. */
export const readable = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  text.replace(/[\u0000-\u0008\u000b-\u001f]/g, (sign) => String.fromCharCode(0x2400 + sign.charCodeAt(0)))
