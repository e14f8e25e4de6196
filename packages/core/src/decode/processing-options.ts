import { readList } from './loose-value.js'
import { isWord } from './word.js'

/**
 * Reads data processing options in all the forms in which they are sent.
 * @param value  a list, its JSON text, or a comma list: `["LDU"]`, `LDU`, and empty for "explicitly not
 *   limited"
 * @returns the options trimmed, in upper case; null if it is none of these, or one is no word
 * @source reference 13.1
 */
export function readProcessingOptions(value: unknown): string[] | null {
  const list = readList(value) ?? (typeof value === 'string' ? value.split(',') : null)
  if (list === null) return null
  const options: string[] = []
  for (const item of list.slice(0, OPTIONS_MAX)) {
    if (typeof item !== 'string') return null
    const option = item.trim().toUpperCase()
    if (option === '') continue
    if (!isWord(option)) return null
    options.push(option)
  }
  return options
}
const OPTIONS_MAX = 10
