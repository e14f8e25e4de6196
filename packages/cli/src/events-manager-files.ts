import { readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { EventsManagerFiles } from '@countersign/collector'

type Encoding = Parameters<EventsManagerFiles['read']>[1]

/** Where the build puts it, seen from the sources and from what is compiled of them alike. */
const BUILT = fileURLToPath(new URL('../../events-manager/dist', import.meta.url))

const ENDINGS = { br: '.br', gzip: '.gz', identity: '' } as const

/**
 * Finds Events Manager as it was built. Which files there are is read once; what is in them when somebody loads them.
 * @throws where it was not built
 */
export function findEventsManager(directory = BUILT): EventsManagerFiles {
  const folder = join(directory, 'assets')
  const index = readFileSync(join(directory, 'index.html'), 'utf8')
  const assets = new Map<string, Encoding[]>()
  for (const file of readdirSync(folder)) {
    const encoding = file.endsWith('.br') ? 'br' : file.endsWith('.gz') ? 'gzip' : 'identity'
    const name = encoding === 'identity' ? file : file.slice(0, -ENDINGS[encoding].length)
    assets.set(name, [...(assets.get(name) ?? []), encoding])
  }
  return { index, assets, read: (name, encoding) => readFile(join(folder, name + ENDINGS[encoding])) }
}
