import { isHeld } from './consent.js'
import { isExplained } from './explained.js'
import { install } from './install.js'
import { startOutbox } from './outbox.js'
import { page } from './page.js'
import { marksOf, pixels } from './pixels.js'
import { run } from './run.js'
import { loadSecondFile } from './second-file.js'
import { served, settings_by_id } from './settings.js'
import { hashUserData } from './user-data.js'

// A second file of ours on the page only brings its dataset's settings.
if (page.__countersign) {
  page.__countersign.settings_by_id[served.id ?? ''] = served
  if (served.rules) loadSecondFile()
} else {
  page.__countersign = {
    pixels,
    settings_by_id,
    rules_by_id: {},
    run,
    isHeld,
    hashUserData,
    marksOf,
    same_name: page.fbq === page._fbq,
    warnings: [],
  }
  if (isExplained()) loadSecondFile()
  install()
  startOutbox()
}
