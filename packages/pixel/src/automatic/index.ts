import { isExplained } from '../library/explained.js'
import { page } from '../library/page.js'
import { startAutomaticEvents } from './automatic-events.js'
import { explainCalls } from './console-texts.js'

const library = page.__countersign
if (library) {
  startAutomaticEvents(library)
  if (isExplained()) explainCalls(page, library, (line) => console.warn(line))
}
