import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pixelScript } from './pixel-script.js'
import { type PixelSettings, type RulesById, servedSettings } from './settings.js'

/** The browser's files, ready to be served. */
export interface PixelFiles {
  /** the library with settings inside */
  library(settings: PixelSettings): string
  /** the second file, which the library loads where a setting asks for it, with the dataset's rules inside */
  automatic(settings: PixelSettings): string
}

/** Reads a file of the build by its name. */
export type ReadBuilt = (name: 'fbevents.js' | 'automatic.js') => string

const require = createRequire(import.meta.url)
/** By the package's name: where this file lies is another place once the command's files are joined. */
const readBuilt: ReadBuilt = (name) =>
  readFileSync(require.resolve(`@countersign/pixel/built/${name}`), 'utf8')

/** @throws where the library is not built: `npm run build` */
export function loadPixelFiles(read: ReadBuilt = readBuilt): PixelFiles {
  const [library, automatic] = [read('fbevents.js'), read('automatic.js')]
  return {
    library: (settings) => pixelScript(library, servedSettings(settings)),
    automatic: ({ id = '', rules }) => pixelScript(automatic, { [id]: rules } satisfies RulesById),
  }
}
