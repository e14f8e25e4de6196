import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { wrongInput } from './io.js'

/** Where a demonstration keeps its data. */
export interface DemoDirectory {
  directory: string
  /** takes it away, unless it is to be kept */
  remove(): void
}

/**
 * @param keep   where it is kept; undefined: in a new one, which is thrown away
 * @param place  where new ones are made
 * @throws CommandFailed where there is something already, or a file
 */
export function demoDirectory(keep: string | undefined, place: string): DemoDirectory {
  if (keep === undefined) {
    const directory = mkdtempSync(join(place, 'countersign-demo-'))
    return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) }
  }
  if (existsSync(keep) && !statSync(keep).isDirectory())
    throw wrongInput(`--keep ${keep}: that is no directory.`)
  if (existsSync(keep) && readdirSync(keep).length > 0)
    throw wrongInput(
      `--keep ${keep}: there is something in it already. Give a directory that is new or empty.`,
    )
  return { directory: keep, remove() {} }
}
