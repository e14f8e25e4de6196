import { readFileSync } from 'node:fs'
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

const readBuilt: ReadBuilt = (name) => readFileSync(new URL(`../../dist/${name}`, import.meta.url), 'utf8')

/** @throws where the library is not built: `npm run build` */
export function loadPixelFiles(read: ReadBuilt = readBuilt): PixelFiles {
  const [library, automatic] = [read('fbevents.js'), read('automatic.js')]
  return {
    library: (settings) => pixelScript(library, servedSettings(settings)),
    automatic: ({ id = '', rules }) => pixelScript(automatic, { [id]: rules } satisfies RulesById),
  }
}
