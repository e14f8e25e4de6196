import { isExplained } from '../library/explained.js'
import { page } from '../library/page.js'
import type { RulesById } from '../serve/settings.js'
import { startAutomaticEvents } from './automatic-events.js'
import { explainCalls } from './console-texts.js'

/** The server puts a dataset's rules in this name's place. */
declare const __COUNTERSIGN_SETTINGS__: RulesById

const library = page.__countersign
// Loaded once more for another dataset, it only brings that one's rules.
const is_first = !library?.onSend
Object.assign(library?.rules_by_id ?? {}, __COUNTERSIGN_SETTINGS__)
if (library && is_first) {
  startAutomaticEvents(library)
  if (isExplained()) explainCalls(page, library, (line) => console.warn(line))
}
