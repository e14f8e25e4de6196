import { page } from './page.js'
import { loadSecondFile } from './second-file.js'

const said: string[] = []

/** Whoever builds the page gets sentences, which are in the second file; a visitor's console one line. */
export const isExplained = (): boolean => page.fbq?.debug || /^localhost$|^127\./.test(location.hostname)

/**
 * Says once what is wrong with a call; the page goes on.
 * @param code  README, "Warnings"
 */
export function warn(code: string, detail?: unknown): void {
  const line = `[Countersign] ${code} ${String(detail)}`
  if (said.includes(line)) return
  said.push(line)
  if (!isExplained()) return console.warn(line)
  loadSecondFile()
  page.__countersign?.warnings.push([code, detail])
}
