import { isExplained } from './explained.js'
import { page } from './page.js'
import { loadSecondFile } from './second-file.js'

const said: string[] = []

/**
 * Says once what is wrong with a call; the page goes on.
 * @param code  README, "Warnings"
 */
export function warn(code: string, detail?: unknown): void {
  const line = `[Countersign] ${code} ${detail}`
  if (said.includes(line)) return
  said.push(line)
  if (isExplained()) {
    loadSecondFile()
    page.__countersign?.warnings.push([code, detail])
  } else console.warn(line)
}
